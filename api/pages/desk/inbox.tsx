import { HANDLED } from '../../../domain/answers';
import { label } from '../../../domain/wording/labels';
import { DESK_REASON_LABELS, HANDLED_LABELS } from '../../../domain/wording/replies';
import { INBOX_STATES, type InboundCard, type InboxState, type Page as ListPage } from '../../queries';
import { Folded } from '../case/folded';
import {
  At,
  Choices,
  choicesOf,
  type Draft,
  Due,
  draftFor,
  Facts,
  Input,
  NextPage,
  TextArea,
} from '../components';
import { cssId } from '../referral-item';
import { useView } from '../view';
import { DeskPage } from './frame';
import { useDesk } from './words';

/** What people sent us; what waits stands first and is the officer's work until it is dealt with. */
export function InboxPage(props: { inbox: ListPage<InboundCard>; state: InboxState; draft?: Draft }) {
  const d = useDesk();
  const { inbox, state, draft } = props;
  return (
    <DeskPage of="inbox">
      <nav aria-label={d.inbox}>
        <ul class="plain row">
          {INBOX_STATES.map((its) => (
            <li key={its}>
              <a href={`/desk/inbox?state=${its}`} aria-current={its === state ? 'true' : undefined}>
                {d.inboxStates[its]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="quiet">{d.inboxIntro}</p>
      {inbox.items.length === 0 && <p class="empty">{d.inboxEmpty}</p>}
      {inbox.items.map((text) => (
        <Inbound text={text} key={text.id} draft={draftFor(draft, text.id)} />
      ))}
      <NextPage path="/desk/inbox" query={{ state }} next={inbox.next} />
    </DeskPage>
  );
}

function Inbound({ text, draft }: { text: InboundCard; draft?: Draft }) {
  const { t, lang } = useView();
  const d = useDesk();
  const { id, why, caseId } = text;
  const prefix = `${cssId(id)}-`;
  const from = text.from ?? d.stranger;
  return (
    <article class="card" id={`a-${cssId(id)}`} aria-label={`${from}, ${text.phone}`}>
      <h2>
        {from} <span class="quiet">{text.phone}</span>
      </h2>
      <blockquote class="written">{text.body}</blockquote>
      {why && <p>{DESK_REASON_LABELS[why][lang]}</p>}
      <Facts
        facts={[
          [d.received, <At at={text.receivedAt} />],
          [t.due, text.due && <Due at={text.due.getTime()} />],
          [t.commune, text.commune],
          [d.reply, text.reply],
          [d.how, text.handled && label(HANDLED_LABELS, text.handled, lang)],
          [t.resolvedBy, text.handledBy],
          [t.when, text.handledAt && <At at={text.handledAt} />],
          [t.note, text.note],
        ]}
      />
      {caseId && (
        <p>
          <a href={`/cases/${encodeURIComponent(caseId)}`}>{d.openCase}</a>
        </p>
      )}
      {text.canHandle && (
        <Folded
          title={d.handle}
          label={`${d.handle}: ${from}`}
          action={`/desk/inbox/${encodeURIComponent(id)}/handle`}
          prefix={prefix}
          draft={draft}
        >
          <Choices
            name="how"
            label={d.how}
            options={choicesOf(HANDLED, HANDLED_LABELS, lang)}
            required
            prefix={prefix}
            draft={draft}
          />
          <Input name="who" label={d.code} hint={d.codeHint} required={false} prefix={prefix} draft={draft} />
          <TextArea name="note" label={t.note} required={false} prefix={prefix} draft={draft} />
        </Folded>
      )}
    </article>
  );
}
