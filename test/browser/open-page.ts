import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Playground } from './start-playground.ts';

export type OpenPage = {
  readonly page: Page;
  /** What the page wrote to the console, threw, or asked of another host. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
};

export const SIDES = ['slack', 'discord'] as const;
export type Side = (typeof SIDES)[number];

/** The playground in a fresh profile, with its first answer drawn. */
export async function openPage(
  browser: Browser,
  playground: Playground,
  options: BrowserContextOptions = {},
  hash = '',
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(playground.url) && !url.startsWith('data:'))
      complaints.push(`asked ${url}`);
  });
  await page.goto(`${playground.url}/${hash}`);
  await firstAnswer(page);
  return { page, complaints, close: () => context.close() };
}

/** The page asks for the latest news by itself; posts of the channel may be drawn before. */
export const firstAnswer = (page: Page) =>
  page.locator('.panel[data-platform=slack] .message', { hasText: '/news latest' }).waitFor();

/** Types a line, sends it, and waits for one message more. */
export async function type(page: Page, line: string): Promise<void> {
  const messages = page.locator('.panel[data-platform=slack] :is(.message, .problem)');
  const before = await messages.count();
  await page.fill('#prompt', line);
  await page.keyboard.press('Enter');
  await messages.nth(before).waitFor({ state: 'attached' });
}

/** The newest message of a side. */
export const newest = (page: Page, side: Side) =>
  page.locator(`.panel[data-platform=${side}] .message`).last();
