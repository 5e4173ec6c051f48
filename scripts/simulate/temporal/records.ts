import { type Day, dayOf } from '../../../domain/calendar';
import type { Channel } from '../../../domain/notice';
import { textProblems } from '../../../domain/wording/messages';
import type { PrismaClient } from '../../../prisma/client';
import type { CaseView, EscalationView, Heard, News, ReferralView } from '../engine';
import type { CaseFact, Ledger } from '../ledger';
import { factsOf, type Person, type Town } from '../town';

const day = (date: Date): Day => dayOf(date.getTime());
const time = (date: Date | null) => date?.getTime() ?? null;

/** The places, accounts and people of a town, as an administrator and the centres would have entered them. */
export async function settle(db: PrismaClient, town: Town): Promise<void> {
  const provinces = town.provinces.map(({ id, name }) => ({ id, name }));
  await db.province.createMany({ data: provinces });
  await db.commune.createMany({
    data: town.communes.map(({ id, name, provinceId }) => ({ id, name, kind: 'xã', provinceId })),
  });
  await db.centre.createMany({
    data: town.provinces.map((p) => ({ id: p.centreId, name: p.centreId, kind: 'public', provinceId: p.id })),
  });
  await db.organisation.createMany({
    data: town.provinces.flatMap((p) =>
      p.organisations.map((o) => ({ ...o, name: o.kind, provinceId: p.id })),
    ),
  });
  const communes = new Set(town.communes.map((c) => c.id));
  await db.user.createMany({
    data: [...town.accounts.values()]
      .filter((a) => !a.communeId || communes.has(a.communeId))
      .map(({ id, role, name, phone, email, provinceId, communeId, centreId, organisationId }) => ({
        ...{ id, role, name, phone, email, provinceId, communeId, centreId, organisationId },
      })),
  });
  await db.person.createMany({
    data: town.people.map((p) => ({
      ...{
        id: p.personId,
        code: p.code,
        identityKey: p.personId,
        fullName: p.name,
        sex: 'male',
        centreId: p.centreId,
      },
      ...{ foldedName: p.name.toLowerCase(), bornOn: new Date('1990-03-12'), minor: p.minor },
      communeId: p.residenceUnknown ? null : p.communeId,
    })),
  });
}

/** What the centre's start of a handover gives the engine. */
export function startOf(person: Person, town: Town) {
  const centre = [...town.accounts.values()].find((a) => a.centreId === person.centreId);
  const by = centre?.id as string;
  return {
    by,
    input: { facts: factsOf(person, by), communeId: person.residenceUnknown ? null : person.communeId },
  };
}

/** Reads the work lists that changed. */
export class Reader {
  private last = 0n;

  constructor(private readonly db: PrismaClient) {}

  async changes(): Promise<Omit<News, 'heard'>> {
    const { db } = this;
    const events = await db.timelineEvent.findMany({
      where: { id: { gt: this.last } },
      select: { id: true, key: true, caseId: true },
    });
    if (events.length === 0) return { cases: [], referrals: [] };
    for (const { id } of events) if (id > this.last) this.last = id;
    const caseIds = [...new Set(events.map((e) => e.caseId))];
    const rows = await db.handover.findMany({
      where: { id: { in: caseIds } },
      include: {
        milestones: true,
        followUp: { include: { visits: { where: { status: { in: ['planned', 'missed'] } } } } },
      },
    });
    const cases = rows.map(
      ({ id, provinceId, communeId, mentorId, status, returned, noShow, milestones, followUp }): CaseView => {
        const planned = followUp?.visits.find((v) => v.status === 'planned');
        return {
          ...{ caseId: id, provinceId, communeId, mentorId, open: status === 'open' },
          returned: returned as CaseView['returned'],
          noShow: noShow as CaseView['noShow'],
          milestones: milestones
            .sort((a, b) => a.position - b.position)
            .map((m) => ({ kind: m.kind, status: m.status, due: time(m.dueAt), owner: m.ownerRole })),
          followUp: followUp && {
            mentorId: planned?.mentorId ?? followUp.mentorId,
            open: followUp.status === 'open',
            next: followUp.nextAction,
            due: time(followUp.nextDue),
            movingTo: followUp.movingToId,
            planned: planned
              ? { seq: planned.seq, on: day(planned.plannedOn), graceEnds: planned.graceEndsAt.getTime() }
              : null,
            missed: followUp.visits
              .filter((v) => v.status === 'missed')
              .map((v) => v.seq)
              .sort((a, b) => a - b),
          },
        };
      },
    );
    const referralIds = new Set(
      events.flatMap(({ key }) => (key.startsWith('referral/') ? [key.slice(9, key.lastIndexOf('/'))] : [])),
    );
    const referrals: ReferralView[] = referralIds.size
      ? (await db.referral.findMany({ where: { id: { in: [...referralIds] } } })).map((r) => ({
          ...{ id: r.id, caseId: r.followUpId, status: r.status, communeId: r.communeId },
          organisationId: r.organisationId,
        }))
      : [];
    return { cases, referrals };
  }

