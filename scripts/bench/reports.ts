import { randomUUID } from 'node:crypto';
import { dayOf } from '../../domain/calendar';
import { visitId } from '../../domain/follow-up';
import { openFollowUps } from './follow-ups';
import { concurrently, percentile, shuffled, steadily } from './load';
import type { Home } from './places';
import { progress, report, rounded } from './say';
import type { World } from './world';

const CLIENTS = 32;
const STEADY = 20;

/** How many visit reports a second are taken, decided and recorded, and how long one takes on an ordinary day. */
export async function reports(world: World, scale: number): Promise<void> {
  const opened = await openFollowUps(world, world.places.mentors, Math.round(1_500 * scale));
  // In any order, as people do: in the order they were opened, a cache a little too small would miss every time.
  const homes = shuffled(opened);

  progress(`${homes.length} reports by ${CLIENTS} clients`);
  let applied = 0;
  const begun = performance.now();
  await world.costs('report', homes.length, () =>
    concurrently(homes, CLIENTS, async (home) => {
      if (await reportVisit(world, home, 1)) applied += 1;
    }),
  );
  const perSecond = (applied * 1000) / (performance.now() - begun);
  if (applied < homes.length) progress(`${homes.length - applied} were kept for later`);
  report({ name: `visit reports, ${CLIENTS} clients`, value: rounded(perSecond, 1), unit: '1/s' });

  const some = homes.slice(0, Math.round(600 * scale));
  progress(`${some.length} reports at ${STEADY} a second`);
  const took = await world.costs(`report at ${STEADY} a second`, some.length, () =>
    steadily(some, STEADY, (home) => reportVisit(world, home, 2)),
  );
  report({
    name: `visit report at ${STEADY} a second, p50`,
    value: rounded(percentile(took, 0.5), 0),
    unit: 'ms',
  });
  report({
    name: `visit report at ${STEADY} a second, p95`,
    value: rounded(percentile(took, 0.95), 0),
    unit: 'ms',
  });
}

/** @returns whether it was applied; false: kept for later, because the engine (or on a crowded machine the web) did not answer in time. */
async function reportVisit({ webUrl }: World, { caseId, mentor }: Home, seq: number): Promise<boolean> {
  const answer = await fetch(`${webUrl}/api/v1/visits/${encodeURIComponent(visitId(caseId, seq))}/report`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${mentor.token}`,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ outcome: 'met', heldOn: dayOf(Date.now()), needs: [], note: 'gặp ở nhà' }),
  });
  const said = await answer.text();
  if (!answer.ok && !/problems.(saved|too-slow)/.test(said))
    throw new Error(`report: ${answer.status} ${said}`);
  return answer.ok;
}
