import { type Request, type Response, Router } from 'express';
import { CERTIFICATES } from '../../../domain/referral';
import {
  CERTIFICATE_LABELS,
  label,
  TRADE_LABELS,
  TRAINING_STATUS_LABELS,
} from '../../../domain/wording/labels';
import { endTraining, joinCourse, tellLesson } from '../../commands';
import type { Context } from '../../context';
import { ProblemError } from '../../problem';
import { type CourseDetail, courseDetail, type TraineeView, whoPrepares } from '../../queries';
import { Folded } from '../case/folded';
import {
  Choices,
  choicesOf,
  type Draft,
  Due,
  draftFor,
  Facts,
  Input,
  On,
  Section,
  Select,
  Table,
  Tag,
} from '../components';
import { Page } from '../layout';
import { act, actorOn, dayFrom, type Run, type Steps, show, viewOf } from '../show';
import { useView } from '../view';

export function coursePages(ctx: Context): Router {
  const router = Router();
  const page = async (req: Request, res: Response, draft?: Draft) => {
    const actor = actorOn(req);
    const course = await courseDetail(ctx, actor, req.params.courseId as string);
    if (!course) throw new ProblemError('not-found');
    const known = course.class.map(({ caseId }) => caseId);
    const inside = course.canTell ? await whoPrepares(ctx, actor) : [];
    const others = inside.filter(({ caseId }) => !known.includes(caseId));
    show(res, viewOf(ctx, req), <CoursePage course={course} others={others} draft={draft} />);
  };
  const back = (req: Request) => `/community/courses/${encodeURIComponent(req.params.courseId as string)}`;
  const form = <T,>(name: string, command: Run<T>, input?: Steps<T>['input']) =>
    act(ctx, command, {
      form: name,
      input,
      done: (req) => `${back(req)}?done=recorded`,
      again: page,
      fresh: back,
    });
  const onDay = (req: Request) => ({ on: dayFrom(req.body?.on) });

  router.get('/community/courses/:courseId', (req, res) => page(req, res));
  router.post('/community/courses/:courseId/lessons', form('lesson', tellLesson, onDay));
  router.post(
    '/community/courses/:courseId/results',
    form('results', endTraining, (req) => ({ ...onDay(req), results: resultsOf(req) })),
  );
  router.post('/community/courses/:courseId/trainees', form('join', joinCourse));
  return router;
}

/** A line of the form for each: three fields that stand beside one another. */
function resultsOf({ body }: Request): object[] {
  const list = (name: string): string[] => [body?.[name] ?? []].flat();
  const [results, notes] = [list('result'), list('note')];
  return list('caseId').map((caseId, n) => ({ caseId, result: results[n], note: notes[n] }));
}

interface Props {
  course: CourseDetail;
  /** Who may still join. */
  others: { caseId: string; who: string }[];
  draft?: Draft;
}

const learns = ({ status }: TraineeView) => status === 'enrolled' || status === 'attending';

function CoursePage({ course, others, draft }: Props) {
  const { t, lang } = useView();
  const learning = course.class.filter(learns);
  return (
    <Page
      title={course.name}
      up={{ href: '/community/courses', label: t.courses }}
      aside={course.status === 'closed' && <Tag>{t.statusClosed}</Tag>}
    >
      <div class="cols two">
        <div class="stack">
          {course.canTell && (
            <Section id="tell" title={t.courseTell}>
              <Lesson course={course} learning={learning} draft={draftFor(draft, 'lesson')} />
              <Results course={course} learning={learning} draft={draftFor(draft, 'results')} />
              <Join course={course} others={others} draft={draftFor(draft, 'join')} />
            </Section>
          )}
          <Class course={course} />
        </div>
        <Section id="about" title={t.facts}>
          <Facts
            facts={[
              [t.trade, label(TRADE_LABELS, course.trade, lang)],
              [t.courseProvider, course.provider?.name ?? t.centreItself],
              [t.centre, course.centre.name],
              [t.courseStarts, <On day={course.startsOn} />],
              [t.courseEnds, <On day={course.endsOn} />],
              [t.costSupportEach, course.costSupport > 0 && course.costSupport.toLocaleString('vi-VN')],
              [t.learners, <span class="num">{course.trainees}</span>],
              [t.certifiedCount, <span class="num">{course.certified}</span>],
              [t.due, course.due && <Due at={course.due.getTime()} />],
            ]}
          />
        </Section>
      </div>
    </Page>
  );
}

