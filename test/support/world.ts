import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { smtpGateway } from '../../activities/messages/smtp';
import { twilioGateway } from '../../activities/messages/twilio';
import { addDays, at, type Day, dayOf, weekday } from '../../domain/calendar';
import type { CentreKind, HandoverFacts, Treatment } from '../../domain/handover';
import { policyInForce } from '../../domain/policy';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { Mailbox, TwilioStandIn } from '../../scripts/phones';
import { TimeSkipping } from '../../scripts/time-skipping';
import { workerOptions } from '../../worker/run';
import { Engine } from '../../workflows/client';
import { type UpdateName, type Updates, workflowId } from '../../workflows/contract';
import { freshDatabase, workflowBundle } from './real-parts';

export const PROVINCE = '14';
export const COMMUNE = '14-mai-son';
export const SECRET = 'a secret of at least thirty-two characters';
export const PUBLIC_URL = 'http://127.0.0.1:3000';

/** The people every test has: one per role, each with a phone of their own. */
export const PHONES = {
  officer: '+84900000001',
  mentor: '+84900000002',
  otherMentor: '+84900000003',
  communeSupervisor: '+84900000004',
  provinceSupervisor: '+84900000005',
  partner: '+84900000006',
} as const;
export type Who = keyof typeof PHONES | 'centre';

/**
 * Every test begins on this Monday at 09:00 in Vietnam, whatever the day it runs on: inside the sending hours, with a
 * working week and more than two months without a holiday ahead. A server's clock only goes forward, so it lies ahead.
 */
const FIRST_DAY: Day = '2030-09-09';

/** A small commune with everything real but the clock: workflows and activities, PostgreSQL, SMS over HTTP, e-mail over SMTP. */
export class World {
  private constructor(
    readonly engine: TimeSkipping,
    readonly db: PrismaClient,
    readonly twilio: TwilioStandIn,
    readonly mailbox: Mailbox,
    readonly people: Record<Who, string>,
    private readonly work: () => Promise<void>,
  ) {
    this.door = new Engine(engine.client);
  }

  private readonly door: Engine;

  /** @param more `maxCachedWorkflows: 0` for a world whose workers will be away, see `outage`. */
  static async start(more: { maxCachedWorkflows?: number } = {}): Promise<World> {
    const engine = await TimeSkipping.start();
    const db = openDatabase(await freshDatabase());
    const twilio = new TwilioStandIn({ accountSid: 'AC0', authToken: 'token' });
    await twilio.start();
    const mailbox = new Mailbox();
    await mailbox.start();
    const people = await settle(db);
    const options = workerOptions({
      client: engine.client,
      db,
      bundle: await workflowBundle(),
      publicUrl: PUBLIC_URL,
      secret: SECRET,
      now: () => Context.current().info.currentAttemptScheduledTimestampMs,
      gateways: [
        twilioGateway({
          accountSid: 'AC0',
          authToken: 'token',
          from: 'NhipCau',
          baseUrl: twilio.url,
          timeoutMs: 5_000,
          maxConcurrent: 10,
        }),
        smtpGateway({ url: mailbox.url, from: 'nhipcau@example.test' }),
      ],
    });
    const work = async () => {
      for (const o of options) await engine.work({ ...o, ...more });
    };
    await work();
    const world = new World(engine, db, twilio, mailbox, people, work);
    await engine.skipTo(new Date(at(FIRST_DAY, '09:00')));
    return world;
  }

  async stop(): Promise<void> {
    await this.engine.stop();
    await this.db.$disconnect();
    await this.twilio.stop();
    await this.mailbox.stop();
  }

  /** The next Monday at 09:00, for a test that goes on in a world others have used. */
  async mondayMorning(): Promise<void> {
    let day = addDays(await this.today(), 1);
    while (weekday(day) !== 1) day = addDays(day, 1);
    await this.engine.skipTo(new Date(at(day, '09:00')));
  }

  /** No worker is there until `back`; then what fell due falls upon them at once. */
  async outage(back: Date): Promise<void> {
    await this.engine.settle();
    await this.engine.rest();
    await this.engine.skipAlone(back);
    await this.work();
  }

  async today(): Promise<Day> {
    return dayOf((await this.engine.now()).getTime());
  }

  /** Accepts a person and starts their handover; `endIn` days from today. */
  async handOver(
    about: {
      endIn?: number;
      treatment?: Treatment;
      centreKind?: CentreKind;
      minor?: boolean;
      communeId?: string | null;
      name?: string;
    } = {},
  ): Promise<string> {
    const {
      endIn = 40,
      treatment = 'compulsory',
      centreKind = 'public',
      minor = false,
      communeId = COMMUNE,
      name = 'Lường Văn Mẫu',
    } = about;
    const caseId = randomUUID();
    const person = await this.db.person.create({
      data: {
        code: codeOf(caseId),
        identityKey: caseId,
        fullName: name,
        foldedName: name.toLowerCase(),
        bornOn: new Date('1990-03-12'),
        sex: 'male',
        centreId: 'CS1',
        communeId,
      },
    });
    const today = await this.today();
    const facts: HandoverFacts = {
      caseId,
      personId: person.id,
      provinceId: PROVINCE,
      centreId: 'CS1',
      centreKind,
      treatment,
      minor,
      endDay: addDays(today, endIn),
      startedBy: this.people.centre,
      policy: policyInForce(today),
    };
    await this.door.startHandover({ facts, communeId });
    await this.engine.settle();
    return caseId;
  }

