import { z } from 'zod';
import { addDays, dayOf } from '../../domain/calendar';
import { CANCEL_REASONS, NO_SHOW_STEPS, RETURN_REASONS } from '../../domain/handover';
import { workflowId } from '../../workflows/contract';
import { invalid } from '../result';
import { caseArea } from './area';
import { command, denied } from './command';
import { day, id, words } from './fields';
import { submit } from './submit';

/** No centre knows further ahead than this when a treatment ends. */
const YEARS_AHEAD = 3;

/** The commune does not take the case over. What it wants to say about it stays with the submission. */
export const returnCase = command(
  z.object({ caseId: id, reason: z.enum(RETURN_REASONS), note: words(500) }),
  async (ctx, actor, input, key) => {
    const { caseId, reason, note } = input;
    const no = denied(ctx, actor, 'return-case', await caseArea(ctx.db, caseId));
    if (no) return no;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'returnCase',
      args: { reason },
      input,
      words: { note },
    });
  },
);

/** The centre has completed the file and asks the same commune again. */
export const resendCase = command(z.object({ caseId: id }), async (ctx, actor, input, key) => {
  const { caseId } = input;
  const no = denied(ctx, actor, 'resend-case', await caseArea(ctx.db, caseId));
  if (no) return no;
  return submit(ctx, actor, key, {
    caseId,
    workflowId: workflowId.handover(caseId),
    update: 'resend',
    args: {},
    input,
  });
});

/** Something was done for a person who did not come, and whether it found them. */
export const recordNoShowStep = command(
  z.object({
    caseId: id,
    step: z.enum(NO_SHOW_STEPS),
    found: z.union([z.boolean(), z.enum(['yes', 'no']).transform((said) => said === 'yes')]),
    note: words(500),
  }),
  async (ctx, actor, input, key) => {
    const { caseId, step, found, note } = input;
    const no = denied(ctx, actor, 'record-no-show', await caseArea(ctx.db, caseId));
    if (no) return no;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'recordNoShowStep',
      args: { step, found },
      input,
      words: { note },
    });
  },
);

/** The treatment ends on another day than was known. */
export const moveEnd = command(z.object({ caseId: id, endDay: day }), async (ctx, actor, input, key) => {
  const { caseId, endDay } = input;
  const no = denied(ctx, actor, 'move-end', await caseArea(ctx.db, caseId));
  if (no) return no;
  if (endDay > addDays(dayOf(ctx.now()), YEARS_AHEAD * 366))
    return invalid(
      '/endDay',
      'too-far',
      'Ngày này quá xa. Hãy xem lại năm.',
      'This day is too far ahead. Please check the year.',
    );
  return submit(ctx, actor, key, {
    caseId,
    workflowId: workflowId.handover(caseId),
    update: 'moveEnd',
    args: { endDay },
    input,
  });
});

/** The person does not come home by this handover. */
export const cancelHandover = command(
  z.object({ caseId: id, reason: z.enum(CANCEL_REASONS), note: words(500) }),
  async (ctx, actor, input, key) => {
    const { caseId, reason, note } = input;
    const no = denied(ctx, actor, 'cancel-handover', await caseArea(ctx.db, caseId));
    if (no) return no;
    return submit(ctx, actor, key, {
      caseId,
      workflowId: workflowId.handover(caseId),
      update: 'cancelHandover',
      args: { reason },
      input,
      words: { note },
    });
  },
);
