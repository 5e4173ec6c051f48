import type { Asked, Question, Said } from '../domain/answers';
import { dayOf } from '../domain/calendar';
import { answerMentorRequest, reportVisit } from './commands';
import type { Context } from './context';
import { useUp } from './links';
import type { Result } from './result';
import { actorOf } from './session';

/** What somebody was asked by a link that still waits for them. */
export interface OpenQuestion extends Question {
  linkId: string;
  userId: string;
  caseId: string;
  /** Of the visit. */
  seq: number | null;
}

/**
 * What these accounts (several may share a phone) were asked and have not answered by now. Of two visits to the same
 * person the later one is meant: nobody reports last month's by a digit.
 */
export async function openQuestions({ db, now }: Context, userIds: string[]): Promise<OpenQuestion[]> {
  return db.$queryRaw<OpenQuestion[]>`
    SELECT DISTINCT ON (l."userId", l.purpose, l."caseId")
      l.id AS "linkId", l.purpose AS asked, l."userId", l."caseId", v.seq, p.code
    FROM "Link" l
    JOIN "Handover" h ON h.id = l."caseId" JOIN "Person" p ON p.id = h."personId"
    LEFT JOIN "Visit" v ON l.purpose = 'visit-report' AND v.id = l."subjectId"
    LEFT JOIN "FollowUp" f ON f.id = v."followUpId"
    LEFT JOIN "Milestone" m ON l.purpose = 'mentor-request' AND m.id = l."subjectId"
    WHERE l."userId" = ANY(${userIds}::text[]) AND l."usedAt" IS NULL AND l."revokedAt" IS NULL
      AND l."expiresAt" > ${new Date(now())}
      AND (v.status IN ('planned', 'missed') AND l."userId" IN (f."mentorId", f."coverId")
        OR m.status NOT IN ('done', 'cancelled') AND h."mentorId" = l."userId")
    ORDER BY l."userId", l.purpose, l."caseId", v.seq DESC`;
}

const MEANS: Record<Said, (ctx: Context) => Record<string, unknown>> = {
  accept: () => ({ accepts: true }),
  decline: () => ({ accepts: false }),
  met: (ctx) => ({ outcome: 'met', heldOn: dayOf(ctx.now()) }),
  'not-home': (ctx) => ({ outcome: 'not-home', heldOn: dayOf(ctx.now()) }),
};

/** Gives the answer in the name of whom was asked; its link has done its work with it. */
export async function answerQuestion(
  ctx: Context,
  { asked, userId, caseId, seq, linkId }: OpenQuestion,
  said: Said,
  key: string,
): Promise<Result<unknown>> {
  const user = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } });
  const command = { 'mentor-request': answerMentorRequest, 'visit-report': reportVisit }[
    asked satisfies Asked
  ];
  const result = await command(ctx, actorOf(user), { caseId, seq, ...MEANS[said](ctx) }, key);
  if (result.kind === 'applied' || result.kind === 'saved') await useUp(ctx, linkId);
  return result;
}