  /** Whose texts and mails these are, and about what: each thing that a digest stands for is heard of. */
  async heard(providerIds: string[]): Promise<{ messages: number; heard: Heard[] }> {
    if (providerIds.length === 0) return { messages: 0, heard: [] };
    const messages = await this.db.message.findMany({
      where: { providerId: { in: providerIds } },
      include: { notice: true },
    });
    const joined = await this.db.notice.findMany({
      where: { digestId: { in: messages.map((m) => m.noticeId) } },
    });
    const heard = messages.flatMap(({ recipientId, sentAt, notice }) =>
      [notice, ...joined.filter((one) => one.digestId === notice.id)].map(
        ({ key, kind, subjectId, caseId }) => ({
          ...{ key, to: recipientId, kind, subjectId, caseId, at: time(sentAt) ?? 0 },
        }),
      ),
    );
    return { messages: messages.length, heard };
  }

  async escalation(id: string): Promise<EscalationView | null> {
    const row = await this.db.escalation.findUnique({
      where: { id },
      include: { items: { where: { closedAt: null }, orderBy: { id: 'asc' } } },
    });
    return (
      row && { ...row, items: row.items.map(({ id: item, caseId, what }) => ({ id: item, caseId, what })) }
    );
  }
}

/** Everything on record, read at the end. */
export async function readLedger(db: PrismaClient): Promise<Omit<Ledger, 'disagreements'>> {
  const [handovers, followUps, visits, escalations, messages, timeline, people, joined] = await Promise.all([
    db.handover.findMany({ include: { milestones: { where: { kind: 'arrival' } } } }),
    db.followUp.findMany(),
    db.visit.findMany(),
    db.escalation.findMany({ include: { items: true } }),
    db.message.findMany({
      where: { status: { not: 'standby' } }, // another way that was not needed
      include: { notice: { select: { kind: true, priority: true, subjectId: true } } },
    }),
    db.timelineEvent.findMany({ orderBy: { id: 'asc' } }),
    db.handover.findMany({ select: { id: true, person: { select: { fullName: true } } } }),
    db.notice.findMany({ where: { digestId: { not: null } }, select: { digestId: true, caseId: true } }),
  ]);
  const nameOf = new Map(people.map(({ id, person }) => [id, person.fullName]));
  const partsOf = new Map<bigint | null, string[]>();
  for (const { digestId, caseId } of joined)
    partsOf.set(digestId, [...(partsOf.get(digestId) ?? []), nameOf.get(caseId) ?? '']);
  const namesIn = (caseId: string, noticeId: bigint) =>
    [nameOf.get(caseId) ?? '', ...(partsOf.get(noticeId) ?? [])].filter(Boolean);
  const owner = (row: {
    ownerRole: string | null;
    ownerId: string | null;
    nextDue: Date | null;
    closedAt: Date | null;
  }) => ({
    ...{
      ownerRole: row.ownerRole,
      ownerId: row.ownerId,
      nextDue: time(row.nextDue),
      closedAt: time(row.closedAt),
    },
  });
  return {
    cases: [
      ...handovers.map(
        (h): CaseFact => ({
          ...{ caseId: h.id, process: 'handover', open: h.status === 'open', endDay: day(h.endOn) },
          ...owner(h),
          arrivedAt: time(h.milestones[0]?.doneAt ?? null),
        }),
      ),
      ...followUps.map(
        (f): CaseFact => ({
          ...{ caseId: f.id, process: 'follow-up', open: f.status === 'open' },
          ...owner(f),
        }),
      ),
    ],
    visits: visits.map((v) => ({
      ...{
        id: v.id,
        caseId: v.followUpId,
        seq: v.seq,
        mentorId: v.mentorId,
        on: day(v.plannedOn),
        status: v.status,
      },
      ...{ graceEnds: v.graceEndsAt.getTime(), outcome: v.outcome, reportedAt: time(v.reportedAt) },
      heldOn: v.heldOn && day(v.heldOn),
    })),
    escalations: escalations.map((e) => ({
      ...{ id: e.id, kind: e.kind, communeId: e.communeId, status: e.status },
      responsible: e.responsibleId ?? e.responsibleRole,
      ...{ raisedAt: e.raisedAt.getTime(), resolvedAt: time(e.resolvedAt) },
      items: e.items.map((i) => ({
        ...{ id: i.id, caseId: i.caseId, dueAt: i.dueAt.getTime(), closedAt: time(i.closedAt) },
      })),
    })),
    messages: messages.map((m) => ({
      ...{
        key: m.key,
        channel: m.channel,
        recipientId: m.recipientId,
        caseId: m.caseId,
        segments: m.segments,
      },
      ...{ kind: m.notice.kind, priority: m.notice.priority as 'routine', subjectId: m.notice.subjectId },
      at: time(m.sentAt),
      exposes: textProblems(m.body, namesIn(m.caseId, m.noticeId), m.channel as Channel),
    })),
    timeline: timeline.map(({ key, caseId, kind, at }) => ({ key, caseId, kind, at: at.getTime() })),
  };
}
