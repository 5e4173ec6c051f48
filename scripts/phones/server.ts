import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Mailbox } from './mailbox';
import { idOf, type Lang, link, type PhonesView, phonesList, phonesPage } from './page';
import { STYLE } from './style';
import type { TwilioStandIn } from './twilio-api';

const HTMX = fs.readFileSync(require.resolve('htmx.org/dist/htmx.min.js'));

export interface PhonesServer {
  url: string;
  stop(): Promise<void>;
}

/** The Phones page on 127.0.0.1; port 0 takes a free one. */
export async function servePhones(twilio: TwilioStandIn, mailbox: Mailbox, port = 0): Promise<PhonesServer> {
  const started = Date.now().toString(36); // a page left open over a restart must not think it is up to date
  let changes = 0;
  const changed = () => {
    changes += 1;
  };
  twilio.onChange(changed);
  mailbox.onChange(changed);

  const view = (query: URLSearchParams): PhonesView => ({
    lang: langOf(query),
    phone: query.get('phone') ?? '',
    texts: twilio.all,
    mails: mailbox.all,
    seen: `${started}.${changes}`,
  });

  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://phones');
    if (!isOurs(request)) return send(response, 403, 'text/plain', 'Only from this page.');
    const route = `${request.method} ${pathname}`;
    if (route === 'GET /') return send(response, 200, 'text/html', phonesPage(view(searchParams)));
    if (route === 'GET /list') {
      const now = view(searchParams);
      // htmx leaves the page alone on 204
      if (searchParams.get('seen') === now.seen) return send(response, 204);
      return send(response, 200, 'text/html', phonesList(now));
    }
    if (route === 'GET /phones.css') return send(response, 200, 'text/css', STYLE);
    if (route === 'GET /htmx.js') return send(response, 200, 'text/javascript', HTMX);
    if (route === 'POST /reply') return void reply(request, response);
    send(response, 404, 'text/plain', 'Not found.');
  });

  async function reply(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) {
      text += chunk;
      if (text.length > 20_000) return send(response, 413, 'text/plain', 'Too long.');
    }
    const form = new URLSearchParams(text);
    const [from, body] = [form.get('from') ?? '', (form.get('body') ?? '').trim()];
    if (!/^\+\d{8,15}$/.test(from) || body === '')
      return send(response, 400, 'text/plain', 'Who answers what?');
    await twilio.reply(from, body.slice(0, 1600));
    const back = link({ lang: langOf(form), phone: form.get('phone') ?? '' }, {});
    response.writeHead(303, { Location: `${back}#${idOf(from)}` }).end();
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers go out in somebody's name: no other site may post here, nor read through a name of its own. */
function isOurs({ headers, method }: http.IncomingMessage): boolean {
  const host = headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)) return false;
  return method === 'GET' || headers.origin === undefined || headers.origin === `http://${host}`;
}

const langOf = (fields: URLSearchParams): Lang => (fields.get('lang') === 'en' ? 'en' : 'vi');

function send(response: http.ServerResponse, status: number, type?: string, body?: string | Buffer): void {
  response.writeHead(status, {
    ...(type && { 'Content-Type': `${type}; charset=utf-8` }),
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'self'; img-src data:; frame-ancestors 'none'; form-action 'self'",
    'Referrer-Policy': 'same-origin', // 'no-referrer' would also blank the Origin of our own form
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
