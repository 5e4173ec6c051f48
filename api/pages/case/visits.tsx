import { TOPICS, VISIT_OUTCOMES } from '../../../domain/follow-up';
import { offered } from '../../../domain/needs';
import { formatDay } from '../../../domain/vietnamese';
import {
  ASKED_LABELS,
  label,
  NEED_LABELS,
  TOPIC_LABELS,
  VISIT_OUTCOME_LABELS,
  VISIT_STATUS_LABELS,
} from '../../../domain/wording/labels';
import type { CaseDetail, VisitView } from '../../queries/shapes';
import {
  Choices,
  choicesOf,
  type Draft,
  draftFor,
  Input,
  On,
  Section,
  Table,
  Tag,
  TextArea,
  type Tone,
} from '../components';
import { useView } from '../view';
import { Folded } from './folded';
import { Standing } from './follow-up';
import { Mentors } from './your-turn';

type FollowUp = NonNullable<CaseDetail['followUp']>;
interface Props {
  detail: CaseDetail;
  followUp: FollowUp;
  draft?: Draft;
}

const TONES: Record<VisitView['status'], Tone> = {
  planned: 'plain',
  reported: 'good',
  missed: 'bad',
  late: 'warn',
  cancelled: 'plain',
  unplanned: 'good',
};

/** The visits so far, what is planned, and what the reader may do about them. */
export function Visits({ detail, followUp, draft }: Props) {
  const { t, lang } = useView();
  const { actions } = detail;
  const of = (form: string) => draftFor(draft, form);
  const waiting = followUp.visits.filter(({ waits }) => waits);
  const planned = followUp.visits.find(({ status }) => status === 'planned');
  return (
    <Section id="visits" title={t.visits}>
      <p class="quiet">
        {t.followUpTerm}: <On day={followUp.startsOn} /> – <On day={followUp.endsOn} />
      </p>
      <Standing followUp={followUp} />
      {actions.reportVisit && waiting.length > 0 && (
        <Report detail={detail} waiting={waiting} draft={of('report')} />
      )}
      <Table
        caption={t.visits}
        hideCaption
        rows={followUp.visits.toReversed()}
        rowKey={({ id }) => id}
        empty={t.visitsEmpty}
        cols={[
          { label: t.planned, cell: ({ plannedOn }) => <On day={plannedOn} /> },
          {
            label: t.status,
            cell: ({ status }) => <Tag tone={TONES[status]}>{label(VISIT_STATUS_LABELS, status, lang)}</Tag>,
          },
          {
            label: t.outcome,
            cell: ({ outcome, heldOn, needs, topics, note }) =>
              outcome && (
                <>
                  {label(VISIT_OUTCOME_LABELS, outcome, lang)}{' '}
                  {heldOn && <span class="quiet">({formatDay(heldOn)})</span>}
                  {topics.length > 0 && (
                    <span class="quiet block">
                      {topics.map((topic) => label(TOPIC_LABELS, topic, lang)).join(', ')}
                    </span>
                  )}
                  {needs.length > 0 && (
                    <>
                      <br />
                      {t.needs}: {needs.map((need) => label(NEED_LABELS, need, lang)).join(', ')}
                    </>
                  )}
                  {note && (
                    <>
                      <br />
                      <span class="quiet">{note}</span>
                    </>
                  )}
                </>
              ),
          },
          { label: t.mentor, cell: ({ mentor }) => mentor },
        ]}
      />
      {followUp.plan.length > 0 && (
        <details>
          <summary>{t.planAhead}</summary>
          <p class="quiet">{t.planAheadHint}</p>
          <p class="num wrap">{followUp.plan.map(formatDay).join(' · ')}</p>
        </details>
      )}
      {actions.rescheduleVisit && planned && (
        <Reschedule detail={detail} followUp={followUp} planned={planned} draft={of('reschedule')} />
      )}
      {actions.reassignMentor && (
        <Folded
          title={t.reassign}
          action={`/cases/${detail.id}/mentor-change`}
          prefix="reassign-"
          draft={of('reassign')}
        >
          <Mentors detail={detail} prefix="reassign-" draft={of('reassign')} />
        </Folded>
      )}
    </Section>
  );
}

function Report({ detail, waiting, draft }: { detail: CaseDetail; waiting: VisitView[]; draft?: Draft }) {
  const { t, lang, today, user } = useView();
  const form = { prefix: 'report-', draft };
  const oldest = waiting[0] as VisitView;
  return (
    <Folded
      title={t.reportVisit}
      action={`/cases/${detail.id}/visits`}
      shown={user?.role === 'mentor'}
      hint={detail.followUp?.status === 'open' ? undefined : t.lateReportHint}
      submit={t.send}
      {...form}
    >
      {waiting.length === 1 ? (
        <input type="hidden" name="seq" value={oldest.seq} />
      ) : (
        <Choices
          name="seq"
          label={t.reportWhich}
          options={waiting.map(({ seq, plannedOn, status }) => ({
            value: String(seq),
            label: `${formatDay(plannedOn)} – ${label(VISIT_STATUS_LABELS, status, lang)}`,
          }))}
          value={String(oldest.seq)}
          required
          {...form}
        />
      )}
      <Choices
        name="outcome"
        label={t.whatOutcome}
        options={choicesOf(VISIT_OUTCOMES, VISIT_OUTCOME_LABELS, lang)}
        required
        {...form}
      />
      <Input name="heldOn" type="date" label={t.heldOn} value={today} max={today} required {...form} />
      <Input name="promisedOn" type="date" label={t.promisedOn} min={today} required={false} {...form} />
      <Choices
        name="topics"
        label={t.topics}
        options={choicesOf(TOPICS, TOPIC_LABELS, lang)}
        many
        {...form}
      />
      <Choices
        name="needs"
        label={t.needsWhat}
        options={choicesOf(offered(), ASKED_LABELS, lang)}
        many
        {...form}
      />
      <TextArea name="note" label={t.privateNote} hint={t.privateNoteHint} required={false} {...form} />
    </Folded>
  );
}

function Reschedule({ detail, followUp, planned, draft }: Props & { planned: VisitView }) {
  const { t, today } = useView();
  const form = { prefix: 'reschedule-', draft };
  return (
    <Folded title={t.reschedule} action={`/cases/${detail.id}/visits/reschedule`} submit={t.save} {...form}>
      <input type="hidden" name="seq" value={planned.seq} />
      <Input
        name="on"
        type="date"
        label={t.newDay}
        hint={`${t.planned}: ${formatDay(planned.plannedOn)}`}
        value={planned.plannedOn}
        min={today}
        max={followUp.endsOn}
        required
        {...form}
      />
    </Folded>
  );
}
