import { dayOf } from '../../domain/calendar';
import { formatDay } from '../../domain/vietnamese';
import { label, NEED_LABELS, REFERRAL_STATUS_LABELS } from '../../domain/wording/labels';
import type { ReferralCard } from '../queries/shapes';
import {
  Choices,
  choicesOf,
  type Draft,
  Due,
  ErrorSummary,
  Facts,
  Form,
  Submit,
  Tag,
  TextArea,
} from './components';
import { referralTone } from './tones';
import { useView } from './view';

interface Props {
  referral: ReferralCard;
  /** Where the form leads back to. */
  back: string;
  /** On the case's own page the person needs no mention. */
  onCase?: boolean;
  draft?: Draft;
}

/** One referral: who needs what from whom, where it stands, and the move the reader may make. */
export function ReferralItem({ referral, back, onCase, draft }: Props) {
  const { t, lang } = useView();
  const { id, status, due, overdue } = referral;
  // Under the case's own heading one deeper.
  const Heading = onCase ? 'h3' : 'h2';
  const mine = draft?.form === id ? draft : undefined;
  return (
    <article
      class="card"
      id={`r-${cssId(id)}`}
      aria-label={`${referral.who}: ${label(NEED_LABELS, referral.kind, lang)}`}
    >
      <div class="row between">
        <Heading>
          {label(NEED_LABELS, referral.kind, lang)}
          {!onCase && ` · ${referral.fullName ?? referral.who}`}
        </Heading>
        <Tag tone={overdue ? 'bad' : referralTone(status)}>{label(REFERRAL_STATUS_LABELS, status, lang)}</Tag>
      </div>
      <Facts
        facts={[
          [t.partner, referral.organisation?.name ?? t.noPartner],
          [t.commune, onCase ? null : referral.commune?.name],
          [
            t.phone,
            referral.phone && !onCase ? (
              <a href={`tel:${referral.phone}`}>{referral.phone.replace(/^\+84/, '0')}</a>
            ) : null,
          ],
          [
            t.requested,
            `${formatDay(dayOf(referral.requestedAt.getTime()))}${referral.requestedBy ? `, ${referral.requestedBy}` : ''}`,
          ],
          [t.due, due && <Due at={due.getTime()} />],
          [t.reason, referral.reason],
          [t.outcomeNote, referral.outcome],
        ]}
      />
      {referral.moves.length > 0 && <Moves referral={referral} back={back} draft={mine} />}
    </article>
  );
}

/** Accepting or refusing is a tap; everything else a choice with its words. */
function Moves({ referral, back, draft }: { referral: ReferralCard; back: string; draft?: Draft }) {
  const { t, lang } = useView();
  const { id, moves } = referral;
  const prefix = `${cssId(id)}-`;
  const action = `/referrals/${encodeURIComponent(id)}`;
  return (
    <details open={Boolean(draft) || moves.includes('accepted')}>
      <summary>{moves.includes('accepted') ? t.yourAnswer : t.moveTo}</summary>
      <Form action={action} label={`${t.moveTo}: ${referral.who}`}>
        <input type="hidden" name="back" value={back} />
        <ErrorSummary draft={draft} prefix={prefix} />
        <Choices
          name="to"
          label={moves.includes('accepted') ? t.yourAnswer : t.moveTo}
          options={choicesOf(moves, REFERRAL_STATUS_LABELS, lang)}
          required
          prefix={prefix}
          draft={draft}
        />
        {moves.includes('rejected') && (
          <TextArea
            name="reason"
            label={t.reason}
            hint={t.reasonHint}
            required={false}
            prefix={prefix}
            draft={draft}
          />
        )}
        {(moves.includes('completed') || moves.includes('failed')) && (
          <TextArea name="outcome" label={t.outcomeNote} required={false} prefix={prefix} draft={draft} />
        )}
        <div>
          <Submit>{t.send}</Submit>
        </div>
      </Form>
    </details>
  );
}

/** An id as part of an HTML id. */
export const cssId = (id: string): string => id.replace(/[^\w-]/g, '_');