  /** A person home with an accepted mentor: the follow-up has begun today. `seen`: by the mentor already. */
  async followUp(
    about: Parameters<World['handOver']>[0] & { mentor?: 'mentor' | 'otherMentor'; seen?: boolean } = {},
  ): Promise<string> {
    const { mentor = 'mentor', seen = true } = about;
    const caseId = await this.handOver({ endIn: 0, ...about });
    const handover = workflowId.handover(caseId);
    await this.say(handover, 'recordMilestone', 'officer', { milestone: 'proposal' });
    await this.say(handover, 'recordMilestone', 'officer', {
      milestone: 'decision',
      mentorId: this.people[mentor],
    });
    await this.say(handover, 'answerMentorRequest', mentor, { accepts: true });
    await this.say(handover, 'recordMilestone', 'centre', { milestone: 'certificate' });
    await this.say(handover, 'recordMilestone', 'centre', { milestone: 'handout' });
    await this.say(handover, 'recordMilestone', 'officer', { milestone: 'arrival' });
    for (const milestone of ['team', 'monitoring'] as const)
      await this.say(handover, 'recordMilestone', 'officer', { milestone });
    await this.say(handover, 'recordMilestone', 'centre', { milestone: 'plan' });
    if (seen) await this.door.tellHandover(caseId, 'contacted', { by: this.people[mentor] });
    await this.engine.settle();
    return caseId;
  }

  /** One person gives one command; throws what the rules refuse. */
  async say<N extends UpdateName>(
    id: string,
    update: N,
    who: Who,
    argument: Omit<Updates[N], 'by' | 'submissionId'>,
    submissionId: string = randomUUID(),
  ): Promise<void> {
    const delivery = await this.door.update(
      id,
      update,
      { ...argument, by: this.people[who], submissionId } as unknown as Updates[N],
      submissionId,
    );
    if (delivery.kind === 'refused') throw new Error(`refused: ${delivery.code}`);
    if (delivery.kind === 'unreachable') throw delivery.cause;
  }

  /** The texts a phone has received about one case, oldest first; the tests of a file share their people. */
  texts(to: keyof typeof PHONES, caseId: string): string[] {
    const code = codeOf(caseId);
    return this.twilio.all
      .filter((sms) => sms.to === PHONES[to] && sms.body.includes(code))
      .map((sms) => sms.body);
  }

  timeline(caseId: string): Promise<string[]> {
    return this.db.timelineEvent
      .findMany({ where: { caseId }, orderBy: { id: 'asc' } })
      .then((events) => events.map((e) => e.kind));
  }
}

const codeOf = (caseId: string) => caseId.slice(0, 5).toUpperCase();

/** The reference data of the small commune. */
async function settle(db: PrismaClient): Promise<Record<Who, string>> {
  await db.province.create({ data: { id: PROVINCE, name: 'Sơn La' } });
  await db.commune.create({ data: { id: COMMUNE, name: 'Mai Sơn', kind: 'xã', provinceId: PROVINCE } });
  await db.centre.create({ data: { id: 'CS1', name: 'Cơ sở số 1', kind: 'public', provinceId: PROVINCE } });
  // Each case is told of by itself, however many one mentor has: what goes together has tests of its own.
  for (const [name, value] of [
    ['digest_from', 100],
    ['sms_max_per_number', 10],
  ] as const)
    await db.policyOverride.create({
      data: { provinceId: PROVINCE, name, value, basis: 'thử', validFrom: new Date('2020-01-01') },
    });
  const school = await db.organisation.create({
    data: { name: 'Trường nghề', kind: 'school', provinceId: PROVINCE },
  });
  const base = { provinceId: PROVINCE, language: 'vi' };
  const of = {
    centre: { role: 'centre', centreId: 'CS1', name: 'Cán bộ' },
    officer: { role: 'commune', communeId: COMMUNE, name: 'Cán bộ xã' },
    mentor: { role: 'mentor', communeId: COMMUNE, name: 'Người giúp đỡ' },
    otherMentor: { role: 'mentor', communeId: COMMUNE, name: 'Người giúp đỡ khác' },
    communeSupervisor: { role: 'supervisor', communeId: COMMUNE, name: 'Lãnh đạo xã' },
    provinceSupervisor: { role: 'supervisor', name: 'Lãnh đạo phòng' },
    partner: { role: 'partner', organisationId: school.id, name: 'Giáo vụ' },
  };
  const people = {} as Record<Who, string>;
  for (const [who, data] of Object.entries(of) as [Who, (typeof of)[Who]][]) {
    const phone = who === 'centre' ? null : PHONES[who];
    const user = await db.user.create({
      data: { ...base, ...data, phone, email: `${who.toLowerCase()}@nhipcau.example` },
    });
    people[who] = user.id;
  }
  return people;
}
