import { dayOf } from '../../domain/calendar';
import { HEALTH_KINDS, seesWhoMeets } from '../../domain/health';
import { formatDay } from '../../domain/vietnamese';
import {
  ASKED_LABELS,
  CERTIFICATE_LABELS,
  JOB_STAGE_LABELS,
  label,
  OFFER_LABELS,
  REFERRAL_STATUS_LABELS,
  TRADE_LABELS,
  TRAINING_PLACE_LABELS,
  TRAINING_STATUS_LABELS,
} from '../../domain/wording/labels';
import type { Lang } from '../language';
import type { ReferralCard } from '../queries/shapes';
import { Folded } from './case/folded';
import {
  Choices,
  choicesOf,
  type Draft,
  Due,
  draftFor,
  ErrorSummary,
  Facts,
  Form,
  Submit,
  Tag,
  TextArea,
} from './components';
import { isTraining, StepForms, stepLabel } from './path-steps';
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
  const { t, lang, user } = useView();
  const { id, status, due, overdue } = referral;
  const known = user !== null && seesWhoMeets(user, referral.kind);
  // Under the case's own heading one deeper.
  const Heading = onCase ? 'h3' : 'h2';
  const mine = draftFor(draft, id);
  return (
    <article class="card" id={`r-${cssId(id)}`} aria-label={`${referral.who}: ${needWords(referral, lang)}`}>
      <div class="row between">
        <Heading>
          {needWords(referral, lang)}
          {!onCase && ` · ${referral.fullName ?? referral.who}`}
        </Heading>
        <Tag tone={overdue ? 'bad' : referralTone(status)}>{label(REFERRAL_STATUS_LABELS, status, lang)}</Tag>
      </div>
      <Facts
        facts={[
          [t.whyOffered, referral.why && status === 'draft' && OFFER_LABELS[referral.why][lang]],
          [t.partner, referral.organisation?.name ?? (known && status !== 'draft' && t.noPartner)],
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
      {referral.describes && <About referral={referral} back={back} draft={mine} />}
      {(referral.training || referral.job) && <PathFacts referral={referral} />}
      {referral.steps.length > 0 && (
        <StepForms
          referral={referral}
          prefix={`${cssId(id)}-`}
          draft={mine}
          form={({ step, children }) => (
            <Form
              action={`/referrals/${encodeURIComponent(id)}/${isTraining(step) ? 'training' : 'job'}`}
              label={`${stepLabel(step, lang)}: ${referral.who}`}
            >
              <input type="hidden" name="back" value={back} />
              {children}
            </Form>
          )}
        />
      )}
      {status === 'draft' && referral.moves.includes('requested') ? (
        <Form action={`/referrals/${encodeURIComponent(id)}`} label={`${t.moveTo}: ${referral.who}`}>
          <input type="hidden" name="back" value={back} />
          <ErrorSummary draft={mine} prefix={`${cssId(id)}-`} />
          <OfferChoices referral={referral} />
        </Form>
      ) : (
        referral.moves.length > 0 && (
          <Moves referral={referral} back={back} draft={mine?.values.step ? undefined : mine} />
        )
      )}
    </article>
  );
}

/** What is needed, as far as the reader may know. */
export const needWords = ({ kind, about }: Pick<ReferralCard, 'kind' | 'about'>, lang: Lang): string =>
  ASKED_LABELS[about ?? kind][lang];

/** One tap asks the next partner; nothing is sent without it. */
export function OfferChoices({ referral }: { referral: ReferralCard }) {
  const { t } = useView();
  return (
    <div class="stack">
      {referral.alternatives.length === 0 && <p class="quiet">{t.noAlternative}</p>}
      {referral.alternatives.map(({ id, name }) => (
        <Submit key={id} name="send" value={`requested ${id}`}>
          {t.askThem}: {name}
        </Submit>
      ))}
      <Submit second name="send" value="requested">
        {t.askNobodyYet}
      </Submit>
      <Submit second name="send" value="cancelled">
        {t.dropOffer}
      </Submit>
    </div>
  );
}

/** What a button of an offer says: where to, and to whom. */
export function offerChoice(send: unknown): { to?: string; organisationId?: string } {
  if (typeof send !== 'string' || !send) return {};
  const [to, organisationId] = send.split(' ');
  return { to, organisationId };
}

function PathFacts({ referral: { training, job } }: { referral: ReferralCard }) {
  const { t, lang } = useView();
  const day = (value: string | null) => value && formatDay(value);
  return (
    <Facts
      facts={[
        [
          t.status,
          training
            ? label(TRAINING_STATUS_LABELS, training.status, lang)
            : job && label(JOB_STAGE_LABELS, job.stage, lang),
        ],
        [
          t.trade,
          (training?.trade || job?.trade) &&
            label(TRADE_LABELS, (training?.trade ?? job?.trade) as string, lang),
        ],
        [t.courseName, training?.course],
        [t.coursePlace, training && TRAINING_PLACE_LABELS[training.place][lang]],
        [t.courseStarts, training && `${day(training.startsOn)} – ${day(training.endsOn)}`],
        [t.costSupport, training?.costSupport ? training.costSupport.toLocaleString('vi-VN') : null],
        [t.attendance, training?.sessions ? t.attended(training.attended, training.sessions) : null],
        [
          t.certificateKind,
          training?.certificate &&
            [
              label(CERTIFICATE_LABELS, training.certificate, lang),
              training.certificateNumber,
              day(training.certifiedOn),
            ]
              .filter(Boolean)
              .join(' · '),
        ],
        [t.employer, job && (job.selfEmployed ? t.worksForSelf : job.employer)],
        [t.workSince, job && day(job.startedOn)],
        [t.nextCheck, job && day(job.nextCheckOn)],
        [t.stableSince, job && day(job.stableOn)],
        [t.reason, training?.dropReason ?? job?.lostReason],
      ]}
    />
  );
}

/** What an 'other' need is about, where it is about health: for who may know, and read by nobody else. */
function About({ referral, back, draft }: { referral: ReferralCard; back: string; draft?: Draft }) {
  const { t, lang } = useView();
  const prefix = `${cssId(referral.id)}-about-`;
  const mine = draft?.values.about === undefined ? undefined : draft;
  return (
    <Folded
      title={t.healthAbout}
      action={`/referrals/${encodeURIComponent(referral.id)}/about`}
      label={`${t.healthAbout}: ${referral.who}`}
      hint={t.healthAboutHint}
      submit={t.save}
      second
      prefix={prefix}
      draft={mine}
    >
      <input type="hidden" name="back" value={back} />
      <Choices
        name="about"
        label={t.healthAbout}
        options={choicesOf(HEALTH_KINDS, ASKED_LABELS, lang)}
        value={referral.about ?? undefined}
        required
        prefix={prefix}
        draft={mine}
      />
    </Folded>
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
