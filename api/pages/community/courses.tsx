import { TRADES } from '../../../domain/referral';
import { label, TRADE_LABELS } from '../../../domain/wording/labels';
import { openCourse } from '../../commands';
import type { Context } from '../../context';
import { type CourseCard, listCourses, listOrganisations, type Page, whoPrepares } from '../../queries';
import {
  Choices,
  choicesOf,
  type Draft,
  Due,
  ErrorSummary,
  Form,
  Input,
  On,
  Section,
  Select,
  Submit,
  Table,
  Tag,
} from '../components';
import { dayFrom } from '../show';
import { useView } from '../view';
import { ListFrame } from './frame';
import { part } from './part';

export const courseListPages = (ctx: Context) =>
  part(
    ctx,
    'courses',
    listCourses,
    openCourse,
    (req) => ({ startsOn: dayFrom(req.body?.startsOn), endsOn: dayFrom(req.body?.endsOn) }),
    async (rows, actor, draft) => (
      <CoursesPage
        rows={rows}
        opens={
          actor.role === 'centre' && {
            inside: await whoPrepares(ctx, actor),
            schools: (
              await listOrganisations(ctx, { kind: 'school', provinceId: actor.provinceId ?? undefined })
            ).items,
          }
        }
        draft={draft}
      />
    ),
  );

interface Props {
  rows: Page<CourseCard>;
  /** Who may learn, and who may teach; false for those who only look. */
  opens: false | { inside: { caseId: string; who: string }[]; schools: { id: string; name: string }[] };
  draft?: Draft;
}

function CoursesPage({ rows, opens, draft }: Props) {
  const { t, lang } = useView();
  return (
    <ListFrame path="courses" next={rows.next} form={opens && <Open {...opens} draft={draft} />}>
      <Table
        caption={t.courses}
        hideCaption
        rows={rows.items}
        rowKey={({ id }) => id}
        empty={t.none}
        cols={[
          {
            label: t.courseName,
            cell: ({ id, name, status }) => (
              <>
                <a href={`/community/courses/${id}`}>{name}</a>{' '}
                {status === 'closed' && <Tag>{t.statusClosed}</Tag>}
              </>
            ),
          },
          { label: t.trade, cell: ({ trade }) => label(TRADE_LABELS, trade, lang) },
          ...(opens ? [] : [{ label: t.centre, cell: ({ centre }: CourseCard) => centre.name }]),
          { label: t.courseStarts, cell: ({ startsOn }) => <On day={startsOn} /> },
          { label: t.learners, cell: ({ trainees }) => <span class="num">{trainees}</span> },
          { label: t.certifiedCount, cell: ({ certified }) => <span class="num">{certified}</span> },
          { label: t.due, cell: ({ due }) => due && <Due at={due.getTime()} /> },
        ]}
      />
    </ListFrame>
  );
}

/** The course, and who learns in it, a line for each. */
function Open({ inside, schools, draft }: Exclude<Props['opens'], false> & { draft?: Draft }) {
  const { t, lang, today } = useView();
  const form = { draft };
  return (
    <Section id="add" title={t.courseOpen}>
      <ErrorSummary draft={draft} />
      <Form action="/community/courses">
        <Input name="name" label={t.courseName} maxLength={200} required {...form} />
        <Select
          name="trade"
          label={t.trade}
          blank=""
          options={choicesOf(TRADES, TRADE_LABELS, lang)}
          required
          {...form}
        />
        <Select
          name="providerId"
          label={t.courseProvider}
          blank={t.centreItself}
          options={schools.map(({ id, name }) => ({ value: id, label: name }))}
          {...form}
        />
        <Input name="startsOn" label={t.courseStarts} type="date" value={today} required {...form} />
        <Input name="endsOn" label={t.courseEnds} type="date" required {...form} />
        <Input name="costSupport" label={t.costSupportEach} inputMode="numeric" required={false} {...form} />
        <Choices
          name="caseIds"
          label={t.learners}
          options={inside.map(({ caseId, who }) => ({ value: caseId, label: who }))}
          many
          {...form}
        />
        <Submit>{t.save}</Submit>
      </Form>
    </Section>
  );
}
