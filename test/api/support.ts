import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { hash } from '@node-rs/argon2';
import pino from 'pino';
import request from 'supertest';
import { createApp } from '../../api/app';
import type { Config } from '../../api/config';
import { type Context, openContext } from '../../api/context';
import type { AdoptionChanges } from '../../domain/adoption';
import { addDays, at, type Day, type Instant } from '../../domain/calendar';
import { ASKED_OF_ALL, type MilestoneKind, OWNER } from '../../domain/handover';
import { signLink } from '../../domain/link';
import { policyInForce } from '../../domain/policy';
import { fold } from '../../domain/vietnamese';
import type { PrismaClient } from '../../prisma/client';
import type { Delivery } from '../../workflows/client';
import { freshDatabase } from '../support/real-parts';

export const TODAY: Day = '2026-11-23';
export const NOW: Instant = at(TODAY, '09:00');
export const PASSWORD = 'mat khau cua ban demo';
export const SECRET = 'a secret of at least thirty-two characters';
export const TWILIO_TOKEN = 'twilio-token';

/** Stands for the workflows: records what it is told and answers as it is set to. */
export class FakeEngine {
  readonly told: { workflowId: string; name: string; args: Record<string, unknown>; id: string }[] = [];
  answer: Delivery = { kind: 'applied' };
  async update(workflowId: string, name: string, args: unknown, id: string): Promise<Delivery> {
    this.told.push({ workflowId, name, args: args as Record<string, unknown>, id });
    return this.answer;
  }
  changes: AdoptionChanges | null = { dates: [], notices: [] };
  async adoptionPreview(): Promise<AdoptionChanges | null> {
    return this.changes;
  }
  async pokeCourier(): Promise<void> {}
  async startHandover(): Promise<Delivery> {
    return this.answer;
  }
}

export interface TestApi {
  ctx: Context;
  db: PrismaClient;
  engine: FakeEngine;
  app: ReturnType<typeof createApp>;
  /** Every line the app logged. */
  lines: string[];
  users: Record<string, string>;
  clock: { now: Instant };
  stop(): Promise<void>;
}

export function configOf(databaseUrl: string, more: Partial<Config> = {}): Config {
  return {
    databaseUrl,
    temporalAddress: '127.0.0.1:1',
    temporalNamespace: 'default',
    port: 0,
    publicUrl: 'http://nhipcau.test',
    secret: SECRET,
    twilioAuthToken: TWILIO_TOKEN,
    logLevel: 'info',
    ...more,
  };
}

/** The app on a real database of its own, with two provinces of people and no engine behind it. */
export async function testApi(given: Partial<Context> = {}, config: Partial<Config> = {}): Promise<TestApi> {
  const engine = new FakeEngine();
  const lines: string[] = [];
  const clock = { now: NOW };
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const ctx = openContext(configOf(await freshDatabase(), config), {
    engine: engine as never,
    log,
    now: () => clock.now,
    ...given,
  });
  const users = await populate(ctx.db);
  return { ctx, db: ctx.db, engine, app: createApp(ctx), lines, users, clock, stop: ctx.close };
}

/** Signs in and gives back an agent whose posts carry what they must. */
export async function signedIn(app: HttpServer | TestApi['app'], email: string, password = PASSWORD) {
  const agent = request.agent(app);
  const answer = await agent
    .post('/api/v1/sessions')
    .set('Idempotency-Key', randomUUID())
    .send({ email: `${email}@nhipcau.example`, password });
  if (answer.status !== 201)
    throw new Error(`sign-in of ${email}: ${answer.status} ${JSON.stringify(answer.body)}`);
  const csrf: string = answer.body.csrfToken;
  return {
    agent,
    csrf,
    get: (path: string) => agent.get(path),
    post: (path: string, body: object = {}, key: string = randomUUID()) =>
      agent.post(path).set('Idempotency-Key', key).set('X-CSRF-Token', csrf).send(body),
    patch: (path: string, body: object = {}) => agent.patch(path).set('X-CSRF-Token', csrf).send(body),
    upload: (content: Buffer | string, name: string, key: string = randomUUID()) =>
      agent
        .post('/api/v1/imports')
        .set('Idempotency-Key', key)
        .set('X-CSRF-Token', csrf)
        .attach('file', Buffer.from(content), name),
  };
}

