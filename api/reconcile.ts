import { RECONCILE_SCHEDULE } from '../workflows/contract';
import type { Context } from './context';

/** Asks for it at once. Out of reach, it is not asked: what was accepted is delivered when the engine is back. */
export async function reconcileSoon({ temporal, log }: Context): Promise<void> {
  if (!temporal) return;
  try {
    await temporal.withDeadline(Date.now() + 2_000, () =>
      temporal.schedule.getHandle(RECONCILE_SCHEDULE).trigger(),
    );
  } catch {
    log.warn('the engine is out of reach: what was accepted starts later by itself');
  }
}
