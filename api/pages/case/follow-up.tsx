import type { RequestHandler, Router } from 'express';
import type { ComponentChildren } from 'preact';
import { CONTACT_OUTCOMES, END_REASONS, type Need, PAUSE_REASONS, TOPICS } from '../../../domain/follow-up';
import { offered } from '../../../domain/needs';
import { formatDay } from '../../../domain/vietnamese';
import {
  ASKED_LABELS,
  CLOSED_WHY_LABELS,
  END_PAPER_LABELS,
  END_REASON_LABELS,
  label,
  PAUSE_REASON_LABELS,
  PROPOSAL_LABELS,
  TOPIC_LABELS,
  VISIT_OUTCOME_LABELS,
} from '../../../domain/wording/labels';
import {
  acceptMove,
  coverMentor,
  declineMove,
  endFollowUp,
  moveAway,
  pauseFollowUp,
  recordAbsence,
  recordEnd,
  referNeed,
  reportContact,
  resumeFollowUp,
  stillPaused,
} from '../../commands';
import type { CaseDetail } from '../../queries/shapes';
import { Choices, choicesOf, type Draft, draftFor, Input, Section, Select, TextArea } from '../components';
import { dayFrom, type Run, type Steps } from '../show';
import { useView } from '../view';
import { Folded } from './folded';
import { Mentors } from './your-turn';

type FollowUp = NonNullable<CaseDetail['followUp']>;
interface Props {
  detail: CaseDetail;
  followUp: FollowUp;
  communes: { id: string; name: string }[];
  draft?: Draft;
}

/** The forms of the follow-up beside visits: path, name of the form, command and its days. */
const FORMS = [
  ['contacts', reportContact, ['on']],
  ['cover', coverMentor, ['from', 'until']],
  ['pause', pauseFollowUp, ['from']],
  ['still-paused', stillPaused, []],
  ['resume', resumeFollowUp, ['on']],
  ['absence', recordAbsence, ['from', 'until']],
  ['need', referNeed, []],
  ['move', moveAway, ['movedOn']],
  ['move-accept', acceptMove, []],
  ['move-decline', declineMove, []],
  ['paper', recordEnd, ['signedOn']],
  ['end', endFollowUp, []],
] as const satisfies readonly (readonly [string, Run<{ submissionId: string }>, readonly string[]])[];
type FormName = (typeof FORMS)[number][0];

/** A form of the case page, as its router makes them. */
type MakeForm = (
  name: string,
  command: Run<{ submissionId: string }>,
  input?: Steps<unknown>['input'],
) => RequestHandler;

export function followUpForms(router: Router, form: MakeForm): void {
  for (const [name, command, days] of FORMS) {
    const input: Steps<unknown>['input'] = (req) =>
      Object.fromEntries(days.map((day) => [day, dayFrom(req.body?.[day])]));
    router.post(`/cases/:caseId/follow-up/${name}`, form(name, command, input));
  }
}

/** What is out of the ordinary now: visits rest, somebody stands in, the person moves, a report asks to think. */
export function Standing({ followUp }: { followUp: FollowUp }) {
  const { t, lang } = useView();
  const { paused, cover, movingTo, proposes, closedWhy } = followUp;
  return (
    <>
      {closedWhy && (
        <p class="notice">
          {t.followUpEnded}: <strong>{label(CLOSED_WHY_LABELS, closedWhy, lang)}</strong>
        </p>
      )}
      {paused && (
        <p class="notice warn">
          {t.visitsRest}: <strong>{label(PAUSE_REASON_LABELS, paused, lang)}</strong>
        </p>
      )}
      {cover && (
        <p class="notice">
          {t.standsIn}: <strong>{cover.name}</strong>
          {cover.until && ` (${t.until} ${formatDay(cover.until)})`}
        </p>
      )}
      {movingTo && (
        <p class="notice warn">
          {t.movingTo}: <strong>{movingTo.name}</strong>. {t.movingHint}
        </p>
      )}
      {proposes && <p class="notice warn">{PROPOSAL_LABELS[proposes][lang]}</p>}
    </>
  );
}

