import { hash } from '@node-rs/argon2';
import type { Express } from 'express';
import pino from 'pino';
import request from 'supertest';
import { createApp } from '../../api/app';
import { type Context, openContext } from '../../api/context';
import type { AdoptionChanges } from '../../domain/adoption';
import { addDays, at, type Day, dayOf, endOfDay, type Instant } from '../../domain/calendar';
import { ASKED_OF_ALL, type MilestoneKind, milestoneId, OWNER } from '../../domain/handover';
import { type LinkPurpose, signLink } from '../../domain/link';
import { policyInForce } from '../../domain/policy';
import { fold } from '../../domain/vietnamese';
import { openDatabase, type Prisma, type PrismaClient } from '../../prisma/client';
import type { Delivery } from '../../workflows/client';

export const NOW: Instant = at('2026-11-23', '09:00'); // a Monday
export const TODAY: Day = dayOf(NOW);
export const PASSWORD = 'cau treo qua suoi';
export const HOSTILE = '<script>alert(1)</script> & "Lò" \'Thương\'';
const SECRET = 'a secret of at least thirty-two characters';

export const PEOPLE = {
  centre: { role: 'centre', name: 'Cầm Thị Nết', centreId: 'CS1' },
  officer: { role: 'commune', name: 'Hà Văn Sáng', communeId: 'MS' },
  farOfficer: { role: 'commune', name: 'Tòng Văn Xa', communeId: 'TH' },
  mentor: { role: 'mentor', name: 'Quàng Thị Hoa', communeId: 'MS', phone: '+84900000011' },
  otherMentor: { role: 'mentor', name: 'Lù Văn Bình', communeId: 'MS', phone: '+84900000012' },
  supervisor: { role: 'supervisor', name: 'Đinh Thị Lan', communeId: 'MS', phone: '+84900000013' },
  province: { role: 'supervisor', name: 'Vì Văn Trọng', phone: '+84900000014' },
  partner: { role: 'partner', name: 'Mùi Thị Dung', organisationId: 'school', phone: '+84900000015' },
  admin: { role: 'admin', name: 'Lê Văn Quản' },
} as const;
export type Somebody = keyof typeof PEOPLE;

/** A small place with a case in every state, as the read model shows it; the engine is a stand-in that remembers. */
export class Town {
  /** What the engine was asked, and what it answers next. */
  readonly asked: { workflowId: string; update: string; args: Record<string, unknown> }[] = [];
  answer: Delivery = { kind: 'applied' };
  /** What every process says would change for it under other rules; null: it does not answer. */
  changes: AdoptionChanges | null = { dates: [], notices: [] };
  readonly users = {} as Record<Somebody, string>;

  private constructor(
    readonly ctx: Context & { close(): Promise<void> },
    readonly app: Express,
    readonly db: PrismaClient,
  ) {}

  static async open(databaseUrl: string, now: () => Instant = () => NOW): Promise<Town> {
    const db = openDatabase(databaseUrl, 4);
    let town: Town;
    const engine = {
      update: async (workflowId: string, update: string, args: object) => {
        town.asked.push({ workflowId, update, args: args as Record<string, unknown> });
        return town.answer;
      },
      startHandover: async () => town.answer,
      adoptionPreview: async () => town.changes,
      pokeCourier: async () => {},
    } as unknown as Context['engine'];
    const config = {
      databaseUrl,
      temporalAddress: '127.0.0.1:1',
      temporalNamespace: 'default',
      port: 0,
      publicUrl: 'http://127.0.0.1:3000',
      secret: SECRET,
      phonesUrl: 'http://127.0.0.1:3001',
      smsPrice: 800,
      logLevel: 'silent',
    };
    const ctx = openContext(config, { db, engine, log: pino({ level: 'silent' }), now });
    town = new Town(ctx, createApp(ctx), db);
    await town.settle();
    return town;
  }

  close(): Promise<void> {
    return this.ctx.close();
  }

