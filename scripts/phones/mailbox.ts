import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type Aim, Faults } from './faults';
import { Inbox, textMatches } from './inbox';
import { Journal } from './journal';

/** One mail as it arrived; a second copy with the same Message-ID is kept, so that it can be seen. */
export interface Mail {
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  /** Epoch milliseconds. */
  receivedAt: number;
}

/** What goes wrong with the next mail. */
export type MailFault =
  /** An SMTP reply code (451 temporary, 550 permanent…), to the recipient's name or after the text. */
  | { kind: 'reply'; code: number; at?: 'recipient' | 'text' }
  /** The mail is kept; the server never says so. */
  | { kind: 'accept-then-timeout' }
  /** The mail is kept; the connection is cut instead of an answer. */
  | { kind: 'accept-then-reset' };

export interface WantedMail {
  to: string;
  subject?: string | RegExp;
  body?: string | RegExp;
}

/** A real SMTP server on 127.0.0.1 for every address there is; shows what it got and goes wrong on request. */
export class Mailbox {
  readonly inbox = new Inbox<Mail>((m) => `${m.from} → ${m.to.join(', ')}: ${JSON.stringify(m.subject)}`);
  private readonly faults = new Faults<MailFault>();
  /** Faults already drawn at the recipient's name whose turn comes after the text. */
  private readonly afterText = new WeakMap<SMTPServerSession, MailFault>();
  private readonly changeListeners = new Set<() => void>();
  private readonly journal: Journal<Mail> | undefined;
  private server: SMTPServer | undefined;
  private port = 0;

  /** `file` remembers mails from one process to the next. */
  constructor(file?: string) {
    this.journal = file === undefined ? undefined : Journal.open<Mail>(file);
    for (const mail of this.journal?.before ?? []) this.inbox.restore(mail);
  }

  /** Starts listening, on the port it had before if it had one. */
  async start(port = this.port): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 100,
      onRcptTo: ({ address }, session, done) => {
        const fault = this.faults.take(address);
        if (fault?.kind === 'reply' && fault.at !== 'text') return done(replying(fault.code));
        if (fault) this.afterText.set(session, fault);
        done();
      },
      onData: (stream, session, done) => {
        this.receive(stream, session).then(done, () => done(replying(451)));
      },
    });
    server.on('error', () => {}); // a client that goes away in the middle is nothing to us
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    await this.refuse();
    this.journal?.close();
  }

  get all(): readonly Mail[] {
    return this.inbox.items;
  }

  /** Called after a mail arrived. */
  onChange(listener: () => void): void {
    this.changeListeners.add(listener);
  }

  fail(fault: MailFault, aim?: Aim): void {
    this.faults.set(fault, aim);
  }

  /** Refuses connections until `start()` is called again. */
  async refuse(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }

  /** A mail that must come, each counted for one expectation only. */
  expectMail({ to, subject, body }: WantedMail, timeoutMs = 4000): Promise<Mail> {
    const matches = (m: Mail) =>
      m.to.includes(to) && textMatches(m.subject, subject) && textMatches(m.text, body);
    return this.inbox.expect(matches, `A mail to ${to} about ${subject ?? 'anything'}`, timeoutMs);
  }

  /** A mail there or still to come; nothing is ticked off. */
  waitForMail(to: string, matches: (mail: Mail) => boolean = () => true, timeoutMs = 4000): Promise<Mail> {
    return this.inbox.waitFor((m) => m.to.includes(to) && matches(m), `A mail to ${to}`, timeoutMs);
  }

  /** Throws, listing every mail that nobody expected. */
  assertNoUnexpected(): void {
    this.inbox.assertNoUnexpected();
  }

  /** Resolves with the error to answer, or nothing when the mail is taken. */
  private async receive(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
  ): Promise<Error | undefined> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const fault = this.afterText.get(session);
    this.afterText.delete(session);
    if (fault?.kind === 'reply') return replying(fault.code);
    const parsed = await PostalMime.parse(Buffer.concat(chunks));
    const mail: Mail = {
      messageId: parsed.messageId ?? '',
      from: parsed.from?.address ?? (session.envelope.mailFrom || { address: '' }).address,
      to,
      subject: parsed.subject ?? '',
      text: (parsed.text ?? '').trimEnd(),
      receivedAt: Date.now(),
    };
    this.journal?.append(mail);
    this.inbox.add(mail);
    for (const listener of this.changeListeners) listener();
    if (fault?.kind === 'accept-then-timeout') return new Promise(() => {});
    if (fault?.kind === 'accept-then-reset') {
      this.cut(session);
      return new Promise(() => {});
    }
    return undefined;
  }

  private cut(session: SMTPServerSession): void {
    for (const connection of this.server?.connections ?? []) {
      if (connection.session === session) connection._socket?.destroy();
    }
  }
}

const replying = (code: number): Error => Object.assign(new Error('stand-in fault'), { responseCode: code });
