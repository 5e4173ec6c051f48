import { condition, continueAsNew, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { CourierActivities } from '../activities/contract';
import type { Signals } from './contract';
import { historyIsLong } from './process';

// One dispatch works through everything due; it heartbeats, so a killed worker is noticed within a minute.
const { dispatchDue } = proxyActivities<CourierActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '1 minute',
});

/** Carries a province's messages: sleeps until the next is due or somebody pokes it with an earlier one. */
export async function courier(provinceId: string): Promise<void> {
  let wakeAt: number | null = 0; // what was poked while it was away is found by looking once
  setHandler(defineSignal<[Signals['poke']]>('poke'), (poke) => {
    if (wakeAt === null || poke.wakeAt < wakeAt) wakeAt = poke.wakeAt;
  });

  while (!historyIsLong()) {
    const due = () => wakeAt !== null && wakeAt <= Date.now();
    if (!due()) {
      const sleepingUntil: number | null = wakeAt;
      const poked = () => wakeAt !== sleepingUntil;
      if (sleepingUntil === null) await condition(poked);
      else await condition(poked, Math.max(sleepingUntil - Date.now(), 1));
      continue;
    }
    wakeAt = null;
    const { nextAt } = await dispatchDue(provinceId);
    // A poke that came during the dispatch may ask for something earlier.
    if (nextAt !== null && (wakeAt === null || nextAt < wakeAt)) wakeAt = nextAt;
  }
  await continueAsNew<typeof courier>(provinceId);
}
