import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addDays, dayOf } from '../../domain/calendar';
import { CERTIFICATES, LONGEST_COURSE_DAYS, TRADES } from '../../domain/referral';
import { policiesOn } from '../../prisma/policies';
import { workflowId } from '../../workflows/contract';
import type { Context } from '../context';
import { invalid, type Result } from '../result';
import { command, denied } from './command';
import { choices, day, empty, id, whole, words } from './fields';
import { onCourse } from './on-process';
import { partnersFor } from './referral';
import { onceAndBegin } from './submit';

const MOST_PEOPLE = 200;
const people = choices(id, MOST_PEOPLE);

/** A course of the actor's centre, and who learns in it: written down and begun together. */
export const openCourse = command(
  z.object({
    trade: z.enum(TRADES),
    name: z.string().trim().min(2).max(200),
    /** An organisation that teaches; left out: the centre itself. */
    providerId: empty(id.optional()),
    /** What is paid towards it for each person, in whole đồng. */
    costSupport: whole(1_000_000_000),
    startsOn: day,
    endsOn: day,
    caseIds: people,
  }),
  async (ctx, actor, input, key): Promise<Result<{ id: string }>> => {
    const no = denied(ctx, actor, 'keep-course', actor);
    if (no) return no;
    const { startsOn, endsOn, providerId, ...rest } = input;
    if (endsOn < startsOn || endsOn > addDays(startsOn, LONGEST_COURSE_DAYS))
      return invalid(
        '/endsOn',
        'wrong-order',
        'Ngày kết thúc phải sau khai giảng, trong vòng hai năm.',
        'It ends after it begins, within two years.',
      );
    const centre = await ctx.db.centre.findUniqueOrThrow({ where: { id: actor.centreId as string } });
    const { provinceId } = centre;
    const teachers = providerId ? await partnersFor(ctx.db, { kind: 'training', provinceId }) : [];
    if (providerId && !teachers.some((one) => one.id === providerId))
      return invalid('/providerId', 'not-a-choice', 'Không có nơi này.', 'There is no such school.');
    const caseIds = await ofTheCentre(ctx, centre.id, rest.caseIds);
    if (caseIds.length === 0) return nobody;
    const policy = (await policiesOn(ctx.db, dayOf(ctx.now())))(provinceId, null);
    return onceAndBegin(ctx, actor, key, 'open-course', input, async (db) => {
      const courseId = randomUUID();
      const { trade, name, costSupport } = rest;
      await db.course.create({
        data: {
          ...{ id: courseId, centreId: centre.id, provinceId, trade, name, providerId, costSupport },
          ...{ startsOn: new Date(startsOn), endsOn: new Date(endsOn), status: 'open', openedById: actor.id },
        },
      });
      return {
        id: courseId,
        order: {
          caseId: courseId,
          workflowId: workflowId.course(courseId),
          update: 'openCourse',
          args: {
            facts: { courseId, centreId: centre.id, provinceId, trade, startsOn, endsOn, policy },
            caseIds,
          },
          input: { courseId },
        },
      };
    });
  },
);

const nobody = invalid('/caseIds', 'missing', 'Hãy chọn ai học.', 'Choose who learns.');

/** Of these cases, those of people who are in the centre. */
async function ofTheCentre({ db }: Context, centreId: string, caseIds: readonly string[]): Promise<string[]> {
  const rows = await db.handover.findMany({
    where: { id: { in: [...caseIds] }, centreId, status: 'open', followUp: null },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** More people join the class. */
export const joinCourse = onCourse(
  'keep-course',
  'tellCourse',
  { caseIds: people },
  async ({ caseIds }, { ctx, area }) => {
    const joining = await ofTheCentre(ctx, area.centreId, caseIds);
    if (joining.length === 0) return nobody;
    return { args: { told: joining.map((caseId) => ({ caseId, told: { step: 'enrolled' } })) } };
  },
);

/** One lesson: who was there; the other trainees were not. */
export const tellLesson = onCourse(
  'keep-course',
  'tellCourse',
  { on: day, trainees: people, present: people },
  ({ on, trainees, present }) => {
    const told = [...new Set(trainees)].map((caseId) => ({
      caseId,
      told: { step: 'attended' as const, on, present: present.includes(caseId) },
    }));
    return told.length ? { args: { told } } : nobody;
  },
);

/** What came of it for each: a certificate, or they left; who is not named goes on learning. */
export const endTraining = onCourse(
  'keep-course',
  'tellCourse',
  {
    on: day,
    results: z
      .array(
        z.object({
          caseId: id,
          result: empty(z.enum([...CERTIFICATES, 'dropped-out']).optional()),
          /** Of the certificate; of who left, why. */
          note: words(200),
        }),
      )
      .max(MOST_PEOPLE),
  },
  ({ on, results }) => {
    const ended = results.flatMap(({ result, ...one }) => (result ? [{ ...one, result }] : []));
    if (ended.length === 0)
      return invalid('/results', 'missing', 'Hãy chọn kết quả.', 'Choose what came of it.');
    return {
      args: {
        told: ended.map(({ caseId, result }) => ({
          caseId,
          told:
            result === 'dropped-out'
              ? { step: 'dropped-out' as const, on }
              : { step: 'certified' as const, on, certificate: result },
        })),
      },
      words: Object.fromEntries(
        ended.map(({ caseId, result, note }) => [
          `${result === 'dropped-out' ? 'reason' : 'number'}/${caseId}`,
          note,
        ]),
      ),
    };
  },
);
