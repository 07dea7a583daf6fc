import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { text } from '../../src/message/message.ts';
import type { Period } from '../../src/model/delivery.ts';
import type { SubscriptionId } from '../../src/model/subscription.ts';
import { CHROMIUM, launchChromium } from './chromium.ts';
import { firstAnswer, newest, type OpenPage, openPage, SIDES, type } from './open-page.ts';
import { type Playground, startPlayground } from './start-playground.ts';

describe.skipIf(!CHROMIUM)('the playground in Chromium', () => {
  let browser: Browser;
  let playground: Playground;
  let open: OpenPage;

  beforeAll(async () => {
    browser = await launchChromium();
    playground = await startPlayground();
  });
  afterEach(() => open.close());
  afterAll(async () => {
    await browser.close();
    await playground.close();
  });

  test('loads with an answer to look at, without errors, and asks nothing of other hosts', async () => {
    open = await openPage(browser, playground);
    for (const side of SIDES) {
      expect(await newest(open.page, side).textContent()).toContain('Viewing results 1 - 6 of 40');
    }
    expect(await open.page.locator('.not-drawn').count()).toBe(0);
    expect(open.complaints).toEqual([]);
  });

  test('a typed command is drawn on both sides, with the limits it uses', async () => {
    open = await openPage(browser, playground);
    await type(open.page, '/news search fuel');
    for (const side of SIDES) {
      expect(await newest(open.page, side).textContent()).toContain('of 40 for fuel');
      expect(await newest(open.page, side).textContent()).toContain('/news search fuel');
    }
    expect(await open.page.locator('.measure').allTextContents()).toEqual([
      expect.stringMatching(/^text [\d,]+\/9,000$/),
      expect.stringMatching(/^blocks \d+\/45$/),
      expect.stringMatching(/^embed characters [\d,]+\/6,000$/),
    ]);
  });

  test.each(SIDES)(
    'Next turns the page on both sides when pressed in %s, and keeps the focus',
    async (side) => {
      open = await openPage(browser, playground);
      const next = newest(open.page, side).locator('button', { hasText: 'Next' });
      await next.click();
      for (const other of SIDES) {
        await newest(open.page, other).getByText('Viewing results 7 - 12').waitFor();
      }
      expect(await open.page.evaluate(() => document.activeElement?.textContent)).toContain('Next');
      await open.page.keyboard.press('Enter');
      await newest(open.page, side).getByText('Viewing results 13 - 18').waitFor();
      await newest(open.page, side).locator('button', { hasText: 'Previous' }).click();
      await newest(open.page, side).getByText('Viewing results 7 - 12').waitFor();
    },
  );

  test.each(SIDES)('an article opens from the menu in %s by keyboard alone', async (side) => {
    open = await openPage(browser, playground);
    await newest(open.page, side).locator('button.menu').focus();
    await open.page.keyboard.press('ArrowDown');
    await open.page.waitForFunction(() => document.activeElement?.role === 'option');
    await open.page.keyboard.press('ArrowDown');
    await open.page.keyboard.press('Enter');
    for (const other of SIDES) {
      await newest(open.page, other).getByText('Sentences are quoted from the article').waitFor();
      expect(await newest(open.page, other).locator('h3').textContent()).toContain(
        'shared register',
      );
    }
  });

  test('Escape closes a menu and gives the focus back', async () => {
    open = await openPage(browser, playground);
    const menu = newest(open.page, 'slack').locator('button.menu');
    const expanded = () => menu.getAttribute('aria-expanded');
    await menu.click();
    await expect.poll(expanded).toBe('true');
    await open.page.keyboard.press('Escape');
    await expect.poll(expanded).toBe('false');
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('what is shared stands in the channel of both sides, after a reload too, until it is removed', async () => {
    open = await openPage(browser, playground);
    await type(open.page, '/news open 2');
    await newest(open.page, 'discord').locator('button', { hasText: 'Share' }).click();
    await newest(open.page, 'slack').getByText('shared from /news').waitFor();
    await open.page.reload();
    await firstAnswer(open.page);
    for (const side of SIDES) {
      await open.page
        .locator(`.panel[data-platform=${side}] .log`)
        .getByText('shared from /news')
        .waitFor();
    }
    await open.page.locator('.slack button', { hasText: 'Remove' }).click();
    const everywhere = open.page.locator('.log').getByText('shared from /news');
    await expect.poll(() => everywhere.count()).toBe(0);
  });

  test('a digest that is posted appears by itself', async () => {
    open = await openPage(browser, playground);
    await playground.poster(
      { platform: 'web', workspace: 'playground', id: 'playground' },
      { blocks: [{ kind: 'heading', spans: [text('Evening digest')] }] },
      { subscription: 1 as SubscriptionId, period: '2026-11-22T18:00' as Period },
    );
    await newest(open.page, 'slack').getByText('Evening digest').waitFor();
    expect(await newest(open.page, 'slack').textContent()).not.toContain('Only visible to you');
  });

  test('a post does not tear away what is being read', async () => {
    open = await openPage(browser, playground);
    await type(open.page, '/news search fuel');
    const log = open.page.locator('.slack .log');
    const before = await log.evaluate((element) => {
      element.scrollTop = 40;
      return element.scrollTop;
    });
    await playground.poster(
      { platform: 'web', workspace: 'playground', id: 'playground' },
      { blocks: [{ kind: 'heading', spans: [text('Night digest')] }] },
      { subscription: 1 as SubscriptionId, period: '2026-11-22T23:00' as Period },
    );
    await newest(open.page, 'slack').getByText('Night digest').waitFor();
    expect(await log.evaluate((element) => element.scrollTop)).toBe(before);
  });

  test('the prompt completes, remembers and explains itself', async () => {
    open = await openPage(browser, playground);
    const value = () => open.page.inputValue('#prompt');
    await open.page.keyboard.press('/');
    await open.page.keyboard.type('/news o');
    await open.page.keyboard.press('Tab');
    expect(await value()).toBe('/news open ');
    await open.page.keyboard.type('museum');
    await open.page.locator('.hint', { hasText: 'Museum shows' }).waitFor();
    await open.page.keyboard.press('ArrowDown');
    await open.page.keyboard.press('Enter');
    expect(await value()).toBe('/news open 7');
    await open.page.keyboard.press('Enter');
    await newest(open.page, 'slack').locator('h3', { hasText: 'Museum' }).waitFor();
    await type(open.page, '/news digest');
    await open.page.keyboard.press('ArrowUp');
    expect(await value()).toBe('/news digest');
    await open.page.keyboard.press('ArrowUp');
    expect(await value()).toBe('/news open 7');
    await open.page.keyboard.press('ArrowDown');
    await open.page.keyboard.press('ArrowDown');
    expect(await value()).toBe('');
  });

  test('a line in the address is filled in, never run', async () => {
    open = await openPage(browser, playground, {}, '#type=%2Fnewsdesk+unsubscribe');
    await open.page.waitForFunction(() => document.querySelector('input')?.value !== '');
    expect(await open.page.inputValue('#prompt')).toBe('/newsdesk unsubscribe');
    expect(await open.page.locator('.slack .message').last().textContent()).toContain(
      '/news latest',
    );
  });

  test('the JSON is the very payload, and can be copied', async () => {
    open = await openPage(browser, playground, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const panel = open.page.locator('.panel[data-platform=discord]');
    await panel.locator('button', { hasText: 'Copy JSON' }).click();
    await panel.locator('button', { hasText: 'Copied' }).waitFor();
    await panel.locator('[data-tool=json]').click();
    const shown = await panel.locator('.json').textContent();
    expect(await open.page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
    expect(JSON.parse(shown ?? '')).toMatchObject({ embeds: [{ title: expect.any(String) }] });
  });

  test('a mistake is answered in words on the page', async () => {
    open = await openPage(browser, playground);
    await type(open.page, '/remind me');
    expect(await open.page.locator('.slack .problem').textContent()).toContain('Try /news help');
    await open.page.route('**/playground/command', (route) => route.abort());
    await type(open.page, '/news latest');
    await open.page.locator('.slack .problem', { hasText: 'not answering' }).waitFor();
  });

  test.each([320, 375, 768, 1024, 1440])(
    'nothing is wider than a window of %i px',
    async (width) => {
      open = await openPage(browser, playground, { viewport: { width, height: 740 } });
      await type(open.page, '/news open 2');
      const widths = await open.page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('.log')].map((element) => ({
          inner: element.scrollWidth,
          outer: element.clientWidth,
        })),
      );
      for (const { inner, outer } of widths) expect(inner).toBeLessThanOrEqual(outer);
    },
  );

  test('on a phone one side is shown, and a press shows the other', async () => {
    open = await openPage(browser, playground, { viewport: { width: 375, height: 740 } });
    const discord = open.page.locator('.discord.window');
    expect(await discord.isVisible()).toBe(false);
    for (const line of ['/news search fuel', '/news open 2']) await type(open.page, line);
    await open.page.locator('.sides button', { hasText: 'Discord' }).click();
    expect(await discord.isVisible()).toBe(true);
    expect(await open.page.locator('.slack.window').isVisible()).toBe(false);
    const line = newest(open.page, 'discord').locator('.typed');
    const [box, log] = [await line.boundingBox(), await discord.locator('.log').boundingBox()];
    expect(box?.y).toBeGreaterThanOrEqual(log?.y ?? 0);
    expect(box?.y).toBeLessThan((log?.y ?? 0) + (log?.height ?? 0));
  });
});
