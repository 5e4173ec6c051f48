import { dayOf, type Instant } from '../../domain/calendar';
import { type Hours, NEVER, type NoticeKind, withinHours } from '../../domain/notice';
import { KINDS } from '../../domain/notice-kinds';
import { paramsOf } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { policiesOn } from '../../prisma/policies';
import type { Engine } from '../../workflows/client';
import type { CourierActivities, Dispatched } from '../contract';
import { raise } from '../records/raise';
import { allOf } from './all-of';
import { claimDue, type WordingDeps } from './claim';
import { askForNumbers } from './dead-phone';
import { fallBack, nextFallback, type Patience, patienceOf } from './fallback';
import {
  type Batch,
  dropUseless,
  type HandOverDeps,
  type Lane,
  lanesOf,
  lookUpUnknown,
  sendQueued,
} from './hand-over';
import { listWithdrawn } from './outage';
import { claimAround } from './poison';
import { settle } from './settle';

/** Notices per claim: large enough that a burst costs few transactions, small enough that one stays short. */
const CLAIM = 500;
/** Messages marked 'sending' at a time: as many as a crash leaves to be looked up. */
const HAND_OVER = 200;

export interface DispatchDeps extends Omit<WordingDeps, 'params'>, HandOverDeps {
  engine: Engine;
  /** Tells the engine that a long dispatch is alive. */
  heartbeat(): void;
  /** The clock of one dispatch, where it is not `now`; see databaseClock. */
  clock?(): Promise<() => Instant>;
}

/** Heartbeats while messages wait for their turn at a slow provider. */
const ALIVE_EVERY_MS = 10_000;

export function courierActivities(deps: DispatchDeps): CourierActivities {
  return {
    async dispatchDue(provinceId: string) {
      const alive = setInterval(deps.heartbeat, ALIVE_EVERY_MS).unref();
      try {
        return await dispatch(
          { ...deps, now: (await deps.clock?.()) ?? deps.now, own: deps.now },
          provinceId,
        );
      } finally {
        clearInterval(alive);
      }
    },
  };
}

/** `now` is the clock of all workers, `own` this machine's. */
type Clocked = DispatchDeps & { own(): Instant };

/** When either of the two clocks is an hour wrong, nothing goes at night, early, or again: what is due must be so by both. */
const byBoth = ({ now, own }: Clocked): Instant => Math.min(now(), own());
const byEither = ({ now, own }: Clocked): Instant => Math.max(now(), own());

async function dispatch(deps: Clocked, provinceId: string): Promise<Dispatched> {
  const policy = (await policiesOn(deps.db, dayOf(deps.now())))(provinceId, null);
  const params = paramsOf(policy);
  const wording = { ...deps, params, calendar: policy.calendar };
  const rules = { ...params, calendar: policy.calendar };
  const within = patienceOf(deps.gateways, params);
  const sending = { ...deps, within };
  const isQuiet = () => [deps.now(), deps.own()].some((at) => withinHours(at, params.smsWindow) > at);
  let sent = 0;
  const courier = await deps.db.courier.findUnique({ where: { provinceId } });
  for (let batch: Batch | null = null; !batch || batch.taken > 0; ) {
    deps.heartbeat();
    batch = await lookUpUnknown(deps, provinceId, HAND_OVER, byBoth(deps));
    sent += await settle(deps, batch.verdicts);
  }
  await dropUseless(deps, provinceId);
  const lanes = lanesOf(deps.gateways);
  const claim = () => {
    const now = byBoth(deps);
    return claimAround({ db: deps.db, provinceId, now, limit: CLAIM }, (only) =>
      claimDue(wording, provinceId, now, CLAIM, isQuiet(), only),
    );
  };
  /** Until nothing is queued; what became of one batch is written down while the next is on its way. */
  const carry = async (lane: Lane) => {
    let batch: Batch = { taken: 0, verdicts: [] };
    for (let more = true; more; ) {
      deps.heartbeat();
      const before = batch.verdicts;
      const next = () => sendQueued(sending, provinceId, HAND_OVER, isQuiet(), lane);
      const [written, taken] = await allOf([settle(deps, before), next()]);
      sent += written;
      batch = taken;
      more = before.length + batch.taken > 0;
    }
  };
  for (let found = 1; found > 0; ) {
    found = 0;
    let onTheirWay: Promise<unknown> = Promise.resolve();
    for (let claimed = 1; claimed > 0; found += claimed) {
      // The next are claimed and worded while those before are sent. Where a provider has a rate all that is due is claimed
      // first: only then communes can take turns.
      [claimed] = await allOf([claim(), onTheirWay]);
      if (claimed === 0 || lanes.length === 1) onTheirWay = allOf(lanes.map(carry));
    }
    await onTheirWay;
    found += await fallBack(deps, provinceId, within, rules);
    found += await askForNumbers(deps, provinceId);
  }
  // After the claims: what is still to be withdrawn by now has been claimed above.
  if (courier) await listWithdrawn(deps.db, provinceId, courier.wakesAt.getTime(), deps.now(), params);
  await tellOfUnreachable(deps, provinceId);
  return { sent, nextAt: await nextWake(deps, provinceId, params.smsWindow, within) };
}

