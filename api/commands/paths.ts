import { z } from 'zod';
import { jobStepsOf } from '../../domain/permission';
import {
  CERTIFICATES,
  JOB_STEPS,
  type JobStep,
  TRADES,
  TRAINING_PLACES,
  TRAINING_STEPS,
  type TrainingStep,
} from '../../domain/referral';
import { workflowId } from '../../workflows/contract';
import { applied, type FieldError, invalid, type Result } from '../result';
import { referralArea } from './area';
import { command, denied } from './command';
import { choices, day, empty, id, whole, words, yesOrNo } from './fields';
import { submit } from './submit';

type Missing = Extract<Result, { kind: 'invalid' }>;
const LONGEST_COST = 1_000_000_000;

/** All that is needed of `fields`, or what is missing; forms leave empty what another step asks for. */
function needed<F extends Record<string, unknown>>(
  fields: F,
): { [K in keyof F]: NonNullable<F[K]> } | Missing {
  const errors = Object.entries(fields)
    .filter(([, value]) => value === undefined)
    .map(
      ([name]): FieldError => ({
        pointer: `/${name}`,
        code: 'missing',
        message: { vi: 'Hãy điền mục này.', en: 'Please fill this in.' },
      }),
    );
  return errors.length ? { kind: 'invalid', errors } : (fields as { [K in keyof F]: NonNullable<F[K]> });
}
const isMissing = (read: object): read is Missing => 'errors' in read;

const trainingInput = z.object({
  referralId: id,
  step: z.enum(TRAINING_STEPS),
  place: empty(z.enum(TRAINING_PLACES).default('community')),
  trade: empty(z.enum(TRADES).optional()),
  startsOn: empty(day.optional()),
  endsOn: empty(day.optional()),
  course: words(200),
  /** What is paid towards it, in whole đồng. */
  costSupport: empty(whole(LONGEST_COST).optional()),
  on: empty(day.optional()),
  present: empty(yesOrNo.optional()),
  certificate: empty(z.enum(CERTIFICATES).optional()),
  number: words(60),
  reason: words(500),
});

/** The provider, or the commune for it, tells how a training goes; leaving it says why. */
export const tellTraining = command(trainingInput, async (ctx, actor, input, key) => {
  const { referralId, course, costSupport, number, reason } = input;
  const area = await referralArea(ctx.db, referralId);
  const no = denied(ctx, actor, 'tell-training', area);
  if (no) return no;
  if (!area) return { kind: 'not-found' };
  const told = trainingStep(input);
  if (isMissing(told)) return told;
  return submit(ctx, actor, key, {
    caseId: area.followUpId,
    workflowId: workflowId.referral(referralId),
    update: 'tellTraining',
    args: told,
    input,
    words: {
      course,
      costSupport: costSupport === undefined ? undefined : String(costSupport),
      number,
      reason,
    },
  });
});

function trainingStep(input: z.output<typeof trainingInput>): TrainingStep | Missing {
  const { step, place, trade, startsOn, endsOn, on, present, certificate, reason } = input;
  switch (step) {
    case 'enrolled': {
      const read = needed({ trade, startsOn, endsOn });
      return isMissing(read) ? read : { step, place, ...read };
    }
    case 'attended': {
      const read = needed({ on, present });
      return isMissing(read) ? read : { step, ...read };
    }
    case 'certified': {
      const read = needed({ on, certificate });
      return isMissing(read) ? read : { step, ...read };
    }
    case 'dropped-out': {
      const read = needed({ on, reason });
      return isMissing(read) ? read : { step, on: read.on };
    }
  }
}

const jobInput = z.object({
  referralId: id,
  step: z.enum(JOB_STEPS),
  on: empty(day.optional()),
  trade: empty(z.enum(TRADES).optional()),
  selfEmployed: empty(yesOrNo.default(false)),
  /** An employer known here … */
  employerId: empty(id.optional()),
  /** … or the name of one that is not. */
  employer: words(120),
  reason: words(500),
});

/** Who places somebody, the mentor or the commune tells how the way to a job goes; losing it says why. */
export const tellJob = command(jobInput, async (ctx, actor, input, key) => {
  const { referralId, employer, reason, employerId = null } = input;
  const area = await referralArea(ctx.db, referralId);
  const no = denied(ctx, actor, 'tell-job', area);
  if (no) return no;
  if (!area) return { kind: 'not-found' };
  if (!jobStepsOf(actor).includes(input.step)) return { kind: 'forbidden' };
  if (employerId && !(await ctx.db.organisation.findUnique({ where: { id: employerId } })))
    return invalid('/employerId', 'not-a-choice', 'Không có nơi này.', 'There is no such employer.');
  const told = jobStep(input);
  if (isMissing(told)) return told;
  return submit(ctx, actor, key, {
    caseId: area.followUpId,
    workflowId: workflowId.referral(referralId),
    update: 'tellJob',
    args: told,
    input,
    words: { employer, reason },
  });
});

function jobStep(input: z.output<typeof jobInput>): JobStep | Missing {
  const { step, on, trade, selfEmployed, employerId = null, reason } = input;
  switch (step) {
    case 'introduced': {
      const read = needed({ on });
      return isMissing(read) ? read : { step, on: read.on, employerId };
    }
    case 'started': {
      const read = needed({ on, trade });
      return isMissing(read) ? read : { step, ...read, selfEmployed, employerId };
    }
    case 'lost': {
      const read = needed({ on, reason });
      return isMissing(read) ? read : { step, on: read.on };
    }
    default: {
      const read = needed({ on });
      return isMissing(read) ? read : { step, on: read.on };
    }
  }
}

/** What became of each trainee: nothing is lost where some are refused. */
export type SessionResult = { results: { referralId: string; outcome: Result['kind']; code?: string }[] };

/** One lesson of a whole class: who was there; the others were not. */
export const tellSession = command(
  z.object({ on: day, trainees: choices(id, 200), present: choices(id, 200) }),
  async (ctx, actor, { on, trainees, present }, key): Promise<Result<SessionResult>> => {
    const results: SessionResult['results'] = [];
    for (const referralId of new Set(trainees)) {
      const input = { referralId, step: 'attended', on, present: present.includes(referralId) };
      const result = await tellTraining(ctx, actor, input, `${key}/${referralId}`);
      const code = result.kind === 'refused' ? result.code : undefined;
      results.push({ referralId, outcome: result.kind, ...(code && { code }) });
    }
    return applied({ results });
  },
);
