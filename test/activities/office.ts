import { randomUUID } from 'node:crypto';
import type { Step } from '../../activities/contract';
import { courierActivities, type DispatchDeps } from '../../activities/messages/dispatch';
import type { Gateway } from '../../activities/messages/gateway';
import { twilioGateway } from '../../activities/messages/twilio';
import { reconcileActivities } from '../../activities/reconcile';
import { at, dayOf, HOUR, type Instant } from '../../domain/calendar';
import type { NoticeKind, Wanted } from '../../domain/notice';
import { KINDS } from '../../domain/notice-kinds';
import { policyInForce } from '../../domain/policy';
import { openDatabase, type PrismaClient } from '../../prisma/client';
import { TwilioStandIn } from '../../scripts/phones';
import type { Engine } from '../../workflows/client';
import { freshDatabase } from '../support/real-parts';

export const PROVINCE = '14';
export const COMMUNE = '14-mai-son';
export const MENTOR = '+84900000002';
export const OFFICER = '+84900000001';

const ACCOUNT = { accountSid: 'AC0', authToken: 'token' };
/** So long that no answer on loopback runs into it, however busy the machine. */
const PATIENT_MS = 30_000;
/** For a test in which no answer comes: the send and whoever waits for it take this long. */
export const IMPATIENT_MS = 500;

/**
 * PostgreSQL, the Twilio stand-in and a clock; of the engine only what it was told. The clock begins on a Wednesday in
 * Vietnam, whatever day it is: offices work, and a text sent now is younger, for the provider too, than the row that
 * asked for it.
 */
export class Office {
  now: Instant = at('2026-10-14', '09:00');
  readonly pokes: { provinceId: string; wakeAt: number }[] = [];
  readonly slipped: { itemId: string; escalationId: string }[] = [];
  /** Calls of the engine fail as long as this says so. */
  engineIsDown = false;
  readonly users = {} as Record<'mentor' | 'officer' | 'supervisor' | 'chief' | 'ghost', string>;
  private readonly gateways: Gateway[] = [];

  private constructor(
    readonly db: PrismaClient,
    readonly twilio: TwilioStandIn,
  ) {}

  static async open(): Promise<Office> {
    const twilio = new TwilioStandIn(ACCOUNT);
    await twilio.start();
    const office = new Office(openDatabase(await freshDatabase(), 6), twilio);
    await office.settle();
    return office;
  }

  async close(): Promise<void> {
    for (const gateway of this.gateways) gateway.close?.();
    await this.twilio.stop();
    await this.db.$disconnect();
  }

  readonly engine = {
    pokeCourier: async (provinceId: string, wakeAt: number) => {
      this.mustBeUp();
      this.pokes.push({ provinceId, wakeAt });
    },
    slipped: async (itemId: string, { facts }: { facts: { escalationId: string } }) => {
      this.mustBeUp();
      this.slipped.push({ itemId, escalationId: facts.escalationId });
    },
  } as unknown as Engine;

  private mustBeUp(): void {
    if (this.engineIsDown) throw new Error('the engine cannot be reached');
  }

  /** What the recording activities need. */
  get deps() {
    return { db: this.db, engine: this.engine, now: () => this.now };
  }

  /** One dispatch by a courier of its own; other gateways than Twilio's where a test says so. */
  dispatch(
    gateways: Gateway[] = [this.sms()],
    more: Partial<Pick<DispatchDeps, 'db' | 'pause' | 'twoWay' | 'clock'>> = {},
  ) {
    return courierActivities({
      ...this.deps,
      now: () => this.now,
      publicUrl: 'http://127.0.0.1:3000',
      secret: 'a secret of at least thirty-two characters',
      gateways: new Map(gateways.map((g) => [g.channel, g])),
      heartbeat: () => {},
      ...more,
    }).dispatchDue(PROVINCE);
  }

  reconcile(engine: Engine) {
    return reconcileActivities({
      db: this.db,
      engine,
      now: () => this.now,
      heartbeat: () => {},
    }).deliverWaiting();
  }

  sms(more: { timeoutMs?: number; statusCallback?: string } = {}): Gateway {
    return this.keep(
      twilioGateway({
        ...ACCOUNT,
        from: 'NhipCau',
        baseUrl: this.twilio.url,
        timeoutMs: PATIENT_MS,
        maxConcurrent: 20,
        ...more,
      }),
    );
  }

  /** Closed with the office. */
  keep(gateway: Gateway): Gateway {
    this.gateways.push(gateway);
    return gateway;
  }

