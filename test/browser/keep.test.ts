/**
 * What the script of a phone's page does in a real browser. What is written without a line is kept there, sent once when the line is
 * back, and then gone from the phone; and the browser is offered to be told first.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { WORDS } from '../../api/pages/text';
import { TODAY, Town } from '../pages/town';
import { freshDatabase } from '../support/real-parts';

const t = WORDS.vi;
let town: Town;
let server: Server;
let browser: Browser;
let phone: BrowserContext;
let url: string;

beforeAll(async () => {
  town = await Town.open(await freshDatabase());
  server = createServer(town.app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  await new Promise((done) => server.close(done));
  await town?.close();
});
beforeEach(async () => {
  town.asked.length = 0;
  phone = await browser.newContext({
    viewport: { width: 320, height: 640 },
    locale: 'vi-VN',
    isMobile: true,
  });
  phone.setDefaultTimeout(60_000); // the machine may be busy
});
afterEach(() => phone.close());

const kept = (page: Page) => page.evaluate(() => Object.values({ ...localStorage }));

/** The report page of the visit, filled in. */
async function written(note: string): Promise<{ page: Page; address: string }> {
  const address = `${url}/l/${await town.link('visit-report', 'mentor', 'home/v3', 'home')}`;
  const page = await phone.newPage();
  await page.goto(address);
  await page.locator('input[name=outcome][value=met]').check();
  await page.locator('textarea[name=note]').fill(note);
  return { page, address };
}
const send = (page: Page) => page.getByRole('button', { name: t.send }).click();

test('without a line it says so, keeps the report, and sends it by itself when the line is back', async () => {
  const { page } = await written('Đang học nghề mộc');
  await phone.setOffline(true);
  await send(page);
  await page.getByText(t.keptUnsent).waitFor();
  expect(await kept(page)).toEqual([expect.stringContaining('outcome=met')]);
  expect(town.asked).toEqual([]);

  await phone.setOffline(false);
  await page.getByRole('heading', { name: t.thanks }).waitFor();
  expect(town.asked).toMatchObject([{ update: 'reportVisit', args: { outcome: 'met', heldOn: TODAY } }]);
  expect(await kept(page)).toEqual([]);
}, 180_000);

test('a page closed meanwhile sends when the link is opened again', async () => {
  const { page, address } = await written('Bà nội ốm');
  await phone.setOffline(true);
  await send(page);
  await page.getByText(t.keptUnsent).waitFor();
  await page.close();
  await phone.setOffline(false);
  const again = await phone.newPage();
  await again.goto(address);
  await again.getByRole('heading', { name: t.thanks }).waitFor();
  expect(town.asked).toHaveLength(1);
  expect(await kept(again)).toEqual([]);
}, 180_000);

test('an answer lost on the way counts once: sent again, it is told that it came', async () => {
  const { page, address } = await written('Cháu vào lớp một');
  let lost = 0;
  await page.route('**/l/*', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    await route.fetch({ maxRedirects: 0 });
    await route.abort();
  });
  await send(page);
  await page.getByText(t.keptUnsent).waitFor();
  expect(town.asked).toHaveLength(1);
  await page.goto(address);
  await page.getByRole('heading', { name: t.linkUsed }).waitFor();
  await page.waitForFunction(() => localStorage.length === 0);
  expect(town.asked).toHaveLength(1);
}, 180_000);

test('what the rules refuse comes back with what is wrong, and can be put right', async () => {
  const { page } = await written('');
  await page.locator('input[name=heldOn]').evaluate((field) => {
    (field as unknown as { type: string; value: string }).type = 'text';
    (field as unknown as { type: string; value: string }).value = '31/02/2026';
  });
  await send(page);
  await page.getByRole('alert').waitFor();
  expect(await kept(page)).toEqual([]);
  await page.locator('input[name=heldOn]').fill(TODAY);
  await send(page);
  await page.getByRole('heading', { name: t.thanks }).waitFor();
  expect(town.asked).toHaveLength(1);
}, 180_000);

describe('the page offers to tell this browser first', () => {
  const offer = (page: Page) => page.locator('#push');
  const workers = (page: Page) =>
    page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map((one) => new URL(one.scope).pathname),
    );
  const open = async () => {
    const page = await phone.newPage();
    await page.goto(`${url}/l/${await town.link('visit-report', 'mentor', 'home/v3', 'home')}`);
    await page.waitForLoadState('networkidle');
    return page;
  };

  test('which registers its service worker only when the button is pressed, and says so where it cannot be', async () => {
    // No push service can be reached from here: the browser may be told, and still has nobody to tell it.
    await phone.grantPermissions(['notifications'], { origin: url });
    const page = await open();
    await offer(page).getByText(t.pushOffer).waitFor();
    expect(await workers(page)).toEqual([]);
    await offer(page).getByRole('button', { name: t.pushAgree }).click();
    await offer(page).getByText(t.pushFailed).waitFor();
    expect(await workers(page)).toEqual(['/']);
    expect(await town.db.pushSubscription.count()).toBe(0);
    expect(await offer(page).getByRole('button', { name: t.pushAgree }).isEnabled()).toBe(true);
  }, 180_000);

  test('and not at all where the browser was told never to', async () => {
    const page = await phone.newPage();
    await page.addInitScript(() => {
      Object.defineProperty(Notification, 'permission', { get: () => 'denied' });
    });
    await page.goto(`${url}/l/${await town.link('visit-report', 'mentor', 'home/v3', 'home')}`);
    await page.waitForLoadState('networkidle');
    expect(await offer(page).isVisible()).toBe(false);
  }, 180_000);
});