  /** A browser somebody has signed in with. */
  async signIn(who: Somebody) {
    const browser = request.agent(this.app);
    await browser
      .post('/sign-in')
      .type('form')
      .send({ _key: 'sign-in-key', email: `${who.toLowerCase()}@nhipcau.example`, password: PASSWORD })
      .expect(303);
    return browser;
  }

  /** The token of a one-time link to this person. */
  async link(
    purpose: LinkPurpose,
    who: Somebody,
    subjectId: string,
    caseId: string,
    expiresAt = new Date(NOW + 86_400_000),
  ): Promise<string> {
    const id = `${purpose.slice(0, 3)}${Math.abs(hashCode(`${who}${subjectId}`)).toString(36)}`.padEnd(
      10,
      'x',
    );
    const link = await this.db.link.upsert({
      where: { purpose_userId_subjectId: { purpose, userId: this.users[who], subjectId } },
      create: { id, purpose, userId: this.users[who], subjectId, caseId, expiresAt },
      update: { expiresAt, usedAt: null },
    });
    return signLink(SECRET, link);
  }

  /** A person on the way home; milestones up to `done` are recorded. */
  async handover(about: {
    id: string;
    name: string;
    commune?: string | null;
    done?: MilestoneKind[];
    open?: MilestoneKind[];
    overdue?: MilestoneKind[];
    next: MilestoneKind;
    mentor?: Somebody;
    owner: Somebody;
    endOn?: Day;
    due?: Day;
    /** What the row says beside its steps. */
    standing?: Prisma.HandoverUpdateInput;
  }) {
    const {
      id,
      name,
      commune = 'MS',
      done = [],
      open = [],
      overdue = [],
      next,
      mentor,
      owner,
      endOn = addDays(TODAY, 40),
      due = addDays(TODAY, 2),
      standing,
    } = about;
    const person = await this.db.person.create({
      data: {
        code: id
          .replace(/[^a-z0-9]/gi, '')
          .slice(0, 5)
          .toUpperCase(),
        identityKey: id,
        fullName: name,
        foldedName: fold(name),
        bornOn: new Date('1990-03-12'),
        sex: 'male',
        phone: '+84912345678',
        relativeName: 'Lò Thị Mẹ',
        address: 'Bản Nà Sản',
        caseNumber: `CS1-2026-${id}`,
        centreId: 'CS1',
        communeId: commune,
      },
    });
    await this.db.handover.create({
      data: {
        id,
        personId: person.id,
        centreId: 'CS1',
        communeId: commune,
        provinceId: '14',
        treatment: 'compulsory',
        endOn: new Date(endOn),
        status: 'open',
        mentorId: mentor ? this.users[mentor] : null,
        policy: policyInForce(TODAY) as object,
        ownerRole: PEOPLE[owner].role,
        ownerId: this.users[owner],
        nextAction: next,
        nextDue: new Date(endOfDay(due)),
        startedAt: new Date(NOW - 86_400_000),
      },
    });
    if (standing) await this.db.handover.update({ where: { id }, data: standing });
    await this.db.milestone.createMany({
      data: ASKED_OF_ALL.map((kind, position) => {
        const status = done.includes(kind)
          ? 'done'
          : overdue.includes(kind)
            ? 'overdue'
            : open.includes(kind)
              ? 'open'
              : 'waiting';
        return {
          id: milestoneId(id, kind),
          handoverId: id,
          kind,
          position,
          ownerRole: OWNER[kind],
          status,
          dueAt: status === 'waiting' ? null : new Date(endOfDay(due)),
          doneAt: status === 'done' ? new Date(NOW - 3_600_000) : null,
          doneById: status === 'done' ? this.users.officer : null,
        };
      }),
    });
    await this.db.timelineEvent.create({
      data: {
        key: `handover/${id}/1`,
        caseId: id,
        kind: 'handover-started',
        at: new Date(NOW - 86_400_000),
        byId: this.users.centre,
      },
    });
    return person;
  }

