import { type DeskReason, readAnswer, shortCode } from '../domain/answers';
import { addWorkingDays, dayOf, endOfDay, startOfDay } from '../domain/calendar';
import { segmentsOf } from '../domain/sms';
import { type Reply, replyText } from '../domain/wording/replies';
import type { Db, Prisma } from '../prisma/client';
import { policiesOn } from '../prisma/policies';
import { endConsent } from './commands/consent';
import type { Context } from './context';
import { readLang } from './language';
import { safeError } from './log';
import { answerQuestion, type OpenQuestion, openQuestions } from './questions';

export interface Sms {
  /** The provider's. */
  id: string;
  from: string;
  to: string;
  body: string;
}

type Row = Prisma.InboundGetPayload<object>;
type User = Prisma.UserGetPayload<object>;

/**
 * Keeps an SMS that reached us before anything else, once per provider id, then acts on it.
 * @returns what to answer its sender, if anything; a repetition is answered the same.
 */
export async function receive(ctx: Context, { id, from, to, body }: Sms): Promise<string | null> {
  await ctx.db.inbound.createMany({
    data: [{ id, from, to, body: body.slice(0, 2_000), receivedAt: new Date(ctx.now()) }],
    skipDuplicates: true,
  });
  try {
    return await understand(ctx, await ctx.db.inbound.findUniqueOrThrow({ where: { id } }));
  } catch (error) {
    ctx.log.error({ err: safeError(error) }, 'an SMS is kept and will be read with the next start');
    return null;
  }
}

/** Reads what was kept and not yet read when the last process ended. */
export async function resumeInbound(ctx: Context): Promise<number> {
  const rows = await ctx.db.inbound.findMany({
    where: { status: 'received' },
    orderBy: { receivedAt: 'asc' },
  });
  for (const row of rows) await understand(ctx, row);
  return rows.length;
}

interface Reading {
  status: 'applied' | 'desk';
  why?: DeskReason;
  question?: OpenQuestion;
  reply?: Reply;
  /** How an answer could look that would be understood. */
  example?: string;
}

async function understand(ctx: Context, row: Row): Promise<string | null> {
  if (row.status !== 'received') return row.reply;
  // A phone may be shared: whoever of its people was asked is answered for.
  const senders = await ctx.db.user.findMany({
    where: { phone: row.from, active: true },
    orderBy: { createdAt: 'asc' },
  });
  const reading = (await given(ctx, row, senders)) ?? (await read(ctx, row, senders));
  const sender = senders.find(({ id }) => id === reading.question?.userId) ?? senders[0] ?? null;
  return settle(ctx, row, sender, reading);
}

/** Its answer was given before, by a process that ended before it could write that here. */
async function given(ctx: Context, row: Row, senders: User[]): Promise<Reading | null> {
  const keys = senders.map(({ id }) => `${id}:${keyOf(row)}`);
  const submission = await ctx.db.submission.findFirst({ where: { key: { in: keys } } });
  if (!submission) return null;
  return submission.status === 'refused' ? refused : { status: 'applied' };
}

const keyOf = (row: Row) => `sms:${row.id}`;
const refused: Reading = { status: 'desk', why: 'refused', reply: 'refused' };

async function read(ctx: Context, row: Row, senders: User[]): Promise<Reading> {
  const questions = await openQuestions(
    ctx,
    senders.map(({ id }) => id),
  );
  const understood = readAnswer(row.body, questions);
  switch (understood.kind) {
    case 'stop':
      if (senders.length === 0) return { status: 'desk', why: 'unknown-sender', reply: 'stopped' };
      return { status: 'desk', why: 'stopped', reply: 'stopped', example: declining(questions) };
    case 'start':
      return senders.length || (await isStopped(ctx.db, row.from))
        ? { status: 'applied', reply: 'started' }
        : strange;
    case 'unclear':
      if (senders.length === 0) return strange;
      return { status: 'desk', why: understood.why, reply: understood.why, example: oneOf(questions) };
    case 'answer': {
      const { question, said } = understood;
      const { kind } = await answerQuestion(ctx, question, said, keyOf(row));
      if (kind === 'applied' || kind === 'saved') return { status: 'applied', question };
      return { ...refused, question };
    }
  }
}

const isStopped = async (db: Db, number: string) => (await db.stoppedNumber.count({ where: { number } })) > 0;

