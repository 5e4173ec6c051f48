import { randomUUID } from 'node:crypto';
import { readConfig } from '../../api/config';
import { serve } from '../../api/server';
import { freshDatabase } from '../support/real-parts';
import { configOf } from './support';

describe('the configuration', () => {
  const good = {
    DATABASE_URL: 'postgres://x',
    TEMPORAL_ADDRESS: '127.0.0.1:7233',
    PUBLIC_URL: 'https://nhipcau.test/',
    SECRET: 'x'.repeat(32),
  };

  test('is read from the environment; what is empty is not set', () => {
    expect(readConfig({ ...good, PHONES_URL: '', PORT: '8080' })).toMatchObject({
      port: 8080,
      publicUrl: 'https://nhipcau.test',
      phonesUrl: undefined,
      temporalNamespace: 'default',
    });
  });

  test.each([
    ['SECRET', { SECRET: 'short-value' }],
    ['DATABASE_URL', { DATABASE_URL: undefined }],
    ['PUBLIC_URL', { PUBLIC_URL: 'not-an-address' }],
    ['PORT', { PORT: '99999999' }],
  ])(
    'that lacks a good %s names it and shows no value',
    (name, wrong: Record<string, string | undefined>) => {
      const said = (() => {
        try {
          return String(readConfig({ ...good, ...wrong }));
        } catch (error) {
          return (error as Error).message;
        }
      })();
      expect(said).toContain(name);
      for (const value of Object.values(wrong)) if (value) expect(said).not.toContain(value);
    },
  );
});

test('stopping lets a request that runs come to its end, and takes no more', async () => {
  const server = await serve(configOf(await freshDatabase(), { logLevel: 'silent' }));
  const running = fetch(`${server.url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify({ email: 'nobody@nhipcau.example', password: 'x' }),
  });
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  const [answer] = await Promise.all([running, server.stop()]);
  expect(answer.status).toBe(401);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});
