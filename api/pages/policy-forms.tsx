import type { OverrideName } from '../../domain/overrides';
import type { Unit } from '../../domain/policy';
import { textKind } from '../../domain/policy-text';
import { label } from '../../domain/wording/labels';
import { EXAMPLES, PARAMETER_LABELS, UNIT_LABELS } from '../../domain/wording/policy';
import type { PolicyLine, PolicyTable } from '../queries';
import {
  type Draft,
  ErrorSummary,
  Form,
  Input,
  type Option,
  Section,
  Select,
  Submit,
  TextArea,
} from './components';
import { useView } from './view';

const EXAMPLE_OF = {
  time: 'not-a-time',
  window: 'not-a-window',
  cadence: 'not-a-cadence',
  pace: 'not-a-pace',
  ladder: 'not-a-ladder',
  hours: 'not-hours',
  market: 'not-market-days',
  switch: 'not-yes-or-no',
} as const;

/** A value of the province or of one commune, from a day on. */
export function SetForm({
  line,
  table,
  communes,
  draft,
}: {
  line: PolicyLine;
  table: PolicyTable;
  communes: Option[];
  draft?: Draft;
}) {
  const { t, lang, today } = useView();
  const name = line.name as OverrideName;
  const kind = textKind(name);
  const hint =
    kind === 'number' || kind === 'other'
      ? [line.unit && UNIT_LABELS[line.unit as Unit][lang], line.now?.value === null && t.policyNone]
          .filter(Boolean)
          .join('. ')
      : EXAMPLES[EXAMPLE_OF[kind]][lang];
  return (
    <Section id="set" title={t.policySetTitle(label(PARAMETER_LABELS, name, lang))}>
      <ErrorSummary draft={draft} />
      <Form action="/policy/values">
        <input type="hidden" name="name" value={name} />
        <input type="hidden" name="provinceId" value={table.provinceId ?? ''} />
        <TextArea
          name="value"
          label={t.policyNewValue}
          hint={hint}
          value={line.now?.text ?? ''}
          draft={draft}
        />
        <Select
          name="communeId"
          label={t.policyWhereSet}
          blank={t.policyWholeProvince}
          value={table.communeId ?? ''}
          options={communes}
          draft={draft}
        />
        <Input name="basis" label={t.policyBasis} hint={t.policyBasisHint} required draft={draft} />
        <Input name="validFrom" type="date" label={t.policyFrom} value={today} required draft={draft} />
        <Input name="validTo" type="date" label={t.policyTo} required={false} draft={draft} />
        <div class="row">
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </Section>
  );
}

/** A year of public holidays, as announced. */
export function YearForm({ draft }: { draft?: Draft }) {
  const { t, today } = useView();
  return (
    <Section id="year-form" title={t.policyAnnounce}>
      <ErrorSummary draft={draft} />
      <Form action="/policy/years">
        <Input
          name="year"
          label={t.policyYear}
          value={String(Number(today.slice(0, 4)) + 1)}
          required
          draft={draft}
        />
        <TextArea name="off" label={t.policyOff} hint={t.policyDaysHint} draft={draft} />
        <TextArea name="worked" label={t.policyWorked} hint={t.policyDaysHint} draft={draft} />
        <Input name="source" label={t.policySource} hint={t.policyBasisHint} required draft={draft} />
        <div class="row">
          <Submit>{t.save}</Submit>
        </div>
      </Form>
    </Section>
  );
}