const strange: Reading = { status: 'desk', why: 'unknown-sender', reply: 'nothing-asked' };

const oneOf = (questions: readonly OpenQuestion[]) => {
  const codes = questions.map(({ code }) => code);
  return codes[0] ? `1 ${shortCode(codes[0], codes)}` : '';
};

/** 'TU CHOI' stops texts; who meant to decline a request learns how. */
function declining(questions: readonly OpenQuestion[]): string {
  const asked = questions.find((q) => q.asked === 'mentor-request');
  if (!asked) return '';
  const codes = questions.map(({ code }) => code);
  return questions.length === 1 ? '2' : `2 ${shortCode(asked.code, codes)}`;
}

/** Writes down what became of it. What a person must look at goes to a desk, with a day until when. */
async function settle(
  ctx: Context,
  row: Row,
  sender: User | null,
  { status, why, question, reply, example }: Reading,
): Promise<string | null> {
  const now = ctx.now();
  const place = await placeOf(ctx, row.from, sender);
  const { calendar } = (await policiesOn(ctx.db, dayOf(now)))(place.provinceId ?? '', place.communeId);
  // That somebody wants no more texts is the supervisor's to know at once.
  const due = why === 'stopped' ? now : endOfDay(addWorkingDays(dayOf(now), 1, calendar));
  const text =
    reply && ctx.config.twoWay ? replyText(reply, readLang(sender?.language ?? 'vi'), example) : null;
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`inbound/${row.from}`}))::text`;
    const done = await tx.inbound.findUniqueOrThrow({ where: { id: row.id } });
    if (done.status !== 'received') return done.reply;
    const answer = (await saidToday(tx, row, now, why)) ? null : text;
    await tx.inbound.update({
      where: { id: row.id },
      data: {
        status,
        why: why ?? null,
        userId: sender?.id ?? null,
        answersId: question?.linkId ?? null,
        caseId: question?.caseId ?? null,
        reply: answer,
        replySegments: answer ? segmentsOf(answer).segments : 0,
        ...place,
        ...(status === 'desk' && { dueAt: new Date(due) }),
      },
    });
    if (reply === 'stopped') {
      const at = new Date(now);
      await tx.stoppedNumber.createMany({ data: { number: row.from, at }, skipDuplicates: true });
      const consents = await tx.consent.findMany({ where: { address: row.from, withdrawnAt: null } });
      for (const consent of consents) await endConsent(tx, consent, null, at);
    }
    if (reply === 'started') {
      await tx.stoppedNumber.deleteMany({ where: { number: row.from } });
      await tx.inbound.updateMany({
        where: { from: row.from, why: 'stopped', handledAt: null },
        data: { handled: 'came-back', handledAt: new Date(now) },
      });
    }
    return answer;
  });
}

/** A number that does not understand us is helped once a day: two machines must not talk to each other. */
async function saidToday(db: Db, row: Row, now: number, why?: DeskReason): Promise<boolean> {
  const since = new Date(startOfDay(dayOf(now)));
  const before = { from: row.from, reply: { not: null }, receivedAt: { gte: since } };
  const same = why === 'stopped' ? { why } : { why: { not: 'stopped' } };
  return (await db.inbound.count({ where: { ...before, ...same } })) > 0;
}

/** Whose desk a number belongs to: its account's, else of the person whose phone it is, else of whom we wrote to there. */
async function placeOf(
  { db }: Context,
  from: string,
  sender: User | null,
): Promise<{ provinceId: string | null; communeId: string | null }> {
  if (sender?.communeId) return inCommune(sender.communeId);
  if (sender) {
    const organisation = sender.organisationId
      ? await db.organisation.findUnique({ where: { id: sender.organisationId } })
      : null;
    return { provinceId: sender.provinceId ?? organisation?.provinceId ?? null, communeId: null };
  }
  const person = await db.person.findFirst({
    where: { OR: [{ phone: from }, { relativePhone: from }], communeId: { not: null } },
    select: { communeId: true },
  });
  if (person?.communeId) return inCommune(person.communeId);
  const message = await db.message.findFirst({ where: { to: from }, orderBy: { id: 'desc' } });
  return { provinceId: message?.provinceId ?? null, communeId: null };

  async function inCommune(communeId: string) {
    const commune = await db.commune.findUnique({ where: { id: communeId } });
    return { provinceId: commune?.provinceId ?? null, communeId };
  }
}
