import { randomUUID } from 'node:crypto';
import { Context as ActivityContext } from '@temporalio/activity';
import pino from 'pino';
import { smtpGateway } from '../../../activities/messages/smtp';
import { twilioGateway } from '../../../activities/messages/twilio';
import { deliver, submit } from '../../../api/commands/submit';
import type { Context } from '../../../api/context';
import type { Actor } from '../../../api/session';
import type { Instant } from '../../../domain/calendar';
import { openDatabase, type PrismaClient } from '../../../prisma/client';
import { workerOptions } from '../../../worker/run';
import { type Delivery, Engine as Door } from '../../../workflows/client';
import { QUEUES, workflowId } from '../../../workflows/contract';
import { Mailbox, TwilioStandIn } from '../../phones';
import { TimeSkipping } from '../../time-skipping';
import type { Command, Engine, EscalationView, News } from '../engine';
import type { Ledger } from '../ledger';
import type { Town } from '../town';
import { disagreements } from './agreement';
import { Reader, readLedger, settle, startOf } from './records';

const SMS = { accountSid: 'ACsim', authToken: 'sim' };
const SECRET = 'known to everybody: nothing of a simulation is kept';
const PUBLIC_URL = 'http://127.0.0.1:3000';

/** With the engine down what is asked is stored and answered 503, as the api does it. */
const OUT_OF_REACH = {
  update: async (): Promise<Delivery> => ({ kind: 'unreachable', cause: 'down' }),
  startHandover: async (): Promise<Delivery> => ({ kind: 'unreachable', cause: 'down' }),
} as unknown as Context['engine'];

/**
 * The real product but for its clock: the workflows and activities on the time-skipping server, PostgreSQL, SMS over
 * HTTP and e-mail over SMTP. Commands go in as the api gives them, stored before they are delivered.
 */
export class TemporalEngine implements Engine {
  private readonly reader: Reader;
  private readonly api: Context;
  private texts = 0;
  private mails = 0;
  private reconciled = 0;

  private constructor(
    private readonly town: Town,
    private readonly clock: TimeSkipping,
    private readonly db: PrismaClient,
    private readonly twilio: TwilioStandIn,
    private readonly mailbox: Mailbox,
    private readonly bundle: string,
    /** Outages still to come: until the last of them workers keep no workflow, see TimeSkipping.skipAlone. */
    private outages: number,
  ) {
    this.reader = new Reader(db);
    this.api = {
      db,
      engine: new Door(clock.client, 60_000),
      now: () => this.now,
      log: pino({ level: 'silent' }),
    } as unknown as Context;
  }

  /** The moment the run has come to. */
  private now: Instant = 0;

  static async start(town: Town, databaseUrl: string, bundle: string, outages = 0): Promise<TemporalEngine> {
    const db = openDatabase(databaseUrl, 20);
    await settle(db, town);
    const clock = await TimeSkipping.start();
    const twilio = new TwilioStandIn(SMS);
    const mailbox = new Mailbox();
    await twilio.start();
    await mailbox.start();
    const engine = new TemporalEngine(town, clock, db, twilio, mailbox, bundle, outages);
    await engine.work();
    return engine;
  }

  nextWake(): Instant | null {
    return this.isDown ? null : this.clock.nextTimer();
  }

  async advance(to: Instant): Promise<void> {
    this.now = to;
    if (this.isDown) return this.clock.skipAlone(new Date(to));
    // The clock keeps time while things are done: what takes long may have gone past it.
    const now = (await this.clock.now()).getTime();
    if (to > now) await this.clock.skipTo(new Date(to));
    else await this.clock.settle();
  }

  async give(commands: Command[]): Promise<void> {
    if (commands.length === 0) return;
    // What one workflow is asked stays in its order; different ones have nothing to do with each other.
    const lanes = new Map<string, Command[]>();
    for (const command of commands) {
      const lane = 'start' in command ? command.key : command.workflowId;
      lanes.set(lane, [...(lanes.get(lane) ?? []), command]);
    }
    await Promise.all(
      [...lanes.values()].map(async (lane) => {
        for (const command of lane) await this.giveOne(command);
      }),
    );
    if (this.isDown) return;
    await this.clock.settle();
    // A busy machine lost patience with itself: the reconciler does it, as it would within the minute.
    if (this.saved) await this.reconcile();
  }

