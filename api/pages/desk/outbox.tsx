import { OUTBOX_STATES, type OutboxState } from '../../../domain/outbox';
import { CHANNEL_LABELS, label, NOTICE_KIND_LABELS, ROLE_LABELS } from '../../../domain/wording/labels';
import { OUTBOX_STATE_LABELS } from '../../../domain/wording/outbox';
import type { Page as ListPage, OutboxCard } from '../../queries';
import { At, choicesOf, Input, NextPage, SearchForm, Select, Submit, Table, Tag } from '../components';
import { outboxTone } from '../tones';
import { useView } from '../view';
import { DeskPage } from './frame';
import { useDesk } from './words';

/** What people were to be told, by state and person; each leads to its own page. */
export function OutboxPage(props: { outbox: ListPage<OutboxCard>; state?: OutboxState; person?: string }) {
  const { t, lang } = useView();
  const d = useDesk();
  const { outbox, state, person } = props;
  return (
    <DeskPage of="outbox">
      <SearchForm action="/desk" label={d.outbox}>
        <Select
          name="state"
          label={t.status}
          options={choicesOf(OUTBOX_STATES, OUTBOX_STATE_LABELS, lang)}
          value={state}
          blank={t.all}
        />
        <Input name="person" type="search" label={d.person} hint={d.personHint} value={person} />
        <Submit second>{t.filter}</Submit>
      </SearchForm>
      <Table
        caption={d.outbox}
        hideCaption
        rows={outbox.items}
        rowKey={({ id }) => id}
        empty={d.empty}
        cols={[
          {
            label: t.kind,
            cell: ({ id, kind, who }) => (
              <>
                <a href={`/desk/notices/${id}`}>{label(NOTICE_KIND_LABELS, kind, lang)}</a>
                <span class="quiet block">{who}</span>
              </>
            ),
          },
          {
            label: t.to,
            cell: ({ recipient, messages }) => (
              <>
                {recipient.name} · {label(ROLE_LABELS, recipient.role, lang)}
                {messages.map(({ id, channel, to }) => (
                  <span class="quiet block" key={id}>
                    {[label(CHANNEL_LABELS, channel, lang), to].filter(Boolean).join(': ')}
                  </span>
                ))}
              </>
            ),
          },
          { label: d.due, cell: ({ due }) => <At at={due} /> },
          {
            label: t.status,
            cell: ({ state: its }) => <Tag tone={outboxTone(its)}>{OUTBOX_STATE_LABELS[its][lang]}</Tag>,
          },
          { label: d.reason, cell: ({ reason }) => reason[lang] },
        ]}
      />
      <NextPage path="/desk" query={{ state, person }} next={outbox.next} />
    </DeskPage>
  );
}
