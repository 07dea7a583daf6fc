import type { Digest, DigestStory } from '../model/digest.ts';
import { MAX_WEIGHT, weightOf } from './fit.ts';
import { type Block, bold, code, type Entry, type Message, type Span, text } from './message.ts';
import { openMenu } from './open-menu.ts';
import { plainText, spansText } from './plain-text.ts';
import { aboutSpans, outletIn } from './query-words.ts';
import { counted, dotted } from './spans.ts';
import { storyEntry, storyLine } from './story-entry.ts';

const WORDS_PER_MINUTE = 230;

export type DigestMessageOptions = {
  readonly digest: Digest;
  /** When it was to be sent; the day it speaks of. */
  readonly plannedAt: Date;
  readonly timezone: string;
  /** When it is sent, where that is so late that it must be said. */
  readonly lateAt?: Date;
  /** Digests between then and this one were not sent; it makes up for them. */
  readonly reachesBackTo?: Date;
  /** How far back somebody asked it to look; without it, it follows the last one. */
  readonly hours?: number;
};

/**
 * The digest as one message, the same on every platform. What does not fit is left out by whole
 * stories, from the end, and the *Also* lines first: no sentence is ever cut to make room.
 */
export function digestMessage(options: DigestMessageOptions): Message {
  const { stories, also } = options.digest;
  if (stories.length === 0) return nothingNew(options);
  const entries = stories.map(storyEntry);
  const lines = also.map(storyLine);
  for (let left = entries.length + lines.length; left > 1; left -= 1) {
    const message = withStories(
      options,
      entries.slice(0, left),
      lines.slice(0, Math.max(0, left - entries.length)),
    );
    if (weightOf(message.blocks) <= MAX_WEIGHT) return message;
  }
  return withStories(options, entries.slice(0, 1), []);
}

function withStories(
  options: DigestMessageOptions,
  entries: readonly Entry[],
  lines: readonly (readonly Span[])[],
): Message {
  const { query, stories, also } = options.digest;
  const shown = [...stories, ...also].slice(0, entries.length + lines.length);
  return {
    blocks: [
      { kind: 'heading', spans: heading(options) },
      {
        kind: 'note',
        spans: dotted([
          [text(counted(shown.length, 'story', 'stories'))],
          outletIn(query) === undefined
            ? [text(`from ${counted(sourcesOf(shown), 'source')}`)]
            : [],
          [text(`${readMinutes(entries, lines)} min read`)],
          aboutSpans(query),
        ]),
      },
      ...remarks(options),
      ...entries,
      ...(lines.length === 0
        ? []
        : [
            { kind: 'paragraph' as const, spans: [bold('Also')] },
            { kind: 'bullets' as const, items: lines },
          ]),
      openMenu(shown.map(({ lead }) => lead)),
    ],
  };
}

function nothingNew(options: DigestMessageOptions): Message {
  const { query } = options.digest;
  const { hours } = options;
  const since =
    hours === undefined ? 'since the last digest' : `in the last ${counted(hours, 'hour')}`;
  return {
    blocks: [
      { kind: 'heading', spans: heading(options) },
      {
        kind: 'paragraph',
        spans:
          query === ''
            ? [text(`Nothing new ${since}.`)]
            : [text('Nothing new '), ...aboutSpans(query), text(` ${since}.`)],
      },
      ...remarks(options),
      ...(hours === undefined
        ? []
        : [
            {
              kind: 'note' as const,
              spans: [code('/news latest'), text(' shows the newest articles, however old.')],
            },
          ]),
    ],
  };
}

function heading({ plannedAt, timezone }: DigestMessageOptions): Span[] {
  return [text(`News digest · ${dayIn(timezone, plannedAt)}`)];
}

function dayIn(timezone: string, at: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }).format(at);
}

function remarks({ lateAt, plannedAt, timezone, reachesBackTo }: DigestMessageOptions): Block[] {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
  });
  const lines = [
    lateAt &&
      `Planned for ${clock.format(plannedAt)}, sent at ${clock.format(lateAt)}: the service was down.`,
    reachesBackTo &&
      `It reaches back to ${dayIn(timezone, reachesBackTo)}, ${clock.format(reachesBackTo)}: what was planned since then was not sent.`,
  ];
  return lines.flatMap((line) => (line ? [{ kind: 'note' as const, spans: [text(line)] }] : []));
}

function sourcesOf(stories: readonly DigestStory[]): number {
  return new Set(stories.flatMap(({ sources }) => sources)).size;
}

function readMinutes(entries: readonly Entry[], lines: readonly (readonly Span[])[]): number {
  const read = [plainText({ blocks: entries }), ...lines.map(spansText)].join(' ');
  return Math.max(1, Math.round(read.split(/\s+/).length / WORDS_PER_MINUTE));
}
