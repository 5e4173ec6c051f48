import { addDays, dayOf, HOUR, type Instant } from '../../domain/calendar';
import type { SilenceFacts } from '../../domain/silence';
import { UNREACHABLE_CODES } from '../../domain/sms-codes';
import type { Db } from '../../prisma/client';

/**
 * What can be counted about the one who should have acted; null: there is no such account any more. Only what was sent
 * to their present number and address tells whether they can be reached: a number put right counts at once.
 */
export async function silenceFacts(
  db: Db,
  userId: string | null,
  now: Instant,
): Promise<SilenceFacts | null> {
  if (!userId) return null;
  const user = await db.user.findUnique({
    where: { id: userId },
    select: { active: true, phone: true, email: true },
  });
  if (!user?.active) return null;
  const today = dayOf(now);
  const followUp = { mentorId: userId, status: 'open' };
  const openCases = await db.followUp.count({ where: followUp });
  const visitsThisWeek = await db.visit.count({
    where: {
      followUp,
      status: 'planned',
      plannedOn: { gte: new Date(today), lt: new Date(addDays(today, 7)) },
    },
  });
  const ways = [user.phone, user.email].filter((way) => way !== null);
  const tried = await db.message.findMany({
    where: {
      recipientId: userId,
      to: { in: ways },
      OR: [
        { status: { in: ['delivered', 'undelivered'] } },
        { status: 'failed', code: { not: 'unsafe-text' } },
        // Not every network gives receipts: what nobody complained of for a day has arrived.
        { status: 'sent', sentAt: { lt: new Date(now - 24 * HOUR) } },
      ],
    },
    orderBy: { id: 'desc' },
    take: 10,
    select: { status: true, code: true, to: true },
  });
  const arrived = tried.findIndex(({ status }) => status === 'delivered' || status === 'sent');
  const [last] = tried;
  return {
    noWayToReach:
      ways.length === 0 || (last?.status === 'failed' && UNREACHABLE_CODES.includes(last.code ?? '')),
    undeliveredInARow: arrived < 0 ? tried.length : arrived,
    openCases,
    visitsThisWeek,
  };
}
