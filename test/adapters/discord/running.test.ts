import { expect, onTestFinished, test, vi } from 'vitest';
import { createDiscord, type DiscordOptions } from '../../../adapters/discord/client.ts';
import { type Log, SILENT } from '../../../src/log.ts';
import type { PostKey } from '../../../src/model/delivery.ts';
import { fakeDiscord, guildOf } from '../../support/discord.ts';

const REFUSED = /^DISCORD_TOKEN was refused by Discord; copy the token anew [^\n]+$/;

test('a token that is reset while the bot runs is told of once, with what to do, and health says it', async () => {
  const { discord, bot, refusals } = await connected();

  discord.drop(4004);
  await vi.waitFor(() => expect(refusals).toHaveLength(1));

  discord.status = 401;
  expect(await post(bot)).toEqual({ kind: 'workspace-closed', code: '401' });
  expect(refusals).toEqual([expect.stringMatching(REFUSED)]);
  expect(bot.health()).toEqual({ ok: false, detail: refusals[0] });
});

test('a token that is refused at a post is told of once, and nothing more is posted', async () => {
  const { discord, bot, refusals } = await connected();

  discord.status = 401;
  expect(await post(bot)).toEqual({ kind: 'workspace-closed', code: '401' });

  expect(refusals).toEqual([expect.stringMatching(REFUSED)]);
  const before = discord.asked.length;
  await post(bot);
  expect(discord.asked).toHaveLength(before);
  discord.drop(4004);
  await vi.waitFor(() => expect(discord.connections()).toBe(0));
  expect(refusals).toHaveLength(1);
});

test('an outage is logged once, however many tries it takes until Discord is reached', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const warnings: string[] = [];
  const log: Log = { ...SILENT, warn: (_, event) => warnings.push(event) };
  const { discord, bot } = await created({ log });
  discord.status = 503;

  await bot.start();
  const asked = () => discord.asked.filter((request) => request === 'GET /gateway/bot').length;
  const before = asked();
  while (asked() < 3 * before) await vi.advanceTimersByTimeAsync(1_000);
  expect(bot.health()).toEqual({ ok: false, detail: 'Service Unavailable' });
  discord.status = 200;
  while (!bot.health().ok) await vi.advanceTimersByTimeAsync(1_000);
  await bot.connected;

  expect(warnings).toEqual([
    'discord keeps the commands registered before',
    'discord is not reached, trying again',
  ]);
});

test('servers that removed the bot while it was away are told of, an outage of a server is not', async () => {
  const told: string[] = [];
  const { discord, bot } = await created({
    keptWorkspaces: async () => ['10', '20', '30', 'user:40'],
    onInstalled: async (servers) => void told.push(`in ${servers.join(' and ')}`),
    onRemoved: async (server) => void told.push(`removed from ${server}`),
  });
  const news = async (...expected: readonly string[]) => {
    await vi.waitFor(() => expect(told).toEqual(expected));
    told.length = 0;
  };

  discord.servers = ['10', '20'];
  discord.away = ['20'];
  await bot.start();
  await news('in 10 and 20', 'removed from 30');

  discord.dispatch('GUILD_DELETE', { id: '10', unavailable: true });
  discord.dispatch('GUILD_CREATE', guildOf('10'));
  discord.dispatch('GUILD_CREATE', guildOf('30'));
  await news('in 30');
  discord.dispatch('GUILD_DELETE', { id: '30' });
  await news('removed from 30');

  discord.servers = ['20', '30'];
  discord.welcome();
  await news('in 20 and 30', 'removed from 10');
});

/** A bot that is up, and what it says of the door that is closed to it. */
async function connected(change: Partial<DiscordOptions> = {}) {
  const made = await created(change);
  await made.bot.start();
  expect(made.bot.health()).toEqual({ ok: true, detail: 'connected' });
  return made;
}

async function created(change: Partial<DiscordOptions>) {
  const discord = await fakeDiscord();
  const refusals: string[] = [];
  const bot = createDiscord({
    token: 'the-token',
    apiUrl: discord.apiUrl,
    commands: [],
    answer: () => Promise.reject(new Error('nothing is asked here')),
    suggest: async () => [],
    registeredHash: { get: async () => undefined, set: async () => {} },
    onRefused: (reason) => refusals.push(reason),
    log: SILENT,
    ...change,
  });
  onTestFinished(async () => {
    await bot.stop();
    await discord.close();
  });
  return { discord, bot, refusals };
}

function post({ poster }: ReturnType<typeof createDiscord>) {
  const channel = { platform: 'discord', workspace: '1', id: '2' } as const;
  return poster(channel, { blocks: [] }, { subscription: 1, period: '2026-11-22/8' } as PostKey);
}