function Lesson({
  course,
  learning,
  draft,
}: {
  course: CourseDetail;
  learning: TraineeView[];
  draft?: Draft;
}) {
  const { t, today } = useView();
  const form = { prefix: 'lesson-', draft };
  return (
    <Folded
      title={t.attendance}
      action={`/community/courses/${course.id}/lessons`}
      hint={t.attendanceIntro}
      submit={t.save}
      shown
      {...form}
    >
      {learning.map(({ caseId }) => (
        <input type="hidden" name="trainees" value={caseId} key={caseId} />
      ))}
      <Input name="on" label={t.day} type="date" value={today} max={today} required {...form} />
      <Choices
        name="present"
        label={t.present}
        many
        options={learning.map(({ caseId, name }) => ({ value: caseId, label: name }))}
        value={learning.map(({ caseId }) => caseId)}
        {...form}
      />
    </Folded>
  );
}

/** A line for each who learns: nothing chosen, they go on. */
function Results({
  course,
  learning,
  draft,
}: {
  course: CourseDetail;
  learning: TraineeView[];
  draft?: Draft;
}) {
  const { t, lang, today } = useView();
  const form = { prefix: 'results-', draft };
  const typed = (name: string, n: number) => [draft?.values[name] ?? []].flat()[n] ?? '';
  const ends = [
    ...choicesOf(CERTIFICATES, CERTIFICATE_LABELS, lang).map(({ value, label }) => ({
      value,
      label: `${t.certificateKind}: ${label}`,
    })),
    { value: 'dropped-out', label: TRAINING_STATUS_LABELS['dropped-out'][lang] },
  ];
  return (
    <Folded
      title={t.courseResults}
      action={`/community/courses/${course.id}/results`}
      submit={t.save}
      {...form}
    >
      <Input name="on" label={t.day} type="date" value={today} max={today} required {...form} />
      {learning.map(({ caseId, name }, n) => (
        <fieldset key={caseId}>
          <legend>{name}</legend>
          <input type="hidden" name="caseId" value={caseId} />
          <Select
            name="result"
            label={t.courseResult}
            blank={t.goesOnLearning}
            options={ends}
            value={typed('result', n)}
            prefix={`results-${n}-`}
          />
          <Input
            name="note"
            label={t.numberOrReason}
            value={typed('note', n)}
            maxLength={200}
            required={false}
            prefix={`results-${n}-`}
          />
        </fieldset>
      ))}
    </Folded>
  );
}

function Join({ course, others, draft }: Props) {
  const { t } = useView();
  if (others.length === 0) return null;
  const form = { prefix: 'join-', draft };
  return (
    <Folded
      title={t.courseJoin}
      action={`/community/courses/${course.id}/trainees`}
      submit={t.save}
      {...form}
    >
      <Choices
        name="caseIds"
        label={t.learners}
        options={others.map(({ caseId, who }) => ({ value: caseId, label: who }))}
        many
        {...form}
      />
    </Folded>
  );
}

function Class({ course }: { course: CourseDetail }) {
  const { t, lang } = useView();
  return (
    <Section id="class" title={t.courseClass}>
      <Table
        caption={t.courseClass}
        hideCaption
        rows={course.class}
        rowKey={({ caseId }) => caseId}
        empty={t.none}
        cols={[
          { label: t.name, cell: ({ name }) => name },
          { label: t.status, cell: ({ status }) => TRAINING_STATUS_LABELS[status][lang] },
          {
            label: t.attendance,
            cell: ({ attended, sessions }) => sessions > 0 && t.attended(attended, sessions),
          },
          {
            label: t.certificateKind,
            cell: ({ certificate, certificateNumber }) =>
              certificate &&
              [label(CERTIFICATE_LABELS, certificate, lang), certificateNumber].filter(Boolean).join(' · '),
          },
          { label: t.reason, cell: ({ dropReason }) => dropReason },
        ]}
      />
    </Section>
  );
}