  private async settle(): Promise<void> {
    const { db, users } = this;
    await db.province.create({ data: { id: '14', name: 'Sơn La' } });
    await db.commune.createMany({
      data: [
        { id: 'MS', name: 'Mai Sơn', kind: 'xã', provinceId: '14' },
        { id: 'TH', name: 'Tô Hiệu', kind: 'phường', provinceId: '14' },
      ],
    });
    await db.centre.create({ data: { id: 'CS1', name: 'Cơ sở số 1', kind: 'public', provinceId: '14' } });
    await db.organisation.create({
      data: { id: 'school', name: 'Trường nghề Nà Sản', kind: 'school', provinceId: '14' },
    });
    const passwordHash = await hash(PASSWORD, { memoryCost: 1024, timeCost: 1 });
    for (const [who, account] of Object.entries(PEOPLE)) {
      const provinceId = account.role === 'admin' ? null : '14';
      const user = await db.user.create({
        data: { ...account, provinceId, email: `${who.toLowerCase()}@nhipcau.example`, passwordHash },
      });
      users[who as Somebody] = user.id;
    }
    await this.handover({
      id: 'waiting',
      name: HOSTILE,
      done: ['residence', 'notice'],
      open: ['proposal', 'certificate', 'arrival'],
      next: 'proposal',
      owner: 'officer',
    });
    await this.handover({
      id: 'decide',
      name: 'Vàng A Páo',
      done: ['residence', 'notice', 'proposal'],
      open: ['certificate', 'arrival'],
      overdue: ['decision'],
      next: 'decision',
      owner: 'officer',
      due: addDays(TODAY, -3),
    });
    await this.handover({
      id: 'asked',
      name: 'Hoàng Thị Mận',
      done: ['residence', 'notice', 'proposal', 'decision'],
      open: ['mentor', 'certificate', 'arrival'],
      next: 'mentor',
      mentor: 'mentor',
      owner: 'mentor',
    });
    await this.handover({
      id: 'nowhere',
      name: 'Giàng A Tủa',
      commune: null,
      open: ['residence', 'certificate', 'arrival'],
      next: 'residence',
      owner: 'centre',
    });
    await this.handover({
      id: 'told',
      name: 'Cà Thị Mới',
      done: ['residence', 'notice'],
      open: ['plan', 'acceptance', 'certificate', 'arrival'],
      next: 'acceptance',
      owner: 'officer',
      standing: { standing: 'awaiting-acceptance', accountableRole: 'centre', accountableId: users.centre },
    });
    await this.handover({
      id: 'back',
      name: 'Lò Thị Trở',
      done: ['residence'],
      open: ['notice', 'plan', 'certificate', 'arrival'],
      next: 'notice',
      owner: 'centre',
      standing: { standing: 'returned', returned: 'incomplete-file', accountableRole: 'centre' },
    });
    await this.handover({
      id: 'away',
      name: 'Giàng Thị Vắng',
      done: ['residence', 'notice', 'acceptance', 'proposal', 'decision', 'mentor', 'certificate', 'handout'],
      overdue: ['arrival'],
      next: 'arrival',
      owner: 'officer',
      standing: { standing: 'not-arrived', noShow: 'look-at-home', nextAction: 'no-show-look-at-home' },
    });
    await this.handover({
      id: 'far',
      name: 'Người Phường Khác',
      commune: 'TH',
      done: ['residence', 'notice'],
      open: ['proposal'],
      next: 'proposal',
      owner: 'farOfficer',
    });
    await this.handover({
      id: 'home',
      name: 'Lò Văn Thương',
      done: [...ASKED_OF_ALL],
      next: 'arrival',
      mentor: 'mentor',
      owner: 'officer',
      endOn: addDays(TODAY, -21),
    });
    await this.comeHome('home');
  }

