import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import type { Point } from './points.ts';

/** A post that a platform took: from now on people can read it. */
export type Accepted = {
  readonly platform: 'slack' | 'discord';
  readonly channel: string;
  readonly messageId: string;
  readonly at: number;
};

export type Platforms = {
  readonly url: string;
  readonly accepted: readonly Accepted[];
  /** Posts that asked for the same as one before and got its answer. */
  readonly recognised: () => number;
  readonly requests: () => number;
  /** Kills this process, its next time, while its post is under way. */
  readonly killAt: (bot: string, point: Point, kill: () => void) => void;
  readonly close: () => void;
};

/** For how long Discord knows a nonce again, as far as anybody says. */
const NONCE_MS = 3 * 60_000;

/** What a platform does with a post, and how often of a hundred. */
const MOODS = [
  ['takes it', 76],
  ['takes it slowly', 6],
  ['limits the rate', 5],
  ['takes it and hangs up', 4],
  ['hangs up', 3],
  ['takes it and answers 500', 3],
  ['answers 500', 3],
] as const;

type Doomed = { readonly point: Point; readonly kill: () => void };

/**
 * Slack's `chat.postMessage` and Discord's Create Message on the loopback, in changing moods.
 * All that was taken is appended to `file`, so that nothing that dies takes it along.
 */
export async function openPlatforms(random: Random, file: string): Promise<Platforms> {
  const accepted: Accepted[] = [];
  const nonces = new Map<string, { readonly messageId: string; readonly at: number }>();
  const doomed = new Map<string, Doomed>();
  let recognised = 0;
  let requests = 0;

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    accepted,
    recognised: () => recognised,
    requests: () => requests,
    killAt: (bot, point, kill) => doomed.set(bot, { point, kill }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const [, bot = '', platform, ...path] = (request.url ?? '').split('/');
    const body = await bodyOf(request);
    const doom = doomed.get(bot);
    doomed.delete(bot);
    if (doom?.point === 'in the post') {
      doom.kill();
      response.destroy();
      return;
    }
    const post =
      platform === 'slack'
        ? slackPost(body)
        : discordPost(body, path[path.indexOf('channels') + 1]);
    const mood = doom ? 'takes it' : random.weighted(MOODS);
    const take = () => accept(post);
    await sleep(random.between(2, 40));
    switch (mood) {
      case 'limits the rate':
        return limited(response, platform);
      case 'hangs up':
        response.destroy();
        return;
      case 'answers 500':
        response.writeHead(500).end('oops');
        return;
      case 'takes it and hangs up':
        take();
        response.destroy();
        return;
      case 'takes it and answers 500':
        take();
        response.writeHead(500).end('oops');
        return;
      case 'takes it slowly':
        await sleep(random.between(300, 2_000));
        break;
    }
    const messageId = take();
    if (doom) doom.kill();
    else good(response, platform, messageId, post.channel);
  }

  function accept({ platform, channel, nonce }: PostRequest): string {
    const now = Date.now();
    const known = nonce === undefined ? undefined : nonces.get(`${channel} ${nonce}`);
    if (known && now - known.at < NONCE_MS) {
      recognised += 1;
      return known.messageId;
    }
    const messageId = `${now}.${String(accepted.length).padStart(6, '0')}`;
    if (nonce !== undefined) nonces.set(`${channel} ${nonce}`, { messageId, at: now });
    const taken: Accepted = { platform, channel, messageId, at: now };
    accepted.push(taken);
    appendFileSync(file, `${JSON.stringify(taken)}\n`);
    return messageId;
  }
}

type PostRequest = {
  readonly platform: 'slack' | 'discord';
  readonly channel: string;
  readonly nonce: string | undefined;
};

function slackPost(body: string): PostRequest {
  const channel = new URLSearchParams(body).get('channel') ?? '';
  return { platform: 'slack', channel, nonce: undefined };
}

function discordPost(body: string, channel = ''): PostRequest {
  const { nonce, enforce_nonce } = JSON.parse(body) as { nonce?: string; enforce_nonce?: boolean };
  return { platform: 'discord', channel, nonce: enforce_nonce ? nonce : undefined };
}

function limited(response: ServerResponse, platform = ''): void {
  const body =
    platform === 'slack'
      ? { ok: false, error: 'ratelimited' }
      : { message: 'You are being rate limited.', retry_after: 1, global: false };
  response
    .writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' })
    .end(JSON.stringify(body));
}

function good(response: ServerResponse, platform = '', messageId = '', channel = ''): void {
  const body =
    platform === 'slack'
      ? { ok: true, ts: messageId, channel }
      : { id: messageId, channel_id: channel };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