/** Accounts of both provinces; each signs in as <key>@nhipcau.example. */
const ACCOUNTS = {
  centre: { role: 'centre', centreId: 'CS1', provinceId: '14' },
  'other-centre': { role: 'centre', centreId: 'CS2', provinceId: '01' },
  commune: { role: 'commune', communeId: '14-mai-son', provinceId: '14' },
  'other-commune': { role: 'commune', communeId: '14-yen-chau', provinceId: '14' },
  mentor: { role: 'mentor', communeId: '14-mai-son', provinceId: '14' },
  'other-mentor': { role: 'mentor', communeId: '14-mai-son', provinceId: '14' },
  supervisor: { role: 'supervisor', communeId: '14-mai-son', provinceId: '14' },
  province: { role: 'supervisor', provinceId: '14' },
  'other-province': { role: 'supervisor', provinceId: '01' },
  partner: { role: 'partner', organisationId: 'school-14', provinceId: '14' },
  'other-partner': { role: 'partner', organisationId: 'fund-14', provinceId: '14' },
  admin: { role: 'admin' },
} as const;
export type Account = keyof typeof ACCOUNTS;

async function populate(db: PrismaClient): Promise<Record<string, string>> {
  await db.province.createMany({
    data: [
      { id: '14', name: 'Sơn La' },
      { id: '01', name: 'Hà Nội' },
    ],
  });
  await db.commune.createMany({
    data: [
      { id: '14-mai-son', name: 'Mai Sơn', kind: 'xã', provinceId: '14' },
      { id: '14-yen-chau', name: 'Yên Châu', kind: 'xã', provinceId: '14' },
      { id: '01-ha-dong', name: 'Hà Đông', kind: 'phường', provinceId: '01' },
    ],
  });
  await db.centre.createMany({
    data: [
      { id: 'CS1', name: 'Cơ sở số 1', kind: 'public', provinceId: '14' },
      { id: 'CS2', name: 'Cơ sở số 2', kind: 'private', provinceId: '01' },
    ],
  });
  await db.organisation.createMany({
    data: [
      { id: 'school-14', name: 'Trường nghề', kind: 'school', provinceId: '14' },
      { id: 'fund-14', name: 'Quỹ vốn', kind: 'fund', provinceId: '14' },
    ],
  });
  const passwordHash = await hash(PASSWORD, { memoryCost: 4096, timeCost: 1 });
  const names = Object.keys(ACCOUNTS) as Account[];
  await db.user.createMany({
    data: names.map((name, i) => ({
      ...ACCOUNTS[name],
      id: `user-${name}`,
      name: `Người ${name}`,
      email: `${name}@nhipcau.example`,
      phone: `+8490000${String(1000 + i)}`,
      passwordHash,
      createdAt: new Date(NOW - (names.length - i) * 1000),
    })),
  });
  return Object.fromEntries(names.map((name) => [name, `user-${name}`]));
}

let people = 0;

