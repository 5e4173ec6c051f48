import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Aim, Faults } from './faults';
import { Inbox, textMatches } from './inbox';
import { Journal } from './journal';
import { newSms, phoneOf, resource, type Sms } from './sms';
import { type WebhookAnswer, Webhooks } from './webhooks';

/** What goes wrong with the next request to send. */
export type SendFault =
  /** An error answer; `accepted` means the text is taken all the same. `retryAfter` is in seconds. */
  | { kind: 'error'; status: number; code?: number; retryAfter?: number; accepted?: boolean }
  /** The text is taken; the answer never comes. */
  | { kind: 'accept-then-timeout' }
  /** Nothing is taken and no answer comes. */
  | { kind: 'hang' }
  /** The connection is cut; `accepted` as above. */
  | { kind: 'reset'; accepted?: boolean };

/** What becomes of the receipts of the next text taken. */
export type ReceiptFault =
  /** Never reaches the handset: the second receipt says so (30003 unreachable, 30005 unknown, 30006 landline…). */
  | { kind: 'undelivered'; errorCode: number }
  /** Each receipt comes twice. */
  | { kind: 'duplicate' }
  /** 'delivered' comes before 'sent'. */
  | { kind: 'reordered' }
  /** Kept back until `releaseReceipts()`. */
  | { kind: 'late' }
  | { kind: 'wrong-signature' }
  | { kind: 'none' };

/** Ready-made send faults by their usual names. */
export const refused = {
  tooMany: (retryAfter = 1): SendFault => ({ kind: 'error', status: 429, code: 20429, retryAfter }),
  optedOut: { kind: 'error', status: 400, code: 21610 } as SendFault,
  notAMobile: { kind: 'error', status: 400, code: 21614 } as SendFault,
  serverError: (status = 500, accepted = false): SendFault => ({ kind: 'error', status, accepted }),
};

export interface TwilioStandInOptions {
  accountSid: string;
  authToken: string;
  /** Where answers from phones go; may be set later, once the application has its port. */
  inboundUrl?: string;
  /** The file that remembers; without it everything is forgotten at the end. */
  file?: string;
  /** How long a text takes to its receipts, in ms; 0 may well come before our own answer was read. */
  receiptDelayMs?: number;
}

export interface WantedSms {
  to: string;
  body?: string | RegExp;
}

/** Twilio's own magic numbers, and the two kinds of Vietnamese number that cannot take a text. */
const UNREACHABLE: readonly [pattern: RegExp, code: number][] = [
  [/^\+15005550001$/, 21211],
  [/^\+15005550002$/, 21612],
  [/^\+15005550003$/, 21408],
  [/^\+15005550004$/, 21610],
  [/^\+15005550009$/, 21614],
  [/^\+842\d{8,9}$/, 21614],
  [/^(?!\+[1-9]\d{7,14}$)/, 21211],
];

/**
 * Twilio's Messages API and the phones behind it, on 127.0.0.1: takes texts, keeps them, posts signed
 * receipts and answers, goes wrong on request, and can say which texts nobody expected.
 */
export class TwilioStandIn {
  inboundUrl: string | undefined;
  readonly inbox = new Inbox<Sms>((m) => `${m.from} → ${m.to}: ${JSON.stringify(m.body)}`);
  private readonly bySid = new Map<string, Sms>();
  private readonly byPhone = new Map<string, Sms[]>();
  private readonly sendFaults = new Faults<SendFault>();
  private readonly receiptFaults = new Faults<ReceiptFault>();
  private readonly changeListeners = new Set<() => void>();
  private held: (() => void)[] = [];
  private readonly working = new Set<Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly journal: Journal<Sms> | undefined;
  private readonly webhooks: Webhooks;
  private readonly authorization: string;
  private readonly collection: string;
  private readonly server: http.Server;

