import { IN_KINDS } from '../../../domain/in-kind';
import { formatDong } from '../../../domain/vietnamese';
import { IN_KIND_LABELS } from '../../../domain/wording/community';
import { recordInKind } from '../../commands';
import type { Context } from '../../context';
import { type InKindCard, listInKind, type Page } from '../../queries';
import {
  choicesOf,
  type Draft,
  ErrorSummary,
  Form,
  Input,
  On,
  Section,
  Select,
  Submit,
  Table,
} from '../components';
import { dayFrom } from '../show';
import { useView } from '../view';
import { ListFrame } from './frame';
import { part } from './part';

export const inKindPages = (ctx: Context) =>
  part(
    ctx,
    'in-kind',
    listInKind,
    recordInKind,
    (req) => ({ givenOn: dayFrom(req.body?.givenOn), caseId: '' }),
    (rows, actor, draft) => <InKindPage rows={rows} records={actor.role === 'commune'} draft={draft} />,
  );

function InKindPage({ rows, records, draft }: { rows: Page<InKindCard>; records: boolean; draft?: Draft }) {
  const { t } = useView();
  return (
    <ListFrame
      path="in-kind"
      next={rows.next}
      form={
        records && (
          <Section id="add" title={t.inKindAdd}>
            <ErrorSummary draft={draft} />
            <Form action="/community/in-kind">
              <Input
                name="household"
                label={t.household}
                hint={t.householdHint}
                maxLength={120}
                required
                draft={draft}
              />
              <InKindFields draft={draft} />
              <Submit>{t.save}</Submit>
            </Form>
          </Section>
        )
      }
    >
      <InKindTable rows={rows.items} />
    </ListFrame>
  );
}

/** What was given; on a case page without to whom. */
export function InKindTable({ rows, onCase }: { rows: readonly InKindCard[]; onCase?: boolean }) {
  const { t, lang } = useView();
  const to = {
    label: t.inKindFor,
    cell: ({ who, caseId }: InKindCard) => (caseId ? <a href={`/cases/${caseId}`}>{who}</a> : who),
  };
  return (
    <Table
      caption={t.inKind}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      empty={t.none}
      cols={[
        { label: t.kind, cell: ({ kind }) => IN_KIND_LABELS[kind][lang] },
        ...(onCase ? [] : [to]),
        { label: t.givenOn, cell: ({ givenOn }) => <On day={givenOn} /> },
        {
          label: t.worthShort,
          cell: ({ value }) => value > 0 && <span class="num">{formatDong(value)}</span>,
        },
        { label: t.workDays, cell: ({ workDays }) => workDays > 0 && <span class="num">{workDays}</span> },
        { label: t.giver, cell: ({ giver, note }) => [giver, note].filter(Boolean).join(' – ') },
      ]}
    />
  );
}

export function InKindFields({ draft, prefix }: { draft?: Draft; prefix?: string }) {
  const { t, lang, today } = useView();
  const field = { draft, prefix };
  return (
    <>
      <Select
        name="kind"
        label={t.kind}
        options={choicesOf(IN_KINDS, IN_KIND_LABELS, lang)}
        required
        {...field}
      />
      <Input name="value" label={t.worth} inputMode="numeric" required={false} {...field} />
      <Input name="workDays" label={t.workDays} inputMode="numeric" required={false} {...field} />
      <Input name="givenOn" type="date" label={t.givenOn} value={today} max={today} required {...field} />
      <Input name="giver" label={t.giver} maxLength={120} required {...field} />
      <Input name="note" label={t.note} maxLength={500} required={false} {...field} />
    </>
  );
}