/** When this province's courier must look again, also set as its alarm. */
async function nextWake(
  deps: Clocked,
  provinceId: string,
  hours: Hours,
  within: Patience,
): Promise<Instant | null> {
  return deps.db.$transaction(async (tx) => {
    // Locked before looking: a step that is just planning something earlier either is seen or sees this row and pokes.
    await tx.$executeRaw`INSERT INTO "Courier" VALUES (${provinceId}, ${new Date(NEVER)}) ON CONFLICT DO NOTHING`;
    await tx.$queryRaw`SELECT 1 FROM "Courier" WHERE "provinceId" = ${provinceId} FOR UPDATE`;
    const [next] = await tx.$queryRaw<{ critical: Date | null; other: Date | null; lookUp: Date | null }[]>`
      WITH waiting AS (
        SELECT priority, "notBefore" AS at FROM "Notice" WHERE status = 'planned' AND "provinceId" = ${provinceId}
        UNION ALL
        SELECT n.priority, m."tryAt" FROM "Message" m JOIN "Notice" n ON n.id = m."noticeId"
        WHERE m.status = 'queued' AND m."provinceId" = ${provinceId})
      SELECT
        (SELECT min(at) FROM waiting WHERE priority = 'critical') AS critical,
        (SELECT min(at) FROM waiting WHERE priority <> 'critical') AS other,
        (SELECT min("tryAt") FROM "Message" WHERE status IN ('sending', 'unknown') AND "provinceId" = ${provinceId}) AS "lookUp"`;
    const fallback = await nextFallback(tx, provinceId, within);
    const [behind, ahead] = [byBoth(deps), byEither(deps)];
    // Come by one clock and not by the other: looked at again when it has come by both.
    const dueBy = (at: Instant) => (at > behind && at <= ahead ? at + ahead - behind : at);
    const inHours = (at: Instant) => withinHours(Math.max(dueBy(at), ahead), hours);
    const dates = [
      next?.critical && dueBy(next.critical.getTime()),
      next?.lookUp && dueBy(next.lookUp.getTime()),
      fallback && inHours(fallback),
      next?.other && inHours(next.other.getTime()),
    ].filter((at): at is Instant => typeof at === 'number');
    const at = dates.length ? Math.min(...dates) : null;
    await tx.courier.update({ where: { provinceId }, data: { wakesAt: new Date(at ?? NEVER) } });
    return at;
  });
}

/**
 * A phone that will never take a message is a person nobody reminds: their commune's supervisor must know, also of each
 * matter a digest stood for. Told again until it is told: only then the failed notice is done. Of what climbs by itself
 * nobody is told.
 */
async function tellOfUnreachable(deps: DispatchDeps, provinceId: string): Promise<void> {
  const notices = await deps.db.notice.findMany({ where: { provinceId, status: 'failed', doneAt: null } });
  for (const notice of notices) {
    const joined = await deps.db.notice.findMany({ where: { digestId: notice.id } });
    for (const one of [notice, ...joined])
      if ((KINDS[one.kind as NoticeKind]?.whenItFails ?? 'tell-supervisor') === 'tell-supervisor')
        await tell(one);
    await deps.db.notice.update({ where: { id: notice.id }, data: { doneAt: new Date(deps.now()) } });
  }

  async function tell(notice: (typeof notices)[number]): Promise<void> {
    const recipient = await deps.db.user.findUnique({
      where: { id: notice.recipientId },
      select: { role: true },
    });
    const handover = await deps.db.handover.findUnique({
      where: { id: notice.caseId },
      select: { communeId: true },
    });
    await raise(deps, {
      kind: 'nobody-to-tell',
      caseId: notice.caseId,
      provinceId,
      communeId: handover?.communeId ?? null,
      responsible: { role: (recipient?.role ?? 'mentor') as Role, userId: notice.recipientId },
      items: [{ id: notice.key, what: 'notice', dueAt: notice.notBefore.getTime() }],
    });
  }
}
