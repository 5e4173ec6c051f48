import { label, MATCH_LABELS, MILESTONE_LABELS } from '../../../domain/wording/labels';
import type { CaseDetail, MilestoneView } from '../../queries/shapes';
import {
  Choices,
  type Draft,
  Due,
  ErrorSummary,
  Form,
  type Option,
  Section,
  Select,
  Submit,
  TextArea,
} from '../components';
import { useView } from '../view';

interface Props {
  detail: CaseDetail;
  communes: { id: string; name: string }[];
  draft?: Draft;
}

/** The steps of the handover that the reader may record now, each with its form; nothing where there are none. */
export function YourTurn({ detail, communes, draft }: Props) {
  const { t } = useView();
  const { milestones, actions } = detail;
  const mine = milestones.filter((milestone) => milestone.mine);
  if (!mine.length && !actions.giveResidence && !actions.nameMentor && !actions.answerMentorRequest)
    return null;
  const of = (form: string) => (draft?.form === form ? draft : undefined);
  return (
    <Section id="your-turn" title={t.yourSteps}>
      {actions.giveResidence && <Residence detail={detail} communes={communes} draft={of('residence')} />}
      {actions.answerMentorRequest && <Answer detail={detail} draft={of('answer')} />}
      {actions.nameMentor && <NameMentor detail={detail} draft={of('name-mentor')} />}
      {mine.map((milestone) => (
        <Step
          key={milestone.kind}
          detail={detail}
          milestone={milestone}
          draft={of(`milestone-${milestone.kind}`)}
        />
      ))}
    </Section>
  );
}

function Step({ detail, milestone, draft }: { detail: CaseDetail; milestone: MilestoneView; draft?: Draft }) {
  const { t, lang } = useView();
  const { kind, due } = milestone;
  const what = label(MILESTONE_LABELS, kind, lang);
  return (
    <Form action={`/cases/${detail.id}/milestones`} class="card" label={what}>
      <input type="hidden" name="milestone" value={kind} />
      <p>
        <strong>{what}</strong> · {due && <Due at={due.getTime()} />}
      </p>
      {kind === 'decision' && <ErrorSummary draft={draft} prefix="decision-" />}
      {kind === 'decision' && <Mentors detail={detail} prefix="decision-" draft={draft} />}
      <div>
        <Submit>{t.recordStep(what)}</Submit>
      </div>
    </Form>
  );
}

/** Who could be asked, who suits the person best first. */
export function Mentors({ detail, prefix, draft }: { detail: CaseDetail; prefix: string; draft?: Draft }) {
  const { t, lang } = useView();
  const others = detail.mentors.filter(({ id }) => id !== detail.mentor?.id);
  if (others.length === 0) return <p class="notice warn">{t.noMentors}</p>;
  const options: Option[] = others.map(({ id, name, openCases, reasons }) => ({
    value: id,
    label: [t.looksAfter(name, openCases), ...reasons.map((reason) => MATCH_LABELS[reason][lang])].join(
      ' · ',
    ),
  }));
  return others.length > 8 ? (
    <Select
      name="mentorId"
      label={t.chooseMentor}
      options={options}
      blank="–"
      required
      prefix={prefix}
      draft={draft}
    />
  ) : (
    <Choices
      name="mentorId"
      label={t.chooseMentor}
      options={options}
      required
      prefix={prefix}
      draft={draft}
    />
  );
}

function NameMentor({ detail, draft }: { detail: CaseDetail; draft?: Draft }) {
  const { t } = useView();
  return (
    <Form action={`/cases/${detail.id}/mentor`} class="card" label={t.nameOther}>
      <p>
        <strong>{t.nameOther}</strong>
      </p>
      <p class="quiet">{detail.mentor ? t.mentorSilent(detail.mentor.name) : t.mentorDeclined}</p>
      <ErrorSummary draft={draft} prefix="name-" />
      <Mentors detail={detail} prefix="name-" draft={draft} />
      <div>
        <Submit>{t.nameMentor}</Submit>
      </div>
    </Form>
  );
}

function Answer({ detail, draft }: { detail: CaseDetail; draft?: Draft }) {
  const { t } = useView();
  return (
    <Form action={`/cases/${detail.id}/mentor-answer`} class="card" label={t.linkMentorTitle}>
      <p>
        <strong>{t.linkMentorTitle}</strong>
      </p>
      <p>{t.linkMentorAbout}</p>
      <TextArea name="reason" label={t.declineWhy} required={false} prefix="answer-" draft={draft} />
      <div class="row">
        <Submit name="accepts" value="yes">
          {t.acceptMentor}
        </Submit>
        <Submit second name="accepts" value="no">
          {t.declineMentor}
        </Submit>
      </div>
    </Form>
  );
}

function Residence({
  detail,
  communes,
  draft,
}: {
  detail: CaseDetail;
  communes: { id: string; name: string }[];
  draft?: Draft;
}) {
  const { t, lang } = useView();
  return (
    <Form
      action={`/cases/${detail.id}/residence`}
      class="card"
      label={label(MILESTONE_LABELS, 'residence', lang)}
    >
      <p>
        <strong>{label(MILESTONE_LABELS, 'residence', lang)}</strong>
      </p>
      <ErrorSummary draft={draft} prefix="residence-" />
      <Select
        name="communeId"
        label={t.chooseCommune}
        options={communes.map(({ id, name }) => ({ value: id, label: name }))}
        blank="–"
        required
        prefix="residence-"
        draft={draft}
      />
      <div>
        <Submit>{t.save}</Submit>
      </div>
    </Form>
  );
}
