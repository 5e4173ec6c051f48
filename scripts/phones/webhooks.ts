import http from 'node:http';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';

/** What the application answered to a webhook; `status` is undefined when it could not be reached. */
export interface WebhookAnswer {
  status: number | undefined;
  body: string;
}

/** Posts Twilio's webhooks to the application, signed as Twilio signs them. */
export class Webhooks {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  private closed = false;

  constructor(private readonly authToken: string) {}

  /** Never throws: like Twilio, it does not care whether anybody listens. */
  post(url: string, params: Record<string, string>, forged = false): Promise<WebhookAnswer> {
    const body = new URLSearchParams(params).toString();
    const signature = getExpectedTwilioSignature(
      forged ? `not-${this.authToken}` : this.authToken,
      url,
      params,
    );
    return new Promise((resolve) => {
      if (this.closed) return resolve({ status: undefined, body: '' });
      const unreached = () => resolve({ status: undefined, body: '' });
      const request = http.request(url, {
        method: 'POST',
        agent: this.agent,
        timeout: 15_000, // Twilio's own limit for a webhook
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
          'Content-Length': Buffer.byteLength(body),
          'X-Twilio-Signature': signature,
          'User-Agent': 'TwilioProxy/1.1',
        },
      });
      request.once('timeout', () => request.destroy());
      request.once('error', unreached);
      request.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('end', () => resolve({ status: response.statusCode, body: text }));
        response.once('error', unreached);
      });
      request.end(body);
    });
  }

  close(): void {
    this.closed = true;
    this.agent.destroy();
  }
}
