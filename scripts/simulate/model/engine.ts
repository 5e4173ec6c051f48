import type { Instant } from '../../../domain/calendar';
import { AFTERWARDS, workflowId } from '../../../workflows/contract';
import type { Command, Engine, EscalationView, News } from '../engine';
import type { Ledger } from '../ledger';
import { factsOf, type Town } from '../town';
import { Records } from './records';
import { Runtime } from './runtime';

/** The workflows on a clock and a memory of our own: no server, no database, years in seconds. */
export class ModelEngine implements Engine {
  private readonly records: Records;
  private readonly runtime: Runtime;
  private stored: Command[] = [];
  private isDown = false;

  constructor(
    private readonly town: Town,
    digests = true,
  ) {
    this.records = new Records(town, digests);
    this.runtime = new Runtime(this.records.activities);
    this.records.runtime = this.runtime;
  }

  nextWake(): Instant | null {
    return this.isDown ? null : this.runtime.nextTimer();
  }

  async advance(to: Instant): Promise<void> {
    if (this.isDown) this.runtime.now = to;
    else await this.runtime.advance(to);
  }

  async give(commands: Command[]): Promise<void> {
    if (this.isDown) {
      this.stored.push(...commands);
      return;
    }
    for (const command of commands) {
      if ('start' in command) {
        const person = command.start;
        const centre = [...this.town.accounts.values()].find((a) => a.centreId === person.centreId);
        const facts = factsOf(person, centre?.id as string);
        const communeId = person.residenceUnknown ? null : person.communeId;
        this.runtime.start('handover', workflowId.handover(person.caseId), [{ facts, communeId }]);
        await this.runtime.settle();
      } else {
        const { caseId, update, args, by, key } = command;
        const told = { ...args, by, submissionId: key };
        const delivery = await this.runtime.update(command.workflowId, update, told);
        const ended = delivery.kind === 'refused' && delivery.code === 'closed';
        if (!ended || !(AFTERWARDS as readonly string[]).includes(update)) continue;
        this.runtime.start('afterwards', workflowId.afterwards(key), [{ caseId, update, command: told }]);
        await this.runtime.settle();
      }
    }
  }

  async news(): Promise<News> {
    return this.records.news();
  }

  async escalation(id: string): Promise<EscalationView | null> {
    return this.records.escalation(id);
  }

  async down(): Promise<void> {
    this.isDown = true;
  }

  /** First what fell due meanwhile, then what was asked meanwhile. */
  async up(): Promise<void> {
    this.isDown = false;
    await this.runtime.fireDue();
    const { stored } = this;
    this.stored = [];
    await this.give(stored);
  }

  async ledger(): Promise<Ledger> {
    return this.records.ledger();
  }

  async stop(): Promise<void> {}
}
