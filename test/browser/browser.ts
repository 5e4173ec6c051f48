import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { root } from '../../scripts/parts/root';

/** Where the screenshots of the last walk are; not in git. */
export const ARTEFACTS = join(root, 'test', 'artefacts', 'walk');

const DESK = { width: 1280, height: 900 };
/** The smallest phone anybody still carries. */
const PHONE = { width: 320, height: 640 };

// One browser for the whole walk, talking to nobody but the product.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function openBrowser(artefacts = ARTEFACTS): Promise<Browser> {
  rmSync(artefacts, { recursive: true, force: true });
  mkdirSync(artefacts, { recursive: true });
  return chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: FLAGS });
}

/** Somebody at a desk. */
export async function desk(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: DESK,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    acceptDownloads: true,
  });
  return patient(context).newPage();
}

/** Somebody with an old phone in their hand, on which no script runs. */
export async function phone(browser: Browser): Promise<BrowserContext> {
  return patient(
    await browser.newContext({
      viewport: PHONE,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      hasTouch: true,
      isMobile: true,
      javaScriptEnabled: false,
    }),
  );
}

function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(30_000); // the machine may be busy; nothing here measures speed
  return context;
}

/** Keeps a picture of the page on a desk and on a phone, and fails where the phone would have to scroll sideways. */
export async function look(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? DESK;
  for (const size of [DESK, PHONE]) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(ARTEFACTS, `${name}-${size.width}.png`), fullPage: true });
  }
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(before);
  if (width > PHONE.width) throw new Error(`${name} is ${width} px wide on a phone of ${PHONE.width} px`);
}

/** Bytes that come over the line for this page until it is there: what a prepaid phone pays for. */
export async function transferred(page: Page, load: () => Promise<unknown>): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) =>
    sizes.push(request.sizes().then((s) => s.responseHeadersSize + s.responseBodySize)),
  );
  await load();
  await page.waitForLoadState('networkidle');
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