  constructor(private readonly options: TwilioStandInOptions) {
    const { accountSid, authToken, inboundUrl, file } = options;
    this.inboundUrl = inboundUrl;
    this.webhooks = new Webhooks(authToken);
    this.authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    this.collection = `/2010-04-01/Accounts/${accountSid}/Messages`;
    this.journal = file === undefined ? undefined : Journal.open<Sms>(file);
    // The journal holds a text again each time it changes: the last line of a sid is how it stands.
    for (const sms of new Map(this.journal?.before.map((s) => [s.sid, s])).values()) {
      this.index(sms);
      this.inbox.restore(sms);
    }
    this.server = http.createServer((request, response) => this.serve(request, response));
    this.server.keepAliveTimeout = 60_000;
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host: '127.0.0.1', backlog: 1024 }, resolve);
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.webhooks.close();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await this.receiptsSettled();
    this.journal?.close();
  }

  /** Every text in either direction, oldest first. */
  get all(): readonly Sms[] {
    return [...this.bySid.values()];
  }

  /** Called after anything visible changed. */
  onChange(listener: () => void): void {
    this.changeListeners.add(listener);
  }

  // ---- going wrong on request

  failSend(fault: SendFault, aim?: Aim): void {
    this.sendFaults.set(fault, aim);
  }

  failReceipts(fault: ReceiptFault, aim?: Aim): void {
    this.receiptFaults.set(fault, aim);
  }

  clearFaults(): void {
    this.sendFaults.clear();
    this.receiptFaults.clear();
  }

  /** Lets the receipts kept back by 'late' go; resolves when the application has answered them. */
  async releaseReceipts(): Promise<void> {
    for (const release of this.held.splice(0)) release();
    await this.receiptsSettled();
  }

  /** Resolves when no receipt is on its way any more (those kept back stay so). */
  async receiptsSettled(): Promise<void> {
    while (this.working.size > 0) await Promise.all(this.working);
  }

  // ---- what a test says about texts

  /** A text that must come, each counted for one expectation only. */
  expectMessage({ to, body }: WantedSms, timeoutMs = 4000): Promise<Sms> {
    const matches = (m: Sms) => m.to === to && textMatches(m.body, body);
    return this.inbox.expect(matches, `A text to ${to} with ${body ?? 'any body'}`, timeoutMs);
  }

  /** A text there or still to come; nothing is ticked off. */
  waitForMessage(to: string, matches: (sms: Sms) => boolean = () => true, timeoutMs = 4000): Promise<Sms> {
    return this.inbox.waitFor((m) => m.to === to && matches(m), `A text to ${to}`, timeoutMs);
  }

  /** Throws, listing every text that was handed over and that nobody expected. */
  assertNoUnexpected(): void {
    this.inbox.assertNoUnexpected();
  }

  /** The owner of a phone texts us. `to` is the number they answer: by default the last one that texted them. */
  async reply(from: string, body: string, to?: string): Promise<WebhookAnswer> {
    const ours = to ?? this.byPhone.get(from)?.findLast((m) => m.direction !== 'inbound')?.from ?? 'NHIPCAU';
    const sms = newSms('inbound', from, ours, body, Date.now());
    this.keep(sms);
    const answer = this.inboundUrl
      ? await this.webhooks.post(this.inboundUrl, {
          ...this.about(sms),
          SmsMessageSid: sms.sid,
          Body: body,
          NumSegments: String(sms.segments),
          NumMedia: '0',
        })
      : { status: undefined, body: '' };
    // Twilio does not try again: an answer the application did not take is lost, and the page says so.
    if (answer.status === undefined || answer.status >= 300)
      this.change(sms, { status: 'failed', errorCode: 11200 });
    else this.answerByTwiml(sms, answer.body);
    return answer;
  }

  // ---- the HTTP API

  private serve(request: http.IncomingMessage, response: http.ServerResponse): void {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const rest = path.startsWith(this.collection) ? path.slice(this.collection.length) : '';
    const sms = this.bySid.get(/^\/(SM[0-9a-f]{32})\.json$/.exec(rest)?.[1] ?? '');
    const route = `${request.method} ${rest}`;
    if (request.headers.authorization !== this.authorization) fail(response, 401, 20003);
    else if (route === 'POST .json') this.read(request, (form) => this.create(form, response));
    else if (route === 'GET .json') this.list(new URLSearchParams(query), response);
    else if (sms && request.method === 'GET') answer(response, 200, resource(sms, this.options.accountSid));
    else fail(response, 404, 20404);
  }

  private read(request: http.IncomingMessage, done: (form: URLSearchParams) => void): void {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.once('end', () => done(new URLSearchParams(body)));
  }

  private create(form: URLSearchParams, response: http.ServerResponse): void {
    const [to, from, body] = [form.get('To') ?? '', form.get('From') ?? '', form.get('Body') ?? ''];
    const fault = this.sendFaults.take(to);
    const accepted =
      !fault || fault.kind === 'accept-then-timeout' || ('accepted' in fault && fault.accepted);
    const problem = accepted ? problemWith(to, from, body) : undefined;
    const sms =
      accepted && problem === undefined ? this.accept(from, to, body, form.get('StatusCallback')) : undefined;
    if (problem !== undefined) fail(response, 400, problem);
    else if (fault?.kind === 'error') fail(response, fault.status, fault.code, fault.retryAfter);
    else if (fault?.kind === 'reset') response.socket?.resetAndDestroy();
    else if (!fault && sms) answer(response, 201, resource(sms, this.options.accountSid));
    // hang, accept-then-timeout: no answer; whoever asked will tire of waiting
  }

  private list(query: URLSearchParams, response: http.ServerResponse): void {
    const { accountSid } = this.options;
    const to = query.get('To');
    const [after, before, on] = ['DateSent>', 'DateSent<', 'DateSent'].map((name) => query.get(name));
    const matches = (m: Sms): boolean => {
      if ((to !== null && m.to !== to) || (query.has('From') && m.from !== query.get('From'))) return false;
      if (!after && !before && !on) return true;
      if (m.sentAt === null) return false; // as a text still queued at Twilio: it has no DateSent yet
      if (after && m.sentAt < Date.parse(after)) return false;
      if (before && m.sentAt > Date.parse(before)) return false;
      return !on || new Date(m.sentAt).toISOString().startsWith(on.slice(0, 10));
    };
    const texts = (to === null ? this.all : (this.byPhone.get(to) ?? [])).filter(matches).reverse();
    const size = Math.min(Number(query.get('PageSize') ?? 50), 1000);
    const page = Number(query.get('Page') ?? 0);
    const uri = (number: number): string => {
      const asked = new URLSearchParams(query);
      asked.set('PageSize', String(size));
      asked.set('Page', String(number));
      return `${this.collection}.json?${asked}`;
    };
    const start = page * size;
    const more = start + size < texts.length;
    answer(response, 200, {
      messages: texts.slice(start, start + size).map((m) => resource(m, accountSid)),
      start,
      end: Math.min(start + size, texts.length) - 1,
      page,
      page_size: size,
      uri: uri(page),
      first_page_uri: uri(0),
      previous_page_uri: page > 0 ? uri(page - 1) : null,
      next_page_uri: more ? uri(page + 1) : null,
    });
  }

  // ---- texts

  private accept(from: string, to: string, body: string, statusCallback: string | null): Sms {
    const sms = newSms('outbound-api', from, to, body, Date.now());
    this.keep(sms);
    const fault = this.receiptFaults.take(to);
    const go = () => this.track(this.deliver(sms, statusCallback, fault));
    if (fault?.kind === 'late') this.held.push(go);
    else this.after(this.options.receiptDelayMs ?? 0, go);
    // Told last, so that whoever waited for the text finds everything else in its place.
    this.inbox.add(sms);
    return sms;
  }

  private async deliver(sms: Sms, url: string | null, fault: ReceiptFault | undefined): Promise<void> {
    const lost = fault?.kind === 'undelivered' ? fault.errorCode : null;
    const receipts: Partial<Sms>[] = [
      { status: 'sent', sentAt: Date.now() },
      { status: lost === null ? 'delivered' : 'undelivered', errorCode: lost },
    ];
    const copies = fault?.kind === 'duplicate' ? 2 : 1;
    const order = fault?.kind === 'reordered' ? [1, 0] : [0, 1];
    const posts = order.map((i) => ({ ...sms, ...receipts[i] }));
    // How the text itself stands follows the true order, whatever order the receipts are told in.
    this.change(sms, { ...receipts[0], ...receipts[1] });
    if (!url || fault?.kind === 'none') return;
    for (const told of posts) {
      const params = { ...this.about(told), MessageStatus: told.status, SmsStatus: told.status };
      const code = told.errorCode === null ? undefined : { ErrorCode: String(told.errorCode) };
      for (let copy = 0; copy < copies; copy++) {
        await this.webhooks.post(url, { ...params, ...code }, fault?.kind === 'wrong-signature');
      }
    }
  }

  /** The parameters every webhook about a text carries. */
  private about(sms: Sms): Record<string, string> {
    return {
      AccountSid: this.options.accountSid,
      ApiVersion: '2010-04-01',
      MessageSid: sms.sid,
      SmsSid: sms.sid,
      From: sms.from,
      To: sms.to,
    };
  }

  /** `<Response><Message>…` in the answer to an inbound text is sent to the phone it came from. */
  private answerByTwiml({ from, to }: Sms, twiml: string): void {
    for (const [, inner = ''] of twiml.matchAll(/<Message[^>]*>([\s\S]*?)<\/Message>/g)) {
      const sms = newSms(
        'outbound-reply',
        to,
        from,
        unescapeXml(inner.replace(/<[^>]*>/g, '')).trim(),
        Date.now(),
      );
      Object.assign(sms, { status: 'delivered', sentAt: sms.createdAt });
      this.keep(sms);
      this.inbox.add(sms);
    }
  }

  private keep(sms: Sms): void {
    this.journal?.append(sms); // before anybody is told that it was taken
    this.index(sms);
    this.changed();
  }

  private change(sms: Sms, fields: Partial<Sms>): void {
    Object.assign(sms, fields, { updatedAt: Date.now() });
    this.journal?.append(sms);
    this.changed();
  }

  private index(sms: Sms): void {
    this.bySid.set(sms.sid, sms);
    const phone = phoneOf(sms);
    const known = this.byPhone.get(phone);
    if (known) known.push(sms);
    else this.byPhone.set(phone, [sms]);
  }

  private changed(): void {
    for (const listener of this.changeListeners) listener();
  }

  private after(delayMs: number, go: () => void): void {
    if (delayMs === 0) {
      this.track(new Promise<void>((done) => setImmediate(() => done(go()))));
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      go();
    }, delayMs);
    this.timers.add(timer);
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.working.delete(tracked));
    this.working.add(tracked);
  }
}

function problemWith(to: string, from: string, body: string): number | undefined {
  if (to === '') return 21604;
  if (from === '') return 21603;
  if (body === '') return 21602;
  if (body.length > 1600) return 21617;
  return UNREACHABLE.find(([pattern]) => pattern.test(to))?.[1];
}

function answer(response: http.ServerResponse, status: number, body: unknown, headers = {}): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

function fail(response: http.ServerResponse, status: number, code?: number, retryAfter?: number): void {
  const body = {
    code,
    message: `Error ${code ?? status}`,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  };
  answer(response, status, body, retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) });
}

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};
const unescapeXml = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity] ?? '');
