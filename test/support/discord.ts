import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { listening } from './servers.ts';

export type FakeDiscord = {
  readonly apiUrl: string;
  /** Whether REST accepts the token. */
  accepts: boolean;
  /** The servers that a new connection is told of; those of `away` have an outage. */
  servers: readonly string[];
  away: readonly string[];
  /** What was asked of REST: `GET /gateway/bot`. */
  readonly asked: string[];
  /** Sends an event over the gateway. */
  readonly dispatch: (event: string, data: object) => void;
  /** How many gateways are open. */
  readonly connections: () => number;
  /** Closes the gateway with that code; 4004 says that the token is wrong. */
  readonly drop: (code: number) => void;
  readonly close: () => Promise<void>;
};

/**
 * A Discord on loopback for one bot: as much of REST and of the gateway as it takes to log in, to
 * be told of servers, to post, and to be refused.
 */
export async function fakeDiscord(): Promise<FakeDiscord> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/api/v10', '');
    discord.asked.push(`${request.method} ${path}`);
    const answer = discord.accepts ? answerTo(path) : { message: '401: Unauthorized', code: 0 };
    response.writeHead(discord.accepts ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  const { port, close } = await listening(server, { host: '127.0.0.1', port: 0 });
  const gateways = new Set<Duplex>();
  let sequence = 0;
  const dispatch = (event: string, data: object) => {
    sequence += 1;
    for (const socket of gateways) send(socket, { op: 0, t: event, s: sequence, d: data });
  };
  const discord: FakeDiscord = {
    apiUrl: `http://127.0.0.1:${port}/api`,
    accepts: true,
    servers: [],
    away: [],
    asked: [],
    dispatch,
    connections: () => gateways.size,
    drop: (code) => {
      for (const socket of gateways) socket.end(frame(CLOSE, Buffer.from([code >> 8, code & 255])));
    },
    close,
  };

  server.on('upgrade', ({ headers }, socket) => {
    gateways.add(socket);
    socket.on('error', () => undefined).on('close', () => gateways.delete(socket));
    socket.on('data', ([first]: Buffer) => first === CLOSE && socket.end());
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptKey(headers['sec-websocket-key'] ?? '')}\r\n\r\n`,
    );
    send(socket, { op: 10, d: { heartbeat_interval: 3_600_000 } });
    // The first thing that a bot says is who it is.
    socket.once('data', () => {
      const user = { id: '100000000000000001', username: 'newsdesk', discriminator: '0' };
      const guilds = discord.servers.map((id) => ({ id, unavailable: true }));
      const resume_gateway_url = `ws://127.0.0.1:${port}`;
      const application = { id: user.id, flags: 0 };
      dispatch('READY', { user, guilds, session_id: 'one', resume_gateway_url, application });
      for (const id of discord.servers.filter((id) => !discord.away.includes(id)))
        dispatch('GUILD_CREATE', guildOf(id));
    });
  });
  return discord;

  function answerTo(path: string): object {
    if (path !== '/gateway/bot') return { id: '100000000000000001' };
    const session_start_limit = { total: 9, remaining: 9, reset_after: 0, max_concurrency: 1 };
    return { url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit };
  }
}

const TEXT = 0x81;
const CLOSE = 0x88;

/** A server with nothing in it. */
export function guildOf(id: string): object {
  return { id, name: `Server ${id}`, channels: [], members: [], roles: [], emojis: [] };
}

function send(socket: Duplex, payload: object): void {
  socket.write(frame(TEXT, Buffer.from(JSON.stringify(payload))));
}

/** One whole frame, shorter than 64 kB: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function frame(head: number, payload: Buffer): Buffer {
  const { length } = payload;
  const size = length < 126 ? [length] : [126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([head, ...size]), payload]);
}

function acceptKey(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}
