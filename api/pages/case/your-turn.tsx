import { documentsOf } from '../../../domain/documents';
import type { Treatment } from '../../../domain/handover';
import { FORM_LABELS, label, MATCH_LABELS, MILESTONE_LABELS } from '../../../domain/wording/labels';
import type { CaseDetail, MilestoneView } from '../../queries/shapes';
import {
  Choices,
  type Draft,
  Due,
  draftFor,
  ErrorSummary,
  Form,
  Input,
  type Option,
  Section,
  Select,
  Submit,
  TextArea,
} from '../components';
import { useView } from '../view';
import { NoShow, Resend, Return } from './course';
import { Folded } from './folded';

interface Props {
  detail: CaseDetail;
  communes: { id: string; name: string }[];
  facilities: { id: string; name: string }[];
  draft?: Draft;
}

/** The steps of the handover that the reader may record now, each with its form; nothing where there are none. */
export function YourTurn({ detail, communes, facilities, draft }: Props) {
  const { t } = useView();
  const { milestones, actions } = detail;
  const mine = milestones.filter((milestone) => milestone.mine);
  const { giveResidence, nameMentor, answerMentorRequest, resendCase, recordNoShow } = actions;
  if (
    !mine.length &&
    ![giveResidence, nameMentor, answerMentorRequest, resendCase, recordNoShow].includes(true)
  )
    return null;
  const of = (form: string) => draftFor(draft, form);
  return (
    <Section id="your-turn" title={t.yourSteps}>
      {recordNoShow && <NoShow detail={detail} draft={of('no-show')} />}
      {giveResidence && <Residence detail={detail} communes={communes} draft={of('residence')} />}
      {giveResidence && facilities.length > 0 && (
        <Facility detail={detail} communes={communes} facilities={facilities} draft={of('facility')} />
      )}
      {resendCase && <Resend detail={detail} />}
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
      {actions.returnCase && <Return detail={detail} draft={of('return')} />}
    </Section>
  );
}

function Step({ detail, milestone, draft }: { detail: CaseDetail; milestone: MilestoneView; draft?: Draft }) {
  const { t, lang, today } = useView();
  const { kind, due } = milestone;
  const what = label(MILESTONE_LABELS, kind, lang);
  const prefix = `${kind}-`;
  const [paper] = documentsOf(kind, { treatment: detail.treatment as Treatment });
  const guardian = detail.person.minor && GIVEN_TO_GUARDIAN.includes(kind);
  return (
    <Form action={`/cases/${detail.id}/milestones`} class="card" label={what}>
      <input type="hidden" name="milestone" value={kind} />
      <p>
        <strong>{what}</strong>{' '}
        {due && (
          <>
            · <Due at={due.getTime()} />
          </>
        )}
      </p>
      {guardian && <p class="notice warn">{t.guardianReceives}</p>}
      <ErrorSummary draft={draft} prefix={prefix} />
      {kind === 'decision' && <Mentors detail={detail} prefix={prefix} draft={draft} />}
      {paper && (
        <details open={Boolean(draft)}>
          <summary>
            {t.withPaper}: {FORM_LABELS[paper][lang]}
          </summary>
          <div class="stack">
            <Input
              name="signedOn"
              type="date"
              label={t.signedOn}
              max={today}
              required={false}
              prefix={prefix}
              draft={draft}
            />
            <Input
              name="number"
              label={t.paperNumber}
              maxLength={60}
              required={false}
              prefix={prefix}
              draft={draft}
            />
          </div>
        </details>
      )}
      <div>
        <Submit>{t.recordStep(what)}</Submit>
      </div>
    </Form>
  );
}

/** Of a minor the guardian receives what is given out (Decree 163/2026 art. 123). */
const GIVEN_TO_GUARDIAN: readonly MilestoneView['kind'][] = ['decision', 'certificate', 'handout'];

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
      <p class="quiet">
        {detail.mentor
          ? t.mentorSilent(detail.mentor.name)
          : detail.declined
            ? t.declinedBecause(detail.declined)
            : t.mentorDeclined}
      </p>
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

function Facility({
  detail,
  communes,
  facilities,
  draft,
}: {
  detail: CaseDetail;
  communes: { id: string; name: string }[];
  facilities: { id: string; name: string }[];
  draft?: Draft;
}) {
  const { t } = useView();
  const form = { prefix: 'facility-', draft };
  const choices = (of: { id: string; name: string }[]) =>
    of.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Folded
      title={t.facilityInstead}
      action={`/cases/${detail.id}/facility`}
      class="card"
      label={t.facility}
      hint={t.facilityHint}
      submit={t.save}
      {...form}
    >
      <Select
        name="facilityId"
        label={t.facility}
        options={choices(facilities)}
        blank="–"
        required
        {...form}
      />
      <Select name="communeId" label={t.commune} options={choices(communes)} blank="–" required {...form} />
    </Folded>
  );
}
