import { meetingId } from '../../domain/club';
import type { Db } from '../../prisma/client';
import type { ClubActivities, ClubStep } from '../contract';
import { type RecordDeps, recordStep } from './step';
import { wordsOf } from './words';

export function clubActivities(deps: RecordDeps): ClubActivities {
  return {
    async recordClub(step: ClubStep): Promise<void> {
      await recordStep(deps, step, async (tx, owner) => {
        const { caseId: id, rhythm, leaderId, closed, revision } = step;
        await tx.club.update({
          where: { id },
          data: {
            ...{ ...owner, rhythm, leaderId, revision },
            status: closed ? 'closed' : 'open',
            closedAt: closed ? new Date(step.at) : null,
          },
        });
        if (step.meeting) await writeMeeting(tx, step, step.meeting);
        if (step.silent)
          await tx.clubMeeting.update({
            where: { id: meetingId(id, step.silent) },
            data: { status: 'unreported' },
          });
        await plan(tx, step);
      });
    },
  };
}

/** The one planned meeting of a club; another that was planned ahead has moved away. */
async function plan(tx: Db, { caseId: clubId, planned }: ClubStep): Promise<void> {
  const id = planned && meetingId(clubId, planned);
  await tx.clubMeeting.deleteMany({ where: { clubId, status: 'planned', ...(id && { id: { not: id } }) } });
  if (!id) return;
  await tx.clubMeeting.createMany({
    data: [{ id, clubId, plannedOn: new Date(planned), status: 'planned' }],
    skipDuplicates: true,
  });
}

/** Who came, of those who were members on that day; they are counted then, whatever changes later. */
async function writeMeeting(
  tx: Db,
  { caseId: clubId, at, by, submissionId }: ClubStep,
  { on, held, heldOn, present, guests, late }: NonNullable<ClubStep['meeting']>,
): Promise<void> {
  const id = meetingId(clubId, on);
  const day = new Date(heldOn);
  const members = held
    ? await tx.clubMember.findMany({
        where: { clubId, joinedOn: { lte: day }, OR: [{ leftOn: null }, { leftOn: { gt: day } }] },
        select: { id: true },
      })
    : [];
  const came = members.filter((member) => present.includes(member.id));
  const data = {
    status: held ? 'held' : 'cancelled',
    heldOn: held ? day : null,
    members: held ? members.length : null,
    present: held ? came.length : null,
    guests: held ? guests : 0,
    topic: (await wordsOf(tx, submissionId, 'topic')) ?? undefined,
    late,
    reportedAt: new Date(at),
    reportedById: by,
  };
  await tx.clubMeeting.upsert({
    where: { id },
    create: { ...data, id, clubId, plannedOn: new Date(on) },
    update: data,
  });
  await tx.clubAttendance.createMany({
    data: came.map((member) => ({ meetingId: id, memberId: member.id })),
    skipDuplicates: true,
  });
}
