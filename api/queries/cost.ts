import { z } from 'zod';
import { addMonths, at, type Day, dayOf } from '../../domain/calendar';
import { type Network, networkOf } from '../../domain/phone';
import { Prisma } from '../../prisma/client';
import type { Context } from '../context';
import type { Actor } from '../session';
import { communeNames } from './names';

export const CostTable = z.object({
  month: z.string(),
  /** Đồng a segment; null: nobody set it. */
  price: z.number().nullable(),
  lines: z.array(
    z.object({
      kind: z.string(),
      commune: z.string().nullable(),
      messages: z.number(),
      segments: z.number(),
      /** Đồng. */
      cost: z.number().nullable(),
    }),
  ),
  /** What we answered by ourselves to texts that came in; part of the total. */
  replies: z.object({ messages: z.number(), segments: z.number(), cost: z.number().nullable() }),
  total: z.object({ messages: z.number(), segments: z.number(), cost: z.number().nullable() }),
  networks: z.array(z.object({ network: z.string(), sent: z.number(), delivered: z.number() })),
});
export type CostTable = z.infer<typeof CostTable>;

export const isMonth = (text: string | undefined): text is string =>
  /^20\d\d-(0[1-9]|1[0-2])$/.test(text ?? '');

/** What the texts of a month cost by kind and place, and how many reached a phone of each network. Null: not the asker's to see. */
export async function costOf(ctx: Context, actor: Actor, asked?: string): Promise<CostTable | null> {
  const area = areaOf(actor);
  if (!area) return null;
  const month = isMonth(asked) ? asked : dayOf(ctx.now()).slice(0, 7);
  const first: Day = `${month}-01`;
  const [from, to] = [first, addMonths(first, 1)].map((day) => new Date(at(day, '00:00')));
  const sent = Prisma.sql`
    FROM "Message" m JOIN "Notice" n ON n.id = m."noticeId" JOIN "Handover" h ON h.id = m."caseId"
    WHERE m.channel = 'sms' AND m."sentAt" >= ${from} AND m."sentAt" < ${to} AND ${area}`;
  const [lines, prefixes, [replied]] = await Promise.all([
    ctx.db.$queryRaw<{ kind: string; communeId: string | null; messages: number; segments: number }[]>`
      SELECT n.kind, h."communeId", count(*)::int AS messages, sum(m.segments)::int AS segments ${sent}
      GROUP BY 1, 2 ORDER BY segments DESC, 1, 2`,
    ctx.db.$queryRaw<{ prefix: string; sent: number; delivered: number }[]>`
      SELECT left(m."to", 5) AS prefix, count(*)::int AS sent,
        count(*) FILTER (WHERE m.status = 'delivered')::int AS delivered ${sent} GROUP BY 1`,
    ctx.db.$queryRaw<{ messages: number; segments: number }[]>`
      SELECT count(*)::int AS messages, coalesce(sum("replySegments"), 0)::int AS segments FROM "Inbound"
      WHERE reply IS NOT NULL AND "receivedAt" >= ${from} AND "receivedAt" < ${to} AND ${inboundArea(actor)}`,
  ]);
  const communes = await communeNames(
    ctx.db,
    lines.map((line) => line.communeId),
  );
  const price = ctx.config.smsPrice ?? null;
  const costs = (segments: number) => (price === null ? null : segments * price);
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((all, line) => all + of(line), 0);
  const replies = { messages: replied?.messages ?? 0, segments: replied?.segments ?? 0 };
  const segments = sum((line) => line.segments) + replies.segments;
  return {
    month,
    price,
    lines: lines.map(({ communeId, ...line }) => ({
      ...line,
      commune: communes.get(communeId ?? '') ?? null,
      cost: costs(line.segments),
    })),
    replies: { ...replies, cost: costs(replies.segments) },
    total: { messages: sum((line) => line.messages) + replies.messages, segments, cost: costs(segments) },
    networks: byNetwork(prefixes),
  };
}

/** Only offices that answer for messages look at what they cost. */
function areaOf({ role, communeId, provinceId }: Actor): Prisma.Sql | null {
  if (role !== 'commune' && role !== 'supervisor') return null;
  if (communeId) return Prisma.sql`h."communeId" = ${communeId}`;
  return role === 'supervisor' && provinceId ? Prisma.sql`m."provinceId" = ${provinceId}` : null;
}

/** The same area, of texts that came in. */
const inboundArea = ({ communeId, provinceId }: Actor): Prisma.Sql =>
  communeId ? Prisma.sql`"communeId" = ${communeId}` : Prisma.sql`"provinceId" = ${provinceId}`;

function byNetwork(prefixes: readonly { prefix: string; sent: number; delivered: number }[]) {
  const networks = new Map<Network, { sent: number; delivered: number }>();
  for (const { prefix, sent, delivered } of prefixes) {
    const network = networkOf(prefix);
    const before = networks.get(network) ?? { sent: 0, delivered: 0 };
    networks.set(network, { sent: before.sent + sent, delivered: before.delivered + delivered });
  }
  return [...networks].map(([network, counts]) => ({ network, ...counts })).sort((a, b) => b.sent - a.sent);
}
