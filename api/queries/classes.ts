import { may } from '../../domain/permission';
import { whoOf } from '../../domain/wording/messages';
import type { Context } from '../context';
import type { Actor } from '../session';
import { referralsOf } from './where';

/** People who learn together: the same provider, trade, course and days. */
export interface ClassView {
  key: string;
  trade: string;
  course: string | null;
  trainees: { id: string; name: string }[];
}

/** The classes whose attendance the asker may tell, each with who learns in it now. */
export async function runningClasses(ctx: Context, actor: Actor): Promise<ClassView[]> {
  const rows = await ctx.db.referral.findMany({
    where: {
      AND: [
        referralsOf(actor),
        { status: 'in-progress', training: { status: { in: ['enrolled', 'attending'] } } },
      ],
    },
    include: {
      training: true,
      followUp: {
        select: {
          mentorId: true,
          coverId: true,
          handover: { select: { person: { select: { fullName: true, code: true } } } },
        },
      },
    },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
    take: 500,
  });
  const classes = new Map<string, ClassView>();
  for (const { training, followUp, ...row } of rows) {
    const { mentorId, coverId, handover } = followUp;
    if (!training || !may(actor, 'tell-training', { ...row, mentorId, coverId })) continue;
    const { trade, course, providerId, startsOn } = training;
    const key = [providerId, trade, course, startsOn.toISOString().slice(0, 10)].join('|');
    const { fullName, code } = handover.person;
    const one = classes.get(key) ?? { key, trade, course, trainees: [] };
    one.trainees.push({ id: row.id, name: `${fullName} · ${whoOf(fullName, code)}` });
    classes.set(key, one);
  }
  return [...classes.values()];
}
