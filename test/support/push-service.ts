import { createECDH, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushPayload } from '../../activities/messages/push';

// Comes with web-push, which encrypts with it; it has no types.
const ece = require('http_ece') as {
  decrypt(body: Buffer, params: { version: 'aes128gcm'; privateKey: unknown; authSecret: Buffer }): Buffer;
};

/** A browser, as far as push goes: what it tells the product, and how it opens what comes. */
export class Browser {
  private readonly ecdh = createECDH('prime256v1');
  private readonly authSecret = randomBytes(16);
  readonly endpoint: string;
  readonly keys: { p256dh: string; auth: string };

  constructor(name: string) {
    this.endpoint = `https://updates.push.services.mozilla.com/wpush/v2/${name}`;
    this.keys = {
      p256dh: this.ecdh.generateKeys().toString('base64url'),
      auth: this.authSecret.toString('base64url'),
    };
  }

  open(body: Buffer): PushPayload {
    const { ecdh: privateKey, authSecret } = this;
    return JSON.parse(ece.decrypt(body, { version: 'aes128gcm', privateKey, authSecret }).toString());
  }
}

/** A browser's push service over HTTP (RFC 8030), as far as a sender sees it. */
export class PushService {
  readonly taken: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = [];
  /** By path: how it answers instead of taking a message; 0: never. */
  readonly answers = new Map<string, number>();
  private server?: Server;

  async start(): Promise<string> {
    this.server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const path = request.url as string;
      const status = this.answers.get(path) ?? 201;
      if (status === 0) return;
      if (status === 201) this.taken.push({ path, headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(status, status === 429 ? { 'retry-after': '90' } : {}).end();
    });
    await new Promise<void>((done) => this.server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }
}
