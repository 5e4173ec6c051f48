import { z } from 'zod';
import { endTraining, joinCourse, openCourse, tellLesson } from '../commands';
import { courseDetail, listCourses } from '../queries';
import { CourseCard, CourseDetail } from '../queries/courses';
import { PageQuery, pageOf } from '../queries/page';
import { tells } from './on-case';
import { COMMAND_PROBLEMS, found, route, taken, withId } from './route';

const courseId = withId('courseId', 'A course in a centre');

export const courseRoutes = [
  route({
    method: 'get',
    path: '/courses',
    tag: 'community',
    summary: 'Courses of the asker’s centre, or of those of its province, the latest first',
    query: PageQuery,
    answer: pageOf(CourseCard),
    run: ({ ctx, actor, query }) => listCourses(ctx, actor, query),
  }),
  route({
    method: 'post',
    path: '/courses',
    tag: 'community',
    summary: 'Enter a course of the asker’s centre and who learns in it',
    body: openCourse.input,
    status: 201,
    answer: z.object({ id: z.string() }),
    problems: COMMAND_PROBLEMS,
    run: async ({ ctx, actor, req, key }) => taken(await openCourse(ctx, actor, req.body, key)),
  }),
  route({
    method: 'get',
    path: '/courses/{courseId}',
    tag: 'community',
    summary: 'One course with its class: who was there how often, and what came of it',
    params: courseId,
    answer: CourseDetail,
    problems: ['not-found'],
    run: async ({ ctx, actor, params }) => found(await courseDetail(ctx, actor, params.courseId as string)),
  }),
  tells(
    '/courses/{courseId}/lessons',
    'One lesson: who was there; the others were not',
    tellLesson,
    courseId,
  ),
  tells(
    '/courses/{courseId}/results',
    'What came of it for some: a certificate, or they left',
    endTraining,
    courseId,
  ),
  tells('/courses/{courseId}/trainees', 'More people join the class', joinCourse, courseId),
];
