import type { KnownBlock } from '@slack/types';
import { expect } from 'vitest';

/**
 * Slack's own limits, https://docs.slack.dev/reference/block-kit, written down a second time
 * from the documentation: what breaks one of them is refused as a whole.
 */
export function expectValid({
  text,
  blocks,
}: {
  text: string;
  blocks: readonly KnownBlock[];
}): void {
  length(text, 1, 4_000);
  expect(blocks.length).toBeLessThanOrEqual(50);
  const ids = blocks.flatMap((block) => {
    expectValidBlock(block);
    return block.type === 'actions' ? block.elements.map(({ action_id }) => action_id) : [];
  });
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) length(id, 1, 255);
}

function expectValidBlock(block: KnownBlock): void {
  if (block.type === 'header') length(block.text.text, 1, 150);
  else if (block.type === 'context') {
    expect(block.elements).toHaveLength(1);
    for (const element of block.elements) {
      if (element.type !== 'image') length(element.text, 1, 3_000);
    }
  } else if (block.type === 'image') {
    length(block.alt_text, 1, 2_000);
    if ('image_url' in block) expect(block.image_url).toMatch(/^https:.{1,2993}$/);
    if (block.title) length(block.title.text, 1, 2_000);
  } else if (block.type === 'actions') {
    expect(block.elements.length).toBeGreaterThan(0);
    expect(block.elements.length).toBeLessThanOrEqual(25);
    for (const element of block.elements) expectValidElement(element);
  } else if (block.type === 'rich_text') expectNothingEmpty(block);
  else expect(block.type).toBe('divider');
}

function expectValidElement(
  element: Extract<KnownBlock, { type: 'actions' }>['elements'][number],
): void {
  if (element.type === 'button') {
    length(element.text.text, 1, 75);
    if (element.url !== undefined) length(element.url, 1, 3_000);
    if (element.value !== undefined) length(element.value, 1, 2_000);
    if (element.accessibility_label !== undefined) length(element.accessibility_label, 1, 75);
    return;
  }
  if (element.type !== 'static_select') throw new Error(`no ${element.type} was expected`);
  length(element.placeholder?.text, 1, 150);
  expect(element.options?.length).toBeLessThanOrEqual(100);
  for (const option of element.options ?? []) {
    length(option.text.text, 1, 75);
    length(option.value, 1, 75);
  }
}

function expectNothingEmpty(value: unknown): void {
  if (Array.isArray(value)) expect(value.length).toBeGreaterThan(0);
  if (typeof value === 'string') expect(value).not.toBe('');
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) expectNothingEmpty(inner);
}

function length(text: string | undefined, least: number, most: number): void {
  expect(text?.length).toBeGreaterThanOrEqual(least);
  expect(text?.length).toBeLessThanOrEqual(most);
}
