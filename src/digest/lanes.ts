import type { Channel, Platform } from '../model/channel.ts';
import type { Lane } from '../store/pace.ts';

const CHANNEL_GAP_MS = 1_000;
/** Slack names no limit for a workspace beside one a second in a channel; four are known to pass. */
const SLACK_WORKSPACE_GAP_MS = 250;
/** Discord takes 50 requests a second of a bot, of which commands need some. */
const DISCORD_GAP_MS = 25;

/** The distances a post to that channel keeps, the widest lane first. */
export function lanesOf({ platform, workspace, id }: Channel): readonly Lane[] {
  const channel = { name: `${platform} ${workspace} ${id}`, gapMs: CHANNEL_GAP_MS };
  switch (platform) {
    case 'slack':
      return [{ name: `${platform} ${workspace}`, gapMs: SLACK_WORKSPACE_GAP_MS }, channel];
    case 'discord':
      return [{ name: platform, gapMs: DISCORD_GAP_MS }, channel];
    case 'web':
      return [channel];
  }
}

/** So many posts at once, and no more: one that hangs takes a place for 10 s. */
const IN_WORKSPACE = 32;
const ON_PLATFORM = 512;

/** The places of this process for posts under way. */
export type Places = {
  /** Undefined when the workspace, or the platform, has taken all of its places. */
  readonly take: (channel: Channel) => (() => void) | undefined;
};

/** Keeps what hangs from holding up others: a workspace those of its platform, a platform the other one. */
export function createPlaces(): Places {
  const workspaces = new Map<string, number>();
  const platforms = new Map<Platform, number>();
  return {
    take: ({ platform, workspace }) => {
      const key = `${platform} ${workspace}`;
      const here = workspaces.get(key) ?? 0;
      const all = platforms.get(platform) ?? 0;
      if (here >= IN_WORKSPACE || all >= ON_PLATFORM) return undefined;
      workspaces.set(key, here + 1);
      platforms.set(platform, all + 1);
      return () => {
        leave(workspaces, key);
        leave(platforms, platform);
      };
    },
  };
}

function leave<K>(counts: Map<K, number>, key: K): void {
  const left = (counts.get(key) ?? 1) - 1;
  if (left === 0) counts.delete(key);
  else counts.set(key, left);
}
