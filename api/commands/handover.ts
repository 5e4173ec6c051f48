import { z } from 'zod';
import { RECORDABLE } from '../../domain/handover';
import type { CaseAction } from '../../domain/permission';
import type { Db } from '../../prisma/client';
import { workflowId } from '../../workflows/contract';
import { invalid } from '../result';
import { caseArea } from './area';
import { number } from './case-file';
import { command, denied } from './command';
import { day, empty, id, words } from './fields';
import { submit } from './submit';

/** Records a step of the handover, with the paper it brings; the chair's decision names the mentor. */
export const recordMilestone = command(
  z.object({
    caseId: id,
    milestone: z.enum(RECORDABLE),
    mentorId: empty(id.optional()),
    signedOn: empty(day.optional()),
    number,
  }),
  async (ctx, actor, input, key) => {
    const { caseId, milestone, mentorId, signedOn, number } = input;
    const area = await caseArea(ctx.db, caseId);
    const no = denied(ctx, actor, `record-${milestone}` satisfies CaseAction, area);
    if (no) return no;
    if (number && !signedOn)
      return invalid('/signedOn', 'missing', 'Hãy ghi ngày ký.', 'Please give the day it was signed.');
    if (milestone === 'decision') {
      if (!mentorId)
        return invalid('/mentorId', 'missing', 'Hãy chọn người đồng hành.', 'Please choose the mentor.');
      if (!(await isMentorOf(ctx.db, mentorId, area?.communeId))) return notAMentor;
    }
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'recordMilestone',
      args: {
        milestone,
        ...(milestone === 'decision' && { mentorId }),
        ...(signedOn && { signedOn }),
      },
      input,
      words: { number },
    });
  },
);

/** The commune the person will live in has become known. */
export const giveResidence = command(
  z.object({ caseId: id, communeId: id }),
  async (ctx, actor, input, key) => {
    const { caseId, communeId } = input;
    const no = denied(ctx, actor, 'give-residence', await caseArea(ctx.db, caseId));
    if (no) return no;
    const commune = await ctx.db.commune.findUnique({
      where: { id: communeId },
      select: { provinceId: true },
    });
    if (!commune) return noCommune;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'giveResidence',
      args: { communeId, provinceId: commune.provinceId },
      input,
    });
  },
);

/** No residence can be found: a social-protection facility in that commune takes the person. */
export const giveFacility = command(
  z.object({ caseId: id, facilityId: id, communeId: id }),
  async (ctx, actor, input, key) => {
    const { caseId, facilityId, communeId } = input;
    const no = denied(ctx, actor, 'give-residence', await caseArea(ctx.db, caseId));
    if (no) return no;
    const commune = await ctx.db.commune.findUnique({
      where: { id: communeId },
      select: { provinceId: true },
    });
    if (!commune) return noCommune;
    const { provinceId } = commune;
    if (!(await ctx.db.organisation.count({ where: { id: facilityId, kind: 'facility', provinceId } })))
      return invalid(
        '/facilityId',
        'not-a-choice',
        'Không có cơ sở bảo trợ xã hội này trong tỉnh của xã đã chọn.',
        'There is no such facility in the province of that commune.',
      );
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'giveFacility',
      args: { facilityId, communeId, provinceId },
      input,
    });
  },
);

const noCommune = invalid(
  '/communeId',
  'not-a-choice',
  'Không có xã/phường này.',
  'There is no such commune.',
);

/** Another mentor is asked: the earlier one declined or stays silent. */
export const nameMentor = command(z.object({ caseId: id, mentorId: id }), async (ctx, actor, input, key) => {
  const { caseId, mentorId } = input;
  const area = await caseArea(ctx.db, caseId);
  const no = denied(ctx, actor, 'name-mentor', area);
  if (no) return no;
  if (!(await isMentorOf(ctx.db, mentorId, area?.communeId))) return notAMentor;
  return submit(ctx, actor, key, {
    caseId,
    workflowId: workflowId.handover(caseId),
    update: 'nameMentor',
    args: { mentorId },
    input,
  });
});

/** The mentor says yes or no. A reason, if any, stays with the submission. */
export const answerMentorRequest = command(
  z.object({
    caseId: id,
    accepts: z.union([z.boolean(), z.enum(['yes', 'no']).transform((said) => said === 'yes')]),
    reason: words(500),
  }),
  async (ctx, actor, { reason, ...input }, key) => {
    const { caseId, accepts } = input;
    const no = denied(ctx, actor, 'answer-mentor-request', await caseArea(ctx.db, caseId));
    if (no) return no;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'answerMentorRequest',
      args: { accepts },
      input: { ...input, reason },
      words: { reason },
    });
  },
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
