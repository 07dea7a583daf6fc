import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createDiscord, type Discord } from '../../../adapters/discord/client.ts';
import { SILENT } from '../../../src/log.ts';

const cleanUp: (() => unknown)[] = [];
afterEach(() => Promise.all(cleanUp.splice(0).map((end) => end())));

test('a refused token ends the start with one line that names it', async () => {
  const discord = await against(401);
  await expect(discord.start()).rejects.toThrow(/^DISCORD_TOKEN was refused by Discord; [^\n]+$/);
  expect(discord.health()).toMatchObject({
    ok: false,
    detail: expect.stringMatching('DISCORD_TOKEN'),
  });
});

test('an empty token is refused without a request', async () => {
  const discord = await against(500, '');
  await expect(discord.start()).rejects.toThrow(/^DISCORD_TOKEN was refused/);
});

test('an outage at the start is waited out: the rest of the bot goes on', async () => {
  const discord = await against(404);
  await discord.start();
  expect(discord.health()).toEqual({ ok: false, detail: 'no' });
  await discord.stop();
  expect(discord.health()).toEqual({ ok: false, detail: 'stopped' });
});

async function against(status: number, token = 'the-token'): Promise<Discord> {
  const server = createServer((_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end('{"code":0,"message":"no"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const discord = createDiscord({
    token,
    apiUrl: `http://127.0.0.1:${port}/api`,
    commands: [],
    answer: () => Promise.reject(new Error('nothing is asked here')),
    suggest: async () => [],
    registeredHash: { get: async () => undefined, set: async () => {} },
    log: SILENT,
  });
  cleanUp.push(discord.stop, () => server.close());
  return discord;
}