  /** The follow-up of a person at home: one visit reported, one missed, one planned; a referral, an escalation, messages. */
  private async comeHome(id: string): Promise<void> {
    const { db, users } = this;
    const day = (offset: number) => new Date(addDays(TODAY, offset));
    await db.handover.update({
      where: { id },
      data: {
        status: 'completed',
        ownerRole: null,
        ownerId: null,
        nextAction: null,
        nextDue: null,
        closedAt: day(-20),
      },
    });
    await db.followUp.create({
      data: {
        id,
        communeId: 'MS',
        provinceId: '14',
        mentorId: users.mentor,
        status: 'open',
        startsOn: day(-20),
        endsOn: day(700),
        ownerRole: 'mentor',
        ownerId: users.mentor,
        nextAction: 'visit',
        nextDue: new Date(endOfDay(addDays(TODAY, 1))),
      },
    });
    const visit = { followUpId: id, mentorId: users.mentor };
    await db.visit.createMany({
      data: [
        {
          ...visit,
          id: `${id}/v1`,
          seq: 1,
          status: 'reported',
          plannedOn: day(-13),
          graceEndsAt: day(-9),
          outcome: 'met',
          heldOn: day(-13),
          note: 'Đang tìm việc, gia đình vui.',
          needs: ['training'],
          reportedAt: day(-13),
          reportedById: users.mentor,
        },
        { ...visit, id: `${id}/v2`, seq: 2, status: 'missed', plannedOn: day(-6), graceEndsAt: day(-2) },
        { ...visit, id: `${id}/v3`, seq: 3, status: 'planned', plannedOn: day(1), graceEndsAt: day(5) },
      ],
    });
    const referral = {
      followUpId: id,
      visitId: `${id}/v1`,
      provinceId: '14',
      communeId: 'MS',
      requesterId: users.mentor,
    };
    await db.referral.create({
      data: {
        ...referral,
        id: `${id}/v1/training`,
        kind: 'training',
        status: 'requested',
        organisationId: 'school',
        ownerRole: 'partner',
        ownerId: users.partner,
        nextAction: 'referral-requested',
        nextDue: new Date(endOfDay(addDays(TODAY, 3))),
        requestedAt: day(-13),
      },
    });
    await db.escalation.create({
      data: {
        id: 'esc',
        openKey: 'MS/mentor',
        kind: 'visit-missed',
        provinceId: '14',
        communeId: 'MS',
        responsibleId: users.mentor,
        responsibleRole: 'mentor',
        status: 'open',
        ownerId: users.supervisor,
        nextDue: new Date(NOW + 7_200_000),
        raisedAt: day(-2),
        items: { create: [{ id: `${id}/v2`, caseId: id, what: 'visit', dueAt: day(-2) }] },
      },
    });
    await db.timelineEvent.createMany({
      data: [
        { key: `follow-up/${id}/1`, caseId: id, kind: 'follow-up-started', at: day(-20) },
        { key: `follow-up/${id}/2`, caseId: id, kind: 'visit-reported', at: day(-13), byId: users.mentor },
        { key: `follow-up/${id}/3`, caseId: id, kind: 'visit-missed', at: day(-2), data: { visit: '2' } },
        { key: 'escalation/esc/1', caseId: id, kind: 'escalation-raised', at: day(-2) },
      ],
    });
    const notice = await db.notice.create({
      data: {
        key: `${id}/v2/reminder`,
        scope: `follow-up/${id}`,
        provinceId: '14',
        kind: 'visit-reminder',
        priority: 'routine',
        channels: ['sms'],
        recipientId: users.mentor,
        caseId: id,
        subjectId: `${id}/v2`,
        notBefore: day(-7),
        expiresAt: day(-2),
        collapseKey: id,
        status: 'sent',
      },
    });
    await db.message.create({
      data: {
        key: `${id}/v2/reminder/sms`,
        noticeId: notice.id,
        provinceId: '14',
        channel: 'sms',
        recipientId: users.mentor,
        caseId: id,
        to: PEOPLE.mentor.phone,
        body: 'Nhip cau: SECRET-TOKEN-IN-BODY http://127.0.0.1:3000/l/abc.def',
        segments: 1,
        status: 'delivered',
        tryAt: day(-7),
        sentAt: day(-7),
      },
    });
  }
}

/** The hidden fields of a page, the last of each name. */
export const fieldsOf = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]),
  );

function hashCode(text: string): number {
  let code = 0;
  for (const char of text) code = (code * 31 + char.charCodeAt(0)) | 0;
  return code;
}
