import { z } from 'zod';
import { RESOLUTIONS } from '../../domain/escalation';
import type { RefusalCode } from '../../domain/refusal';
import { applied, type Result } from '../result';
import { command } from './command';
import { acknowledgeEscalation, MOST_ITEMS, resolveEscalation } from './escalation';
import { choices, empty, id, words } from './fields';

/** What became of one of several. */
export interface BulkOutcome {
  escalationId: string;
  outcome: Exclude<Result['kind'], 'invalid' | 'too-large'>;
  /** Why the rules refuse. */
  code?: RefusalCode;
  submissionId?: string;
}

/**
 * Takes or resolves several at once. Each is a command of its own under a key of its own: what is refused for one (it
 * changed meanwhile, somebody else has it) is said of that one and takes nothing from the others; sent again, what was
 * done is not done twice.
 */
export const manageEscalations = command(
  z
    .object({
      what: z.enum(['acknowledge', 'resolve']),
      escalations: z
        .array(z.object({ escalationId: id, seen: choices(id, MOST_ITEMS).pipe(z.array(z.string())) }))
        .max(100)
        .refine((some) => some.length > 0, {
          params: { vi: 'Hãy chọn ít nhất một việc.', en: 'Choose at least one of them.' },
        }),
      how: empty(z.enum(RESOLUTIONS).optional()),
      note: words(2000),
    })
    .refine(({ what, how }) => what === 'acknowledge' || how, {
      path: ['how'],
      params: { vi: 'Hãy chọn đã giải quyết thế nào.', en: 'Choose how they were resolved.' },
    }),
  async (ctx, actor, { what, escalations, how, note }, key): Promise<Result<{ results: BulkOutcome[] }>> => {
    const results = await Promise.all(
      escalations.map(async ({ escalationId, seen }): Promise<BulkOutcome> => {
        const own = `${key}/${escalationId}`;
        const result =
          what === 'acknowledge'
            ? await acknowledgeEscalation(ctx, actor, { escalationId }, own)
            : await resolveEscalation(ctx, actor, { escalationId, how, seen, note }, own);
        return { escalationId, ...outcomeOf(result) };
      }),
    );
    return applied({ results });
  },
);

function outcomeOf(result: Result<{ submissionId: string }>): Omit<BulkOutcome, 'escalationId'> {
  switch (result.kind) {
    case 'applied':
    case 'saved':
      return { outcome: result.kind, submissionId: result.value.submissionId };
    case 'refused':
      return { outcome: 'refused', code: result.code };
    case 'invalid': // this command read the same fields by the same rules before
    case 'too-large':
      throw new Error(`one of several is ${result.kind}, all together were not`);
    default:
      return { outcome: result.kind };
  }
}