/** A case as the activities would have recorded it. */
export async function aCase(
  db: PrismaClient,
  about: {
    name?: string;
    communeId?: string | null;
    centreId?: string;
    provinceId?: string;
    mentorId?: string | null;
    done?: MilestoneKind[];
    open?: MilestoneKind[];
    followUp?: boolean;
    startedAt?: Instant;
    handoverMentorId?: string | null;
  } = {},
): Promise<string> {
  const {
    name = 'Lường Văn Mẫu',
    communeId = '14-mai-son',
    centreId = 'CS1',
    provinceId = '14',
    mentorId = null,
    done = [],
    open = [],
    followUp = false,
  } = about;
  const id = randomUUID();
  people += 1;
  const person = await db.person.create({
    data: {
      code: `T${String(people).padStart(4, '0')}`,
      identityKey: id,
      fullName: name,
      foldedName: fold(name),
      bornOn: new Date('1990-03-12'),
      sex: 'male',
      phone: '+84912345678',
      centreId,
      communeId,
    },
  });
  const due = new Date(at(addDays(TODAY, 5), '24:00'));
  await db.handover.create({
    data: {
      id,
      personId: person.id,
      centreId,
      communeId,
      provinceId,
      treatment: 'compulsory',
      endOn: new Date(addDays(TODAY, 20)),
      status: followUp ? 'completed' : 'open',
      mentorId: about.handoverMentorId === undefined ? mentorId : about.handoverMentorId,
      policy: policyInForce(TODAY) as object,
      ownerRole: followUp ? null : 'commune',
      nextAction: followUp ? null : (open[0] ?? 'proposal'),
      nextDue: followUp ? null : due,
      startedAt: new Date(about.startedAt ?? NOW),
      milestones: {
        create: ASKED_OF_ALL.map((kind, position) => ({
          id: `${id}/${kind}`,
          kind,
          position,
          ownerRole: OWNER[kind],
          status: followUp || done.includes(kind) ? 'done' : open.includes(kind) ? 'open' : 'waiting',
          dueAt: open.includes(kind) ? due : null,
        })),
      },
      ...(followUp && {
        followUp: {
          create: {
            communeId: communeId as string,
            provinceId,
            mentorId,
            status: 'open',
            startsOn: new Date(addDays(TODAY, -8)),
            endsOn: new Date(addDays(TODAY, 700)),
            ownerRole: 'mentor',
            ownerId: mentorId,
            nextAction: 'visit',
            nextDue: due,
            visits: {
              create: [
                {
                  id: `${id}/v1`,
                  seq: 1,
                  mentorId,
                  status: 'missed',
                  plannedOn: new Date(addDays(TODAY, -6)),
                  graceEndsAt: new Date(NOW - 1000),
                },
                {
                  id: `${id}/v2`,
                  seq: 2,
                  mentorId,
                  status: 'planned',
                  plannedOn: new Date(addDays(TODAY, 1)),
                  graceEndsAt: due,
                },
              ],
            },
          },
        },
      }),
    },
  });
  return id;
}

export async function aReferral(
  db: PrismaClient,
  caseId: string,
  about: { organisationId?: string | null; status?: string } = {},
): Promise<string> {
  const id = `${caseId}/v1/training`;
  const { organisationId = 'school-14', status = 'requested' } = about;
  await db.referral.create({
    data: {
      id,
      followUpId: caseId,
      visitId: `${caseId}/v1`,
      kind: 'training',
      status,
      provinceId: '14',
      communeId: '14-mai-son',
      requesterId: 'user-mentor',
      organisationId,
      ownerRole: 'partner',
      nextAction: `referral-${status}`,
      nextDue: new Date(NOW + 86_400_000),
      requestedAt: new Date(NOW),
    },
  });
  return id;
}

export async function anEscalation(
  db: PrismaClient,
  caseId: string,
  about: { communeId?: string; provinceId?: string; status?: string } = {},
): Promise<string> {
  const { communeId = '14-mai-son', provinceId = '14', status = 'open' } = about;
  const row = await db.escalation.create({
    data: {
      kind: 'visit-missed',
      provinceId,
      communeId,
      responsibleId: 'user-mentor',
      responsibleRole: 'mentor',
      status,
      raisedAt: new Date(NOW - 3 * 86_400_000),
      nextDue: new Date(NOW),
      items: {
        create: [{ id: `${caseId}/v1`, caseId, what: 'visit', dueAt: new Date(NOW - 3 * 86_400_000) }],
      },
    },
  });
  return row.id;
}

/** A link as the dispatcher would have sent it; gives back its token. */
export async function aLink(
  db: PrismaClient,
  about: {
    purpose: string;
    userId: string;
    caseId: string;
    subjectId: string;
    expiresAt?: Date;
    id?: string;
  },
): Promise<string> {
  const link = await db.link.create({
    data: {
      id: randomUUID().replaceAll('-', '').slice(0, 10),
      expiresAt: new Date(NOW + 14 * 86_400_000),
      ...about,
    },
  });
  return signLink(SECRET, link);
}
