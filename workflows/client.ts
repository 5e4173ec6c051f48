import {
  ApplicationFailure,
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { ClosedHow } from '../domain/escalation';
import type { ReferralFacts } from '../domain/referral';
import type { RefusalCode } from '../domain/refusal';
import type { afterwards } from './afterwards';
import type { bookkeeping } from './bookkeeping';
import {
  AFTERWARDS,
  BEGINS,
  type HandoverInput,
  idOf,
  QUEUES,
  type Queries,
  REFUSED,
  type Signals,
  type ToldAfterwards,
  type UpdateName,
  type Updates,
  workflowId,
} from './contract';
import type { courier } from './courier';
import type { escalation } from './escalation';
import type { ReferralInput } from './referral';

/** How a command to a workflow ended. `unreachable`: nothing is known; the same update id may safely be sent again. */
export type Delivery =
  | { kind: 'applied' }
  | { kind: 'refused'; code: RefusalCode }
  | { kind: 'unreachable'; cause: unknown };

interface Begins {
  type: string;
  queue: keyof typeof QUEUES;
}

/** The one door from the outside to the workflows; api and activities both go through it. */
export class Engine {
  /** @param deadlineMs how long a caller waits for the engine before the command counts as unreachable. */
  constructor(
    private readonly client: Client,
    private readonly deadlineMs = 8_000,
  ) {}

  /** Sends an update and waits until it is recorded. `updateId` makes a repetition harmless. */
  async update<N extends UpdateName>(
    id: string,
    name: N,
    argument: Updates[N],
    updateId: string,
  ): Promise<Delivery> {
    if (name === 'openLoan') {
      const { submissionId, facts, terms, mentorId } = argument as Updates['openLoan'];
      const input = { submissionId, facts, terms, mentorId };
      return this.begin(workflowId.loan(facts.loanId), { type: 'loan', queue: 'referral' }, input, true);
    }
    if (name === 'bookFund') {
      const booking = argument as Updates['bookFund'];
      const run = workflowId.booking(booking.submissionId);
      return this.ask<typeof bookkeeping>('bookkeeping', run, 'referral', booking);
    }
    if (name in BEGINS) return this.begin(id, BEGINS[name as keyof typeof BEGINS], argument);
    const delivery = await this.deliver(() =>
      this.client.workflow
        .getHandle(id)
        .executeUpdate<void, [Updates[N]]>(name, { args: [argument], updateId }),
    );
    const ended = delivery.kind === 'refused' && delivery.code === 'closed';
    if (!ended || !(AFTERWARDS as readonly string[]).includes(name)) return delivery;
    const told = { caseId: idOf(id), update: name, command: argument } as unknown as ToldAfterwards;
    const { submissionId } = told.command;
    return this.ask<typeof afterwards>('afterwards', workflowId.afterwards(submissionId), 'followUp', told);
  }

  /**
   * One short run that says whether it took what it was told. Told again it is looked at again: what was recorded is
   * recorded once, by the id of its submission.
   */
  private async ask<W extends (told: never) => Promise<RefusalCode | null>>(
    type: string,
    id: string,
    queue: keyof typeof QUEUES,
    told: Parameters<W>[0],
  ): Promise<Delivery> {
    let code: RefusalCode | null = null;
    const delivery = await this.deliver(async () => {
      code = await this.client.workflow.execute<(told: Parameters<W>[0]) => Promise<RefusalCode | null>>(
        type,
        {
          workflowId: id,
          workflowIdConflictPolicy: 'USE_EXISTING',
          taskQueue: QUEUES[queue],
          args: [told],
        },
      );
    });
    return delivery.kind === 'applied' && code ? { kind: 'refused', code } : delivery;
  }

  /** Begins a process; begun again while it runs it is the same one. `once`: also when it has ended. */
  private begin(id: string, { type, queue }: Begins, argument: unknown, once = false): Promise<Delivery> {
    return this.deliver(() =>
      this.client.workflow.start(type, {
        workflowId: id,
        workflowIdReusePolicy: once ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
        taskQueue: QUEUES[queue],
        args: [argument],
      }),
    );
  }

  /** Starts a handover; a second start of the same case is the same case. */
  startHandover(input: HandoverInput): Promise<Delivery> {
    const id = workflowId.handover(input.facts.caseId);
    return this.begin(id, { type: 'handover', queue: 'handover' }, input, true);
  }

  /** Begins a referral that waits as an offer; offered again it is the same one. */
  async offerReferral(facts: ReferralFacts): Promise<void> {
    const input: ReferralInput = { facts, visitId: null };
    const id = workflowId.referral(facts.referralId);
    const delivery = await this.begin(id, { type: 'referral', queue: 'referral' }, input, true);
    if (delivery.kind === 'unreachable') throw delivery.cause;
  }

  /** What adopting a version would change for one process; null: it has ended, or nobody answers in time. */
  async adoptionPreview(
    id: string,
    ask: Queries['adoptionPreview']['ask'],
  ): Promise<Queries['adoptionPreview']['answer'] | null> {
    type Preview = Queries['adoptionPreview'];
    try {
      return await this.client.withDeadline(Date.now() + this.deadlineMs, () =>
        this.client.workflow.getHandle(id).query<Preview['answer'], [Preview['ask']]>('adoptionPreview', ask),
      );
    } catch {
      return null;
    }
  }

  /** Wakes the province's courier for something due at `wakeAt`; starts it where it does not run yet. */
  async pokeCourier(provinceId: string, wakeAt: number): Promise<void> {
    await this.client.workflow.signalWithStart<typeof courier, [Signals['poke']]>('courier', {
      workflowId: workflowId.courier(provinceId),
      taskQueue: QUEUES.courier,
      args: [provinceId],
      signal: 'poke',
      signalArgs: [{ wakeAt }],
    });
  }

  /** Tells an escalation of one more thing that slipped; starts it with the first. */
  async slipped(itemId: string, ...[input]: Parameters<typeof escalation>): Promise<void> {
    await this.client.workflow.signalWithStart<typeof escalation, [Signals['slipped']]>('escalation', {
      workflowId: workflowId.escalation(input.facts.escalationId),
      taskQueue: QUEUES.escalation,
      args: [input],
      signal: 'slipped',
      signalArgs: [{ itemId }],
    });
  }

  /** Tells an escalation that something was done after all. */
  itemDone(escalationId: string, itemId: string, how: ClosedHow): Promise<void> {
    return this.tell(workflowId.escalation(escalationId), 'itemDone', { itemId, how });
  }

  /** Tells a handover what its follow-up heard of. */
  tellHandover<S extends 'contacted' | 'accompanied' | 'followUpEnded'>(
    caseId: string,
    signal: S,
    argument: Signals[S],
  ): Promise<void> {
    return this.tell(workflowId.handover(caseId), signal, argument);
  }

  /** Tells a referral what others know. */
  tellReferral<S extends 'accompanied' | 'followed' | 'caseClosed'>(
    referralId: string,
    signal: S,
    argument: Signals[S],
  ): Promise<void> {
    return this.tell(workflowId.referral(referralId), signal, argument);
  }

  /** Tells a loan what others know. */
  tellLoan<S extends 'moneyCame' | 'accompanied' | 'loanCaseEnded'>(
    loanId: string,
    signal: S,
    argument: Signals[S],
  ): Promise<void> {
    return this.tell(workflowId.loan(loanId), signal, argument);
  }

  /** One that has ended needs no telling. */
  private async tell<S extends keyof Signals>(id: string, signal: S, argument: Signals[S]): Promise<void> {
    try {
      await this.client.workflow.getHandle(id).signal<[Signals[S]]>(signal, argument);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  private async deliver(send: () => Promise<unknown>): Promise<Delivery> {
    try {
      await this.client.withDeadline(Date.now() + this.deadlineMs, send);
      return { kind: 'applied' };
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return { kind: 'applied' };
      if (error instanceof WorkflowNotFoundError) return { kind: 'refused', code: 'closed' };
      if (
        error instanceof WorkflowUpdateFailedError &&
        error.cause instanceof ApplicationFailure &&
        error.cause.type === REFUSED
      ) {
        return { kind: 'refused', code: error.cause.message as RefusalCode };
      }
      return { kind: 'unreachable', cause: error };
    }
  }
}
