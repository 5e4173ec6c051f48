import { FORMS } from '../../../domain/documents';
import { FORM_LABELS, label, MEETING_LABELS, TREATMENT_LABELS } from '../../../domain/wording/labels';
import type { CaseFile } from '../../queries/shapes';
import {
  type Draft,
  ErrorSummary,
  Facts,
  Form,
  Input,
  On,
  Section,
  Select,
  Submit,
  Table,
  Tag,
  type Tone,
} from '../components';
import { Page } from '../layout';
import { useView } from '../view';

const TONES: Record<CaseFile['entries'][number]['state'], Tone> = {
  present: 'good',
  missing: 'bad',
  later: 'plain',
};

/** The file of a case, made to be printed: what is there, what is missing, who met the person before the return. */
export function FilePage({ file, draft }: { file: CaseFile; draft?: Draft }) {
  const { t, lang } = useView();
  const states = { present: t.paperPresent, missing: t.paperMissing, later: t.paperLater };
  return (
    <Page
      title={`${t.caseFile}: ${file.who}`}
      up={{ href: `/cases/${file.id}`, label: file.who }}
      aside={
        <p>
          <Tag tone={file.complete ? 'good' : 'warn'}>
            {file.complete ? t.fileComplete : t.fileIncomplete}
          </Tag>
        </p>
      }
    >
      <Section id="about" title={t.facts}>
        <Facts
          facts={[
            [t.name, file.fullName],
            [t.born, <On day={file.bornOn} />],
            [t.treatment, label(TREATMENT_LABELS, file.treatment, lang)],
            [t.ends, <On day={file.endOn} />],
            [t.centre, file.centre],
            [t.commune, file.commune ?? t.none],
            [t.guardianReceives, file.minor && (file.guardian ?? t.none)],
          ]}
        />
      </Section>
      <Section id="papers" title={t.papers}>
        <Table
          caption={t.papers}
          hideCaption
          rows={file.entries}
          rowKey={({ form }) => form}
          empty={t.none}
          cols={[
            { label: t.paper, cell: ({ form }) => FORM_LABELS[form][lang] },
            { label: t.status, cell: ({ state }) => <Tag tone={TONES[state]}>{states[state]}</Tag> },
            { label: t.paperNumber, cell: ({ number }) => number },
            { label: t.signedOn, cell: ({ signedOn }) => signedOn && <On day={signedOn} /> },
            { label: t.recordedBy, cell: ({ recordedBy }) => recordedBy },
          ]}
        />
        {file.canRecord && <AddPaper file={file} draft={draft} />}
      </Section>
      <Section id="meetings" title={t.meetingsBefore}>
        {file.meetings.length === 0 && <p class="empty">{t.none}</p>}
        <ul class="plain stack">
          {file.meetings.map(({ on, with: party }, i) => (
            <li key={i}>
              <On day={on} /> · {label(MEETING_LABELS, party, lang)}
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}

/** Papers that are missing stand first in the choice. */
function AddPaper({ file, draft }: { file: CaseFile; draft?: Draft }) {
  const { t, lang, today } = useView();
  const wanted = file.entries.filter(({ state }) => state !== 'present').map(({ form }) => form);
  const forms = [...wanted, ...FORMS.filter((form) => !wanted.includes(form))];
  return (
    <Form action={`/cases/${file.id}/documents`} class="card" label={t.addPaper}>
      <h3>{t.addPaper}</h3>
      <ErrorSummary draft={draft} prefix="paper-" />
      <Select
        name="form"
        label={t.paper}
        options={forms.map((form) => ({ value: form, label: FORM_LABELS[form][lang] }))}
        required
        prefix="paper-"
        draft={draft}
      />
      <Input
        name="signedOn"
        type="date"
        label={t.signedOn}
        value={today}
        max={today}
        required
        prefix="paper-"
        draft={draft}
      />
      <Input
        name="number"
        label={t.paperNumber}
        maxLength={60}
        required={false}
        prefix="paper-"
        draft={draft}
      />
      <div>
        <Submit>{t.save}</Submit>
      </div>
    </Form>
  );
}