  /** A person on the way home, as the read model has them. */
  async case(code = randomUUID().slice(0, 5).toUpperCase().replaceAll('E', 'K')): Promise<string> {
    const id = randomUUID();
    const person = await this.db.person.create({
      data: {
        code,
        identityKey: id,
        fullName: 'Lường Văn Mẫu',
        foldedName: 'luong van mau',
        bornOn: new Date('1990-03-12'),
        sex: 'male',
        centreId: 'CS1',
        communeId: COMMUNE,
      },
    });
    const today = dayOf(this.now);
    await this.db.handover.create({
      data: {
        id,
        personId: person.id,
        centreId: 'CS1',
        communeId: COMMUNE,
        provinceId: PROVINCE,
        treatment: 'voluntary',
        endOn: new Date(today),
        status: 'open',
        policy: policyInForce(today) as object,
        startedAt: new Date(this.now),
      },
    });
    return id;
  }

  /** A notice due now, to the mentor by SMS unless said otherwise. */
  async notice(
    caseId: string,
    more: {
      key?: string;
      scope?: string;
      kind?: string;
      status?: string;
      priority?: string;
      channels?: string[];
      recipientId?: string;
      subjectId?: string;
      notBefore?: Instant;
      expiresAt?: Instant;
      data?: object;
      collapseKey?: string;
    } = {},
  ): Promise<bigint> {
    const { key = randomUUID(), notBefore = this.now, expiresAt = this.now + 72 * HOUR, ...rest } = more;
    const { kind = 'visit-reminder' } = more;
    const { id } = await this.db.notice.create({
      data: {
        key,
        scope: `follow-up/${caseId}`,
        provinceId: PROVINCE,
        kind,
        priority: KINDS[kind as NoticeKind]?.priority ?? 'routine',
        channels: ['sms'],
        recipientId: this.users.mentor,
        caseId,
        subjectId: key,
        data: { on: dayOf(this.now) },
        collapseKey: key,
        ...rest,
        notBefore: new Date(notBefore),
        expiresAt: new Date(expiresAt),
      },
    });
    return id;
  }

  /** A step of this case's follow-up, to be recorded. */
  step(caseId: string, more: Partial<Step> = {}): Step {
    const { revision = 1 } = more;
    return {
      scope: `follow-up/${caseId}`,
      key: `follow-up/${caseId}/${revision}`,
      caseId,
      provinceId: PROVINCE,
      communeId: COMMUNE,
      what: 'visit-rescheduled',
      at: this.now,
      revision,
      next: {
        action: 'visit',
        owner: { role: 'mentor', userId: this.users.mentor },
        due: this.now + 24 * HOUR,
      },
      wanted: [],
      ...more,
    };
  }

  wanted(key: string, more: Partial<Wanted> = {}): Wanted {
    return {
      key,
      kind: 'visit-reminder',
      to: { role: 'mentor', userId: this.users.mentor },
      subjectId: key,
      channels: ['sms'],
      priority: 'routine',
      notBefore: this.now,
      expiresAt: this.now + 72 * HOUR,
      data: { on: dayOf(this.now) },
      ...more,
    };
  }

  noticeOf = (id: bigint) => this.db.notice.findUniqueOrThrow({ where: { id }, include: { messages: true } });

  private async settle(): Promise<void> {
    const { db, users } = this;
    await db.province.create({ data: { id: PROVINCE, name: 'Sơn La' } });
    await db.commune.create({ data: { id: COMMUNE, name: 'Mai Sơn', kind: 'xã', provinceId: PROVINCE } });
    await db.centre.create({ data: { id: 'CS1', name: 'Cơ sở số 1', kind: 'public', provinceId: PROVINCE } });
    const of = {
      mentor: { role: 'mentor', communeId: COMMUNE, phone: MENTOR, email: 'mentor@nhipcau.example' },
      officer: { role: 'commune', communeId: COMMUNE, phone: OFFICER, email: 'officer@nhipcau.example' },
      supervisor: { role: 'supervisor', communeId: COMMUNE, phone: '+84900000004' },
      chief: { role: 'supervisor', phone: '+84900000005' },
      ghost: { role: 'mentor', communeId: COMMUNE }, // neither phone nor address
    };
    for (const [who, data] of Object.entries(of)) {
      const user = await db.user.create({ data: { ...data, name: who, provinceId: PROVINCE } });
      users[who as keyof typeof of] = user.id;
    }
  }
}