/** What the reader may do about the follow-up, each folded away until it is needed. */
export function FollowUpActions({ detail, followUp, communes, draft }: Props) {
  const { t, lang, today, user } = useView();
  const { actions } = detail;
  const { proposes } = followUp;
  const of = (name: FormName) => ({ prefix: `${name}-`, draft: draftFor(draft, name) });
  const act = (name: FormName, title: string, fields: ComponentChildren, shown = false) => (
    <Folded title={title} action={`/cases/${detail.id}/follow-up/${name}`} shown={shown} {...of(name)}>
      {fields}
    </Folded>
  );
  const day = (form: FormName, name: string, text: string, more: { min?: string; max?: string } = {}) => (
    <Input name={name} type="date" label={text} value={today} required {...more} {...of(form)} />
  );
  // A relapse is the finding of an assessment: without one it is no choice.
  const reasons = END_REASONS.filter((reason) => reason !== 'relapse' || followUp.assessed);
  const some = Object.values(actions).some(Boolean);
  if (!some || followUp.status !== 'open') return null;
  return (
    <Section id="follow-up-actions" title={t.followUpActions}>
      {actions.answerMove && (
        <>
          {act('move-accept', t.acceptMove, <Mentors detail={detail} {...of('move-accept')} />, true)}
          {act(
            'move-decline',
            t.declineMove,
            <TextArea name="reason" label={t.reason} required={false} {...of('move-decline')} />,
          )}
        </>
      )}
      {actions.recordEnd &&
        act(
          'paper',
          END_PAPER_LABELS[actions.recordEnd][lang],
          <>
            <input type="hidden" name="paper" value={actions.recordEnd} />
            {day('paper', 'signedOn', t.signedOn, { max: today })}
            <Input name="number" label={t.paperNumber} required={false} {...of('paper')} />
          </>,
          true,
        )}
      {actions.resume && (
        <>
          {act('resume', t.resumeVisits, day('resume', 'on', t.backOn, { max: today }), true)}
          {act('still-paused', t.stillPaused, <p>{t.stillPausedHint}</p>)}
        </>
      )}
      {actions.reportVisit &&
        act(
          'contacts',
          t.reportContact,
          <>
            <p class="quiet">{t.reportContactHint}</p>
            <Choices
              name="outcome"
              label={t.whatOutcome}
              options={choicesOf(CONTACT_OUTCOMES, VISIT_OUTCOME_LABELS, lang)}
              required
              {...of('contacts')}
            />
            {day('contacts', 'on', t.day, { min: followUp.startsOn, max: today })}
            <Choices
              name="topics"
              label={t.topics}
              options={choicesOf(TOPICS, TOPIC_LABELS, lang)}
              many
              {...of('contacts')}
            />
            <Choices
              name="needs"
              label={t.needsWhat}
              options={choicesOf(offered(), ASKED_LABELS, lang)}
              many
              {...of('contacts')}
            />
            <TextArea
              name="note"
              label={t.privateNote}
              hint={t.privateNoteHint}
              required={false}
              {...of('contacts')}
            />
          </>,
        )}
      {actions.coverMentor &&
        act(
          'cover',
          t.coverMentor,
          <>
            <Mentors detail={detail} {...of('cover')} />
            {day('cover', 'from', t.from)}
            {day('cover', 'until', t.until, { min: today })}
          </>,
        )}
      {actions.recordAbsence &&
        act(
          'absence',
          t.recordAbsence,
          <>
            {day('absence', 'from', t.from, { min: followUp.startsOn })}
            {day('absence', 'until', t.until)}
            <Choices
              name="reported"
              label={t.absenceReported}
              hint={t.absenceHint}
              options={[
                { value: 'yes', label: t.yes },
                { value: 'no', label: t.no },
              ]}
              required
              {...of('absence')}
            />
            <TextArea name="note" label={t.reason} required={false} {...of('absence')} />
          </>,
          proposes === 'absence',
        )}
      {actions.pause &&
        act(
          'pause',
          t.pauseVisits,
          <>
            <p class="quiet">{t.pauseHint}</p>
            <Choices
              name="reason"
              label={t.reason}
              options={choicesOf(PAUSE_REASONS, PAUSE_REASON_LABELS, lang)}
              required
              {...of('pause')}
            />
            {day('pause', 'from', t.from, { min: followUp.startsOn, max: today })}
          </>,
          proposes === 'pause',
        )}
      {actions.referNeed &&
        act(
          'need',
          t.referNeed,
          <Choices
            name="kind"
            label={t.needs}
            options={choicesOf(offered(user?.seesHealth), ASKED_LABELS, lang)}
            required
            {...of('need')}
          />,
          proposes === 'assessment',
        )}
      {actions.moveAway &&
        act(
          'move',
          t.moveAway,
          <>
            <p class="quiet">{t.moveHint}</p>
            <Select
              name="communeId"
              label={t.moveTo}
              options={communes.map(({ id, name }) => ({ value: id, label: name }))}
              blank="–"
              required
              {...of('move')}
            />
            {day('move', 'movedOn', t.movedOn)}
          </>,
          proposes === 'move',
        )}
      {actions.endFollowUp &&
        act(
          'end',
          t.endFollowUp,
          <>
            <p class="quiet">{t.endHint}</p>
            <Choices
              name="reason"
              label={t.reason}
              options={choicesOf(reasons, END_REASON_LABELS, lang)}
              required
              {...of('end')}
            />
            <TextArea name="note" label={t.privateNote} required={false} {...of('end')} />
          </>,
        )}
      {actions.endFollowUp && !followUp.assessed && <NotAssessed detail={detail} />}
    </Section>
  );
}

/** What must come before an end for relapse, and the way to it. */
function NotAssessed({ detail }: { detail: CaseDetail }) {
  const { t } = useView();
  return (
    <Folded
      title={t.endRelapse}
      action={`/cases/${detail.id}/follow-up/need`}
      prefix="relapse-"
      hint={t.notAssessed}
      submit={t.askAssessment}
      label={t.askAssessment}
      second
    >
      <input type="hidden" name="kind" value={'assessment' satisfies Need} />
    </Folded>
  );
}
