/**
 * Takes the README's pictures from a running playground:
 * `npx node test/browser/take-pictures.ts http://localhost:3000`
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { newest, type Side, type } from './open-page.ts';

type Picture = {
  readonly name: string;
  readonly side: Side;
  readonly line: string;
  readonly colorScheme: 'light' | 'dark';
};

const PICTURES: readonly Picture[] = [
  { name: 'slack-search', side: 'slack', line: '/news search isis smugling', colorScheme: 'light' },
  { name: 'discord-digest', side: 'discord', line: '/news digest', colorScheme: 'dark' },
];

/** In CSS pixels; the two pictures stand side by side. */
const MAX_HEIGHT = 1_240;

const FOLDER = join(import.meta.dirname, '..', '..', 'docs');

const [address = 'http://localhost:3000'] = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const browser = await launchChromium();
for (const picture of PICTURES) await take(browser, picture);
await browser.close();

/** The side's window, high enough for the whole answer, or its beginning where that is long. */
async function take(browser: Browser, { name, side, line, colorScheme }: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 2,
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector(`.panel[data-platform=${side}] .message`);
  await type(page, line);
  const answer = newest(page, side);
  const missing = await answer.evaluate((message) => {
    const log = message.parentElement;
    return log ? Math.ceil(message.getBoundingClientRect().height - log.clientHeight) : 0;
  });
  await page.setViewportSize({ width: 1440, height: Math.min(MAX_HEIGHT, 900 + missing + 16) });
  await answer.evaluate((message) => {
    const log = message.parentElement;
    if (log) log.scrollTop += message.getBoundingClientRect().top - log.getBoundingClientRect().top;
  });
  await page.locator(`.window.${side}`).screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
}
