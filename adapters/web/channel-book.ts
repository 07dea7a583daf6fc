import { randomUUID } from 'node:crypto';
import type { Message } from '../../src/message/message.ts';

/** A message that everyone in the playground's channel sees. */
export type ChannelPost = {
  readonly id: string;
  readonly postedAt: Date;
  readonly message: Message;
};

/** What stands in the playground's channel, newest last; held in memory, so a restart empties it. */
export type ChannelBook = {
  /** Gives the id of the new post. */
  readonly add: (message: Message) => string;
  /** Does nothing where the post has gone. */
  readonly replace: (id: string, message: Message) => void;
  readonly remove: (id: string) => void;
  readonly posts: () => readonly ChannelPost[];
  /** Another string after every change, and after a restart. */
  readonly version: () => string;
};

const MAX_POSTS = 50;

export function createChannelBook(now: () => Date): ChannelBook {
  const run = randomUUID();
  const posts = new Map<string, ChannelPost>();
  let changes = 0;

  return {
    add(message) {
      const id = randomUUID();
      posts.set(id, { id, postedAt: now(), message });
      const [oldest] = posts.keys();
      if (posts.size > MAX_POSTS && oldest !== undefined) posts.delete(oldest);
      changes += 1;
      return id;
    },
    replace(id, message) {
      const post = posts.get(id);
      if (!post) return;
      posts.set(id, { ...post, message });
      changes += 1;
    },
    remove(id) {
      if (posts.delete(id)) changes += 1;
    },
    posts: () => [...posts.values()],
    version: () => `${run}:${changes}`,
  };
}
