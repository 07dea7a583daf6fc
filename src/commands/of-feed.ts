import type { FeedPlace } from '../model/feed.ts';
import type { Invocation } from './command.ts';

/** The search for what a feed brings. */
export function sourceQuery(source: string): string {
  const name = source.replaceAll('"', ' ').trim();
  return /[\s()]/.test(name) ? `source:"${name}"` : `source:${name}`;
}

/** Where, and by whom, something is asked of a feed. */
export function placeOf({ channel, person }: Pick<Invocation, 'channel' | 'person'>): FeedPlace {
  const { platform, workspace, id } = channel;
  return { channel: { platform, workspace, id }, person: person.id };
}
