import type { Brand } from './brand.ts';

/** Stands for a topic where its name may be too long: 12 hexadecimal digits of its hash. */
export type TopicKey = string & Brand<'TopicKey'>;

/** A topic as articles carry it, with how many do. */
export type Topic = {
  readonly name: string;
  readonly key: TopicKey;
  readonly articles: number;
};

export function parseTopicKey(text: string): TopicKey | undefined {
  return /^[0-9a-f]{12}$/.test(text) ? (text as TopicKey) : undefined;
}
