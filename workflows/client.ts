import {
  ApplicationFailure,
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { ClosedHow } from '../domain/escalation';
import type { RefusalCode } from '../domain/refusal';
import type { afterwards } from './afterwards';
import type { bookkeeping } from './bookkeeping';
import {
  AFTERWARDS,
  BEGINS,
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
import type { handover } from './handover';
import type { loan } from './loan';

/** How a command to a workflow ended. `unreachable`: nothing is known; the same update id may safely be sent again. */
export type Delivery =
  | { kind: 'applied' }
  | { kind: 'refused'; code: RefusalCode }
  | { kind: 'unreachable'; cause: unknown };

type Begins = (typeof BEGINS)[keyof typeof BEGINS];

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
    if (name === 'openLoan') return this.startLoan(argument as Updates['openLoan']);
    if (name === 'bookFund') return this.book(argument as Updates['bookFund']);
    if (name in BEGINS) return this.begin(id, BEGINS[name as keyof typeof BEGINS], argument);
    const delivery = await this.deliver(() =>
      this.client.workflow
        .getHandle(id)
        .executeUpdate<void, [Updates[N]]>(name, { args: [argument], updateId }),
    );
    const ended = delivery.kind === 'refused' && delivery.code === 'closed';
    if (!ended || !(AFTERWARDS as readonly string[]).includes(name)) return delivery;
    const caseId = id.slice(id.indexOf('/') + 1);
    return this.tellAfterwards({ caseId, update: name, command: argument } as unknown as ToldAfterwards);
  }

  /** Begun again while it runs it is the same process. */
  private begin(id: string, { type, queue }: Begins, argument: unknown): Promise<Delivery> {
    return this.deliver(() =>
      this.client.workflow.start(type, { workflowId: id, taskQueue: QUEUES[queue], args: [argument] }),
    );
  }

  /** Told again it is looked at again: what was recorded is recorded once, by the id of its submission. */
  private async tellAfterwards(told: ToldAfterwards): Promise<Delivery> {
    let code: RefusalCode | null = null;
    const delivery = await this.deliver(async () => {
      code = await this.client.workflow.execute<typeof afterwards>('afterwards', {
        workflowId: workflowId.afterwards(told.command.submissionId),
        workflowIdConflictPolicy: 'USE_EXISTING',
        taskQueue: QUEUES.followUp,
        args: [told],
      });
    });
    return delivery.kind === 'applied' && code ? { kind: 'refused', code } : delivery;
  }

  /** Starts a loan; a second start of the same one is the same one. */
  private startLoan({ submissionId, facts, terms, mentorId }: Updates['openLoan']): Promise<Delivery> {
    return this.deliver(() =>
      this.client.workflow.start<typeof loan>('loan', {
        workflowId: workflowId.loan(facts.loanId),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        taskQueue: QUEUES.referral,
        args: [{ submissionId, facts, terms, mentorId }],
      }),
    );
  }

  /** Books an entry of a fund; told again it is booked once, by the id of its submission. */
  private async book(command: Updates['bookFund']): Promise<Delivery> {
    let code: RefusalCode | null = null;
    const delivery = await this.deliver(async () => {
      code = await this.client.workflow.execute<typeof bookkeeping>('bookkeeping', {
        workflowId: workflowId.booking(command.submissionId),
        workflowIdConflictPolicy: 'USE_EXISTING',
        taskQueue: QUEUES.referral,
        args: [command],
      });
    });
    return delivery.kind === 'applied' && code ? { kind: 'refused', code } : delivery;
  }

  /** Starts a handover; a second start of the same case is the same case. */
  async startHandover(...[input]: Parameters<typeof handover>): Promise<Delivery> {
    return this.deliver(() =>
      this.client.workflow.start<typeof handover>('handover', {
        workflowId: workflowId.handover(input.facts.caseId),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        taskQueue: QUEUES.handover,
        args: [input],
      }),
    );
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

  /** Tells an escalation that something was done after all; one that has ended needs no telling. */
  async itemDone(escalationId: string, itemId: string, how: ClosedHow): Promise<void> {
    await this.unlessEnded(() =>
      this.client.workflow
        .getHandle(workflowId.escalation(escalationId))
        .signal<[Signals['itemDone']]>('itemDone', { itemId, how }),
    );
  }

  /** Tells a handover what its follow-up heard of; one that has ended needs no telling. */
  async tellHandover<S extends 'contacted' | 'accompanied' | 'followUpEnded'>(
    caseId: string,
    signal: S,
    argument: Signals[S],
  ): Promise<void> {
    await this.unlessEnded(() =>
      this.client.workflow
        .getHandle(workflowId.handover(caseId))
        .signal<[Signals[S]]>(signal, argument as Signals[S]),
    );
  }

  /** Tells a referral that somebody else accompanies the person; one that has ended needs no telling. */
  async referralAccompanied(referralId: string, by: Signals['accompanied']): Promise<void> {
    await this.unlessEnded(() =>
      this.client.workflow
        .getHandle(workflowId.referral(referralId))
        .signal<[Signals['accompanied']]>('accompanied', by),
    );
  }

  /** Tells a referral how what carries it out stands; one that has ended needs no telling. */
  async referralFollowed(referralId: string, followed: Signals['followed']): Promise<void> {
    await this.unlessEnded(() =>
      this.client.workflow
        .getHandle(workflowId.referral(referralId))
        .signal<[Signals['followed']]>('followed', followed),
    );
  }

  /** Tells a loan what others know; one that has ended needs no telling. */
  async tellLoan<S extends 'moneyCame' | 'accompanied' | 'loanCaseEnded'>(
    loanId: string,
    signal: S,
    argument: Signals[S],
  ): Promise<void> {
    await this.unlessEnded(() =>
      this.client.workflow
        .getHandle(workflowId.loan(loanId))
        .signal<[Signals[S]]>(signal, argument as Signals[S]),
    );
  }

  private async unlessEnded(send: () => Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }

  /** Tells a referral or handover that the case has closed; one that has ended needs no telling. */
  async caseClosed(id: string, closed: Signals['caseClosed']): Promise<void> {
    await this.unlessEnded(() =>
      this.client.workflow.getHandle(id).signal<[Signals['caseClosed']]>('caseClosed', closed),
    );
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
