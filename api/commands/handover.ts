import { z } from 'zod';
import { RECORDABLE } from '../../domain/handover';
import type { Db } from '../../prisma/client';
import { invalid } from '../result';
import { noCommune, provinceOf } from './area';
import { number } from './case-file';
import { day, empty, id, words, yesOrNo } from './fields';
import { onHandover } from './on-process';

/** Records a step of the handover, with the paper it brings; the chair's decision names the mentor. */
export const recordMilestone = onHandover(
  ({ milestone }) => `record-${milestone}`,
  'recordMilestone',
  {
    milestone: z.enum(RECORDABLE),
    mentorId: empty(id.optional()),
    signedOn: empty(day.optional()),
    number,
  },
  async ({ milestone, mentorId, signedOn, number }, { ctx, area }) => {
    if (number && !signedOn)
      return invalid('/signedOn', 'missing', 'Hãy ghi ngày ký.', 'Please give the day it was signed.');
    if (milestone === 'decision') {
      if (!mentorId)
        return invalid('/mentorId', 'missing', 'Hãy chọn người đồng hành.', 'Please choose the mentor.');
      if (!(await isMentorOf(ctx.db, mentorId, area.communeId))) return notAMentor;
    }
    return {
      args: {
        milestone,
        ...(milestone === 'decision' && { mentorId }),
        ...(signedOn && { signedOn }),
      },
      words: { number },
    };
  },
);

/** The commune the person will live in has become known. */
export const giveResidence = onHandover(
  'give-residence',
  'giveResidence',
  { communeId: id },
  async ({ communeId }, { ctx }) => {
    const provinceId = await provinceOf(ctx.db, communeId);
    return provinceId ? { args: { communeId, provinceId } } : noCommune;
  },
);

/** No residence can be found: a social-protection facility in that commune takes the person. */
export const giveFacility = onHandover(
  'give-residence',
  'giveFacility',
  { facilityId: id, communeId: id },
  async ({ facilityId, communeId }, { ctx }) => {
    const provinceId = await provinceOf(ctx.db, communeId);
    if (!provinceId) return noCommune;
    if (!(await ctx.db.organisation.count({ where: { id: facilityId, kind: 'facility', provinceId } })))
      return invalid(
        '/facilityId',
        'not-a-choice',
        'Không có cơ sở bảo trợ xã hội này trong tỉnh của xã đã chọn.',
        'There is no such facility in the province of that commune.',
      );
    return { args: { facilityId, communeId, provinceId } };
  },
);

/** Another mentor is asked: the earlier one declined or stays silent. */
export const nameMentor = onHandover(
  'name-mentor',
  'nameMentor',
  { mentorId: id },
  async ({ mentorId }, { ctx, area }) =>
    (await isMentorOf(ctx.db, mentorId, area.communeId)) ? { args: { mentorId } } : notAMentor,
);

/** The mentor says yes or no. A reason, if any, stays with the submission. */
export const answerMentorRequest = onHandover(
  'answer-mentor-request',
  'answerMentorRequest',
  { accepts: yesOrNo, reason: words(500) },
  ({ accepts, reason }) => ({ args: { accepts }, words: { reason } }),
);

export const notAMentor = invalid(
  '/mentorId',
  'not-a-choice',
  'Người này không phải là người đồng hành ở xã này.',
  'This is no active mentor of this commune.',
);

/** An active mentor of the case's commune: nobody else can be asked. */
export async function isMentorOf(
  db: Db,
  userId: string,
  communeId: string | null | undefined,
): Promise<boolean> {
  if (!communeId) return false;
  return (await db.user.count({ where: { id: userId, role: 'mentor', active: true, communeId } })) > 0;
}
