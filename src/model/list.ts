import type { Revision } from './article.ts';
import type { Brand } from './brand.ts';
import type { Tenant } from './channel.ts';

/** Opaque and unguessable: 12 characters of base 36. */
export type ListId = string & Brand<'ListId'>;

/** What a result list shows: kept so that its buttons work after a restart and next month. */
export type ListSpec =
  | { readonly kind: 'search'; readonly text: string }
  /** The newest articles, stories grouped; `text` holds filters only. */
  | { readonly kind: 'latest'; readonly text: string; readonly hours?: number };

/** Feeds to choose from: choosing one gives the command again, with its address. */
export type FeedOffer = {
  readonly kind: 'feeds';
  readonly verb: 'feed add' | 'subscribe';
  readonly options: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
};

export type List = {
  readonly id: ListId;
  readonly tenant: Tenant;
  readonly person: string;
  readonly spec: ListSpec;
  /** Articles first stored later are left out of every page. */
  readonly revision: Revision;
  readonly createdAt: Date;
};

export function parseListId(text: string): ListId | undefined {
  return /^[a-z0-9]{12}$/.test(text) ? (text as ListId) : undefined;
}
