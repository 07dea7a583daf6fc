import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PageFile = {
  readonly type: string;
  readonly bytes: Buffer;
  readonly etag: string;
};

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

const FILES: Readonly<Record<string, readonly [name: string, type: keyof typeof TYPES]>> = {
  '/': ['index.html', 'html'],
  '/page/page.js': ['page.js', 'js'],
  '/page/conversation.js': ['conversation.js', 'js'],
  '/page/prompt.js': ['prompt.js', 'js'],
  '/page/inspector.js': ['inspector.js', 'js'],
  '/page/measure.js': ['measure.js', 'js'],
  '/page/dom.js': ['dom.js', 'js'],
  '/page/menu.js': ['menu.js', 'js'],
  '/page/markup.js': ['markup.js', 'js'],
  '/page/slack-markup.js': ['slack-markup.js', 'js'],
  '/page/discord-markdown.js': ['discord-markdown.js', 'js'],
  '/page/draw-slack.js': ['draw-slack.js', 'js'],
  '/page/draw-discord.js': ['draw-discord.js', 'js'],
  '/page/playground.css': ['playground.css', 'css'],
  '/page/slack.css': ['slack.css', 'css'],
  '/page/discord.css': ['discord.css', 'css'],
  '/page/icon.svg': ['icon.svg', 'svg'],
};

/** The page by the path of each file, read once: no path of a request ever meets the disk. */
export function loadPage(): ReadonlyMap<string, PageFile> {
  return new Map(
    Object.entries(FILES).map(([path, [name, type]]) => {
      const bytes = readFileSync(join(import.meta.dirname, 'page', name));
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 16)}"`;
      return [path, { type: TYPES[type], bytes, etag }];
    }),
  );
}
