import { AGAIN_REASONS, NOW_REASONS } from '../../../domain/outbox';
import {
  CHANNEL_LABELS,
  label,
  MESSAGE_STATUS_LABELS,
  NOTICE_KIND_LABELS,
  ROLE_LABELS,
} from '../../../domain/wording/labels';
import {
  AGAIN_REASON_LABELS,
  codeWords,
  NOW_REASON_LABELS,
  OUTBOX_STATE_LABELS,
} from '../../../domain/wording/outbox';
import type { OutboxCard } from '../../queries';
import { Folded } from '../case/folded';
import {
  At,
  Choices,
  choicesOf,
  type Draft,
  draftFor,
  Facts,
  Form,
  Section,
  Submit,
  Tag,
} from '../components';
import { Page } from '../layout';
import { messageTone, outboxTone } from '../tones';
import { useView } from '../view';
import { useDesk } from './words';

/** One notice: what became of it, its words, and what can be done. */
export function NoticePage({ notice, draft }: { notice: OutboxCard; draft?: Draft }) {
  const { t, lang } = useView();
  const d = useDesk();
  const { id, kind, state, recipient, again } = notice;
  return (
    <Page title={label(NOTICE_KIND_LABELS, kind, lang)} up={{ href: '/desk', label: d.outbox }}>
      <div class={state === 'failed' || state === 'unknown' ? 'turn over' : 'turn'}>
        <span>
          <Tag tone={outboxTone(state)}>{OUTBOX_STATE_LABELS[state][lang]}</Tag>
        </span>
        <span>{notice.reason[lang]}</span>
      </div>
      <Facts
        facts={[
          [d.about, <a href={`/cases/${encodeURIComponent(notice.caseId)}`}>{notice.who}</a>],
          [t.to, `${recipient.name} · ${label(ROLE_LABELS, recipient.role, lang)}`],
          [d.due, <At at={notice.due} />],
          [
            d.wasNow,
            notice.now && (
              <>
                {label(NOW_REASON_LABELS, notice.now.why, lang)} · {notice.now.by ?? ''} ·{' '}
                <At at={notice.now.at} />
              </>
            ),
          ],
          [d.wasAgain, again && `${label(AGAIN_REASON_LABELS, again.why, lang)} · ${again.by ?? ''}`],
        ]}
      />
      <Section id="text" title={d.text}>
        {notice.messages.length === 0 && <p class="quiet">{d.notWritten}</p>}
        {notice.messages.map((message) => (
          <Message message={message} key={message.id} may={notice.canResend} />
        ))}
      </Section>
      {notice.canSendNow && (
        <Folded
          title={d.now}
          action={`/desk/notices/${id}/now`}
          prefix="now-"
          hint={d.nowNote}
          second
          draft={draftFor(draft, 'now')}
        >
          <Choices
            name="why"
            label={d.nowWhy}
            options={choicesOf(NOW_REASONS, NOW_REASON_LABELS, lang)}
            required
            prefix="now-"
            draft={draftFor(draft, 'now')}
          />
        </Folded>
      )}
      {notice.canResend && (
        <Folded
          title={d.again}
          action={`/desk/notices/${id}/resend`}
          prefix="again-"
          hint={d.againNote}
          draft={draftFor(draft, 'again')}
        >
          <Choices
            name="why"
            label={d.againWhy}
            options={choicesOf(AGAIN_REASONS, AGAIN_REASON_LABELS, lang)}
            required
            prefix="again-"
            draft={draftFor(draft, 'again')}
          />
          {state === 'unknown' && (
            <label class="choice">
              <input type="checkbox" name="twice" value="yes" />
              <span>{d.againTwice}</span>
            </label>
          )}
        </Folded>
      )}
      {notice.canRevoke && (
        <Folded
          title={d.revoke}
          action={`/desk/notices/${id}/revoke`}
          prefix="revoke-"
          hint={d.revokeHint}
          second
        />
      )}
    </Page>
  );
}

function Message({ message, may }: { message: OutboxCard['messages'][number]; may: boolean }) {
  const { lang } = useView();
  const d = useDesk();
  const { id, channel, to, body, segments, status, code, sentAt } = message;
  return (
    <article class="card" aria-label={label(CHANNEL_LABELS, channel, lang)}>
      <p class="row">
        <span class="strong">{[label(CHANNEL_LABELS, channel, lang), to].filter(Boolean).join(': ')}</span>
        <Tag tone={messageTone(status)}>{label(MESSAGE_STATUS_LABELS, status, lang)}</Tag>
        {code && <span class="quiet">{codeWords(code)[lang]}</span>}
        {sentAt && <At at={sentAt} />}
        {segments > 0 && <span class="quiet">{d.segments(segments)}</span>}
      </p>
      <p class="written">{body}</p>
      {status === 'unknown' && may && (
        <Form action={`/desk/messages/${id}/settle`} class="row" label={d.settle}>
          <span>{d.settle}:</span>
          <Submit name="how" value="arrived">
            {d.arrived}
          </Submit>
          <Submit name="how" value="again" second>
            {d.sendAgain}
          </Submit>
        </Form>
      )}
    </article>
  );
}
