import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM, launchChromium } from './chromium.ts';
import { type OpenPage, openPage, type } from './open-page.ts';
import { type Playground, startPlayground } from './start-playground.ts';

describe.skipIf(!CHROMIUM)('the playground for everyone', () => {
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

  test('everything that can be pressed is reached by Tab, and has a name', async () => {
    open = await openPage(browser, playground);
    await type(open.page, '/news open 2');
    const expected = await open.page
      .locator(':is(button, a, input):visible:not([disabled], .skip)')
      .count();
    const names = new Set<string>();
    const reached = new Set<string>();
    await open.page.evaluate(() => {
      for (const [index, element] of document.querySelectorAll('button, a, input').entries()) {
        element.setAttribute('data-at', String(index));
      }
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    for (let presses = 0; presses < expected + 20; presses += 1) {
      await open.page.keyboard.press('Tab');
      const focused = await open.page.evaluate(() => {
        const element = document.activeElement;
        const label = element?.id
          ? document.querySelector(`label[for=${element.id}]`)?.textContent
          : '';
        return {
          at: element?.getAttribute('data-at') ?? '',
          name: element?.getAttribute('aria-label') || element?.textContent?.trim() || label || '',
        };
      });
      if (focused.at === '') continue;
      reached.add(focused.at);
      names.add(focused.name);
    }
    expect(reached.size).toBeGreaterThanOrEqual(expected);
    expect(names.has('')).toBe(false);
  });

  test.each(['light', 'dark'] as const)(
    'text stands out from its ground by 4.5 to 1 in the %s theme',
    async (colorScheme) => {
      open = await openPage(browser, playground, { colorScheme });
      await type(open.page, '/news open 2');
      await type(open.page, '/news digest');
      await type(open.page, '/unknown');
      await open.page.fill('#prompt', '/news ');
      expect(await open.page.evaluate(faintTexts)).toEqual([]);
    },
  );

  test('headings do not skip a level, and the page says its language', async () => {
    open = await openPage(browser, playground);
    const levels = await open.page
      .locator(':is(h1, h2, h3, [role=heading])')
      .evaluateAll((headings) =>
        headings.map((one) => Number(one.ariaLevel ?? one.tagName.slice(1))),
      );
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    expect(await open.page.getAttribute('html', 'lang')).toBe('en');
  });

  test('a new answer is announced once, in its first line', async () => {
    open = await openPage(browser, playground);
    await type(open.page, '/news search fuel');
    await open.page
      .locator('[role=status]', { hasText: 'Viewing results 1 - 6 of 40' })
      .waitFor({ state: 'attached' });
    expect(await open.page.locator('[aria-live], [role=log]').count()).toBe(0);
  });
});

/** Runs in the page: every visible text whose contrast with what is behind it is below 4.5. */
function faintTexts(): string[] {
  type Color = [number, number, number, number];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const parse = (css: string): Color => {
    if (!canvas) throw new Error('no canvas');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a]: Color, [R, G, B]: Color): Color => [
    r * a + R * (1 - a),
    g * a + G * (1 - a),
    b * a + B * (1 - a),
    1,
  ];
  const luminance = ([r, g, b]: Color) => {
    const [R = 0, G = 0, B = 0] = [r, g, b].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const ground = (element: Element | null): Color => {
    if (!element) return [255, 255, 255, 1];
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = new Set<string>();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = node.textContent?.trim();
    if (!element || !words || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('.unseen, .skip, .picture, :disabled, noscript')) continue;
    const behind = ground(element);
    const ink = over(parse(getComputedStyle(element).color), behind);
    const [low = 0, high = 0] = [luminance(ink), luminance(behind)].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5)
      faint.add(
        `${element.className || element.tagName} ${ratio.toFixed(2)} ${words.slice(0, 30)}`,
      );
  }
  return [...faint];
}
