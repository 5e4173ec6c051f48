import { Router } from 'express';
import {
  CHANNEL_LABELS,
  label,
  MESSAGE_STATUS_LABELS,
  NOTICE_KIND_LABELS,
  ROLE_LABELS,
} from '../../domain/wording/labels';
import type { Context } from '../context';
import { type Page as ListPage, listMessages, type MessageCard } from '../queries';
import { At, NextPage, SearchForm, Select, Submit, Table, Tag } from './components';
import { Page } from './layout';
import { actorOn, asked, show, signedIn, viewOf } from './show';
import { messageTone } from './tones';
import { useView } from './view';

export function messagePages(ctx: Context): Router {
  return Router().get('/messages', signedIn, async (req, res) => {
    const status = asked(req, 'status');
    const channel = asked(req, 'channel');
    const messages = await listMessages(ctx, actorOn(req), {
      status,
      channel: channel === 'sms' || channel === 'email' ? channel : undefined,
      after: asked(req, 'after'),
    });
    show(res, viewOf(ctx, req), <MessagesPage messages={messages} status={status} channel={channel} />);
  });
}

/** What went out about the cases of the reader's area, by state; the newest first. */
function MessagesPage({
  messages,
  status,
  channel,
}: {
  messages: ListPage<MessageCard>;
  status?: string;
  channel?: string;
}) {
  const { t, lang } = useView();
  const options = (list: Record<string, Record<'vi' | 'en', string>>) =>
    Object.entries(list).map(([value, text]) => ({ value, label: text[lang] }));
  return (
    <Page title={t.messages}>
      <SearchForm action="/messages" label={t.messages}>
        <Select
          name="status"
          label={t.status}
          options={options(MESSAGE_STATUS_LABELS)}
          value={status}
          blank={t.all}
        />
        <Select
          name="channel"
          label={t.channel}
          options={options(CHANNEL_LABELS)}
          value={channel}
          blank={t.all}
        />
        <Submit second>{t.filter}</Submit>
      </SearchForm>
      <Table
        caption={t.messages}
        hideCaption
        rows={messages.items}
        rowKey={({ id }) => id}
        empty={t.messagesEmpty}
        cols={[
          {
            label: t.kind,
            cell: ({ kind, caseId }) => (
              <a href={`/cases/${encodeURIComponent(caseId)}`}>{label(NOTICE_KIND_LABELS, kind, lang)}</a>
            ),
          },
          {
            label: t.to,
            cell: ({ recipient, to }) => (
              <>
                {recipient.name} · {label(ROLE_LABELS, recipient.role, lang)}
                <span class="quiet block">{to}</span>
              </>
            ),
          },
          { label: t.channel, cell: ({ channel }) => label(CHANNEL_LABELS, channel, lang) },
          { label: t.sentAt, cell: ({ sentAt, createdAt }) => <At at={sentAt ?? createdAt} /> },
          {
            label: t.status,
            cell: ({ status, code }) => (
              <>
                <Tag tone={messageTone(status)}>{label(MESSAGE_STATUS_LABELS, status, lang)}</Tag>
                {code && <span class="quiet"> {code}</span>}
              </>
            ),
          },
        ]}
      />
      <NextPage path="/messages" query={{ status, channel }} next={messages.next} />
    </Page>
  );
}
