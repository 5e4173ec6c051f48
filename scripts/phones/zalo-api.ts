import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Aim, Faults } from './faults';

/** One message as Zalo took it. */
export interface ZaloMessage {
  msg_id: string;
  phone: string;
  template_id: string;
  template_data: Record<string, string>;
  tracking_id: string;
}

export type ZaloFault =
  /** Refused by a code of Zalo's; nothing is taken. */
  | { kind: 'code'; error: number }
  | { kind: 'http'; status: number }
  /** Taken; the answer never comes. */
  | { kind: 'accept-then-timeout' };

/** Zalo's notification service on 127.0.0.1: takes messages to phones, goes wrong on request. */
export class ZaloStandIn {
  readonly messages: ZaloMessage[] = [];
  private readonly faults = new Faults<ZaloFault>();
  private readonly server = http.createServer((request, response) => this.serve(request, response));

  constructor(private readonly options: { accessToken: string; templateId: string }) {}

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** `to` of the aim as Zalo is asked: 84… */
  fail(fault: ZaloFault, aim?: Aim): void {
    this.faults.set(fault, aim);
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const say = (status: number, body: object) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (request.url !== '/message/template' || request.method !== 'POST') return void say(404, {});
    const asked = JSON.parse(text) as Omit<ZaloMessage, 'msg_id'>;
    const fault = this.faults.take(asked.phone);
    if (fault?.kind === 'http') return void say(fault.status, {});
    const error = fault?.kind === 'code' ? fault.error : this.problemWith(request, asked);
    if (error) return void say(200, { error, message: 'refused' });
    const message = { ...asked, msg_id: randomUUID() };
    this.messages.push(message);
    if (fault) return; // no answer; whoever asked will tire of waiting
    const data = {
      msg_id: message.msg_id,
      sent_time: '0',
      quota: { dailyQuota: '500', remainingQuota: '499' },
    };
    say(200, { error: 0, message: 'Success', data });
  }

  private problemWith(request: http.IncomingMessage, asked: Omit<ZaloMessage, 'msg_id'>): number {
    if (request.headers.access_token !== this.options.accessToken) return -124;
    if (asked.template_id !== this.options.templateId) return -109;
    if (!/^84\d{9}$/.test(asked.phone)) return -108;
    if (!asked.template_data.noi_dung || !asked.tracking_id || asked.tracking_id.length > 48) return -132;
    return 0;
  }
}