  async news(): Promise<News> {
    const texts = this.twilio.inbox.items.slice(this.texts);
    const mails = this.mailbox.inbox.items.slice(this.mails);
    this.texts += texts.length;
    this.mails += mails.length;
    const ids = [...texts.map((t) => t.sid), ...mails.map((m) => m.messageId)];
    const [changes, { messages, heard }] = await Promise.all([this.reader.changes(), this.reader.heard(ids)]);
    if (messages !== ids.length) throw new Error(`${ids.length} messages arrived, ${messages} are on record`);
    return { ...changes, heard };
  }

  escalation(id: string): Promise<EscalationView | null> {
    return this.reader.escalation(id);
  }

  private isDown = false;

  async down(): Promise<void> {
    this.isDown = true;
    this.outages -= 1;
    await this.clock.rest();
  }

  /** What fell due is done first; then the reconciler delivers what was stored, as its schedule would within the minute. */
  async up(): Promise<void> {
    this.isDown = false;
    await this.work();
    await this.clock.settle();
    await this.reconcile();
  }

  private async reconcile(): Promise<void> {
    this.saved = false;
    this.reconciled += 1;
    await this.clock.client.workflow.start('reconcile', {
      taskQueue: QUEUES.reconcile,
      workflowId: `reconcile/${this.reconciled}`,
    });
    await this.clock.settle();
    const left = await this.db.submission.count({ where: { status: 'received' } });
    if (left) throw new Error(`${left} submissions are not delivered`);
  }

  async ledger(): Promise<Ledger> {
    await this.clock.settle();
    const [ledger, found] = await Promise.all([readLedger(this.db), disagreements(this.db, this.clock)]);
    const sent = ledger.messages.filter((m) => m.channel === 'sms' && m.at !== null).length;
    const arrived = this.twilio.inbox.items.length;
    if (sent !== arrived)
      found.push({ caseId: 'all', what: `${sent} texts are recorded as sent, ${arrived} arrived` });
    return { ...ledger, disagreements: found };
  }

  async stop(): Promise<void> {
    await this.clock.stop();
    await this.db.$disconnect();
    await this.twilio.stop();
    await this.mailbox.stop();
  }

  private async work(): Promise<void> {
    const options = workerOptions({
      client: this.clock.client,
      db: this.db,
      bundle: this.bundle,
      publicUrl: PUBLIC_URL,
      secret: SECRET,
      now: () => ActivityContext.current().info.currentAttemptScheduledTimestampMs,
      gateways: [
        twilioGateway({
          ...SMS,
          from: 'NhipCau',
          baseUrl: this.twilio.url,
          timeoutMs: 10_000,
          maxConcurrent: 20,
        }),
        smtpGateway({ url: this.mailbox.url, from: 'nhipcau@example.test' }),
      ],
    });
    for (const o of options)
      await this.clock.work({ ...o, ...(this.outages > 0 && { maxCachedWorkflows: 0 }) });
  }

  private async giveOne(command: Command): Promise<void> {
    const ctx = { ...this.api, ...(this.isDown && { engine: OUT_OF_REACH }) };
    if ('start' in command) {
      const { by, input } = startOf(command.start, this.town);
      const stored = await this.db.submission.create({
        data: {
          ...{
            id: randomUUID(),
            key: command.key,
            hash: command.key,
            actorId: by,
            kind: 'start-handover',
            payload: {},
          },
          ...{ caseId: input.facts.caseId, workflowId: workflowId.handover(input.facts.caseId) },
          args: input as object,
        },
      });
      this.check(command, await deliver(ctx, stored));
      return;
    }
    const { key, update, caseId, args, by } = command;
    const actor = { id: by } as Actor;
    const order = { caseId, workflowId: command.workflowId, update, args: args as never, input: { key } };
    this.check(command, await submit(ctx, actor, key, order));
  }

  /** Refused is an answer: somebody was faster. */
  private check({ key }: Command, { kind }: { kind: string }): void {
    if (kind === 'saved') this.saved = true;
    else if (this.isDown || (kind !== 'applied' && kind !== 'refused')) throw new Error(`${key} was ${kind}`);
  }
  private saved = false;
}
