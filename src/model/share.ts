import type { ArticleId } from './article.ts';
import type { Brand } from './brand.ts';
import type { Channel } from './channel.ts';

/** Opaque and unguessable: 12 characters of base 36. */
export type ShareId = string & Brand<'ShareId'>;

/** A card that a person showed to a channel. */
export type Share = {
  readonly id: ShareId;
  readonly channel: Channel;
  readonly person: string;
  readonly article: ArticleId;
  readonly sharedAt: Date;
};

export function parseShareId(text: string): ShareId | undefined {
  return /^[a-z0-9]{12}$/.test(text) ? (text as ShareId) : undefined;
}
