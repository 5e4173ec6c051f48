import { randomUUID } from 'node:crypto';
import type { Product } from './product';

/** Somebody of an office who works through the JSON API. */
export class Office {
  private constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn({ url, password }: Product, name: string): Promise<Office> {
    const answer = await fetch(`${url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ email: `${name}@nhipcau.example`, password }),
    });
    const { csrfToken } = (await expectOk(answer)) as { csrfToken: string };
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return new Office(url, { cookie, 'x-csrf-token': csrfToken });
  }

  /** Sends a list and starts its good rows; accepted when it comes back, not yet started. */
  async import(content: Buffer, name: string): Promise<{ importId: string; good: number }> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)]), name);
    const preview = (await this.post('/imports', form)) as { importId: string; good: number };
    await this.post(`/imports/${preview.importId}/start`);
    return preview;
  }

  private async post(path: string, body?: FormData): Promise<unknown> {
    const headers = { ...this.headers, 'idempotency-key': randomUUID() };
    return expectOk(await fetch(`${this.url}/api/v1${path}`, { method: 'POST', headers, body }));
  }
}

async function expectOk(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status}: ${text}`);
  return JSON.parse(text);
}
