import { expect, onTestFinished, test, vi } from 'vitest';
import { createDiscord, type DiscordOptions } from '../../../adapters/discord/client.ts';
import { SILENT } from '../../../src/log.ts';
import type { PostKey } from '../../../src/model/delivery.ts';
import { fakeDiscord } from '../../support/discord.ts';

const REFUSED = /^DISCORD_TOKEN was refused by Discord; copy the token anew [^\n]+$/;

test('a token that is reset while the bot runs is told of once, with what to do, and health says it', async () => {
  const { discord, bot, refusals } = await connected();

  discord.drop(4004);
  await vi.waitFor(() => expect(refusals).toHaveLength(1));

  discord.accepts = false;
  expect(await post(bot)).toEqual({ kind: 'workspace-closed', code: '401' });
  expect(refusals).toEqual([expect.stringMatching(REFUSED)]);
  expect(bot.health()).toEqual({ ok: false, detail: refusals[0] });
});

test('a token that is refused at a post ends the gateway, too', async () => {
  const { discord, bot, refusals } = await connected();

  discord.accepts = false;
  expect(await post(bot)).toEqual({ kind: 'workspace-closed', code: '401' });

  expect(refusals).toEqual([expect.stringMatching(REFUSED)]);
  await vi.waitFor(() => expect(discord.connections()).toBe(0));
  const before = discord.asked.length;
  await post(bot);
  expect(discord.asked).toHaveLength(before);
});

/** A bot that is up, and what it says of the door that is closed to it. */
async function connected(change: Partial<DiscordOptions> = {}) {
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
  await bot.start();
  await vi.waitFor(() => expect(bot.health()).toEqual({ ok: true, detail: 'connected' }));
  return { discord, bot, refusals };
}

function post({ poster }: ReturnType<typeof createDiscord>) {
  const channel = { platform: 'discord', workspace: '1', id: '2' } as const;
  return poster(channel, { blocks: [] }, { subscription: 1, period: '2026-11-22/8' } as PostKey);
}
