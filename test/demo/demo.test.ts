import { dayOf } from '../../domain/calendar';
import { openDatabase } from '../../prisma/client';
import { type DemoProduct, startDemo } from '../../scripts/demo/product';
import { freePort } from '../../scripts/parts/process';
import { type Phones, startPhones } from '../../scripts/phones';
import { freshDatabase, workflowBundle } from '../support/real-parts';

describe('the demo with a clock on every page', () => {
  let phones: Phones;
  let product: DemoProduct;
  let databaseUrl: string;

  beforeAll(async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    const sms = { accountSid: 'ACdemo', authToken: 'token' };
    databaseUrl = await freshDatabase();
    phones = await startPhones({ ...sms, appUrl: publicUrl, log: () => {} });
    product = await startDemo({
      ...{ databaseUrl, phones, sms, port, publicUrl, password: 'nhipcau' },
      bundle: await workflowBundle(),
      secret: 'a secret of at least thirty-two characters',
    });
  }, 300_000);
  afterAll(async () => {
    await product.stop();
    await phones.stop();
  });

  const page = async (path: string) => (await fetch(product.url + path)).text();
  const press = (step: string, back = '/sign-in') =>
    fetch(`${product.url}/demo/clock`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ step, back }).toString(),
    });
  const shown = async () => /<time datetime="([\d-]+)">/.exec(await page('/sign-in'))?.[1] ?? '';

  test('shows the engine’s day in the language of the page, with three ways on', async () => {
    const vi = await page('/sign-in');
    expect(vi).toContain('Sang ngày sau');
    expect(vi.match(/name="step"/g)).toHaveLength(3);
    expect(await page('/sign-in?lang=en')).toContain('Until something happens');
    expect(await page('/no-such-page')).toContain('class="clock"');
    expect(await shown()).toBe(dayOf(product.clock.now()));
  });

  test('goes to the next day and the next week, for the app as for the worker', async () => {
    const before = await shown();
    expect((await press('day')).headers.get('location')).toBe('/sign-in');
    const next = await shown();
    expect(Date.parse(next) - Date.parse(before)).toBe(86_400_000);
    await press('week');
    expect(Date.parse(await shown()) - Date.parse(next)).toBe(7 * 86_400_000);
  });

  test('goes on until something happens: the handover of the demo’s first person does not stand still', async () => {
    const db = openDatabase(databaseUrl, 2);
    try {
      const count = async () => (await db.timelineEvent.count()) + (await db.message.count());
      const before = await count();
      const day = await shown();
      await press('event');
      expect(await count()).toBeGreaterThan(before);
      expect((await shown()) >= day).toBe(true);
      const last = await db.message.findFirst({ orderBy: { id: 'desc' } });
      expect(dayOf(last?.createdAt.getTime() ?? 0) <= (await shown())).toBe(true);
    } finally {
      await db.$disconnect();
    }
  });

  test('never leads away from the product', async () => {
    for (const back of ['https://example.com', '//example.com', '/\\example.com', ''])
      expect((await press('none', back)).headers.get('location')).toBe('/');
  });
});
