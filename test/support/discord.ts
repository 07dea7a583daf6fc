import { createServer } from 'node:http';
import { listening } from './servers.ts';
import { webSockets } from './web-sockets.ts';

export type FakeDiscord = {
  readonly apiUrl: string;
  /** What REST answers with: 401 refuses the token, 503 is an outage. */
  status: 200 | 401 | 503;
  /** The servers that a new session is told of; those of `away` have an outage. */
  servers: readonly string[];
  away: readonly string[];
  /** What was asked of REST: `GET /gateway/bot`. */
  readonly asked: string[];
  /** Begins a session anew, as after an outage. */
  readonly welcome: () => void;
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
    const { status } = discord;
    const answer = status === 200 ? answerTo(path) : { message: `${status}: no`, code: 0 };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  const gateway = webSockets(server, (say, socket) => {
    say({ op: 10, d: { heartbeat_interval: 3_600_000 } });
    // The first thing that a bot says is who it is.
    socket.once('data', welcome);
  });
  const { port, close } = await listening(server, { host: '127.0.0.1', port: 0 });
  let sequence = 0;
  const discord: FakeDiscord = {
    apiUrl: `http://127.0.0.1:${port}/api`,
    status: 200,
    servers: [],
    away: [],
    asked: [],
    welcome,
    dispatch: (event, data) => {
      sequence += 1;
      gateway.send({ op: 0, t: event, s: sequence, d: data });
    },
    connections: gateway.count,
    drop: gateway.drop,
    close,
  };
  return discord;

  function answerTo(path: string): object {
    if (path !== '/gateway/bot') return { id: '100000000000000001' };
    const session_start_limit = { total: 9, remaining: 9, reset_after: 0, max_concurrency: 1 };
    return { url: `ws://127.0.0.1:${port}`, shards: 1, session_start_limit };
  }

  function welcome(): void {
    const user = { id: '100000000000000001', username: 'newsdesk', discriminator: '0' };
    const guilds = discord.servers.map((id) => ({ id, unavailable: true }));
    const resume_gateway_url = `ws://127.0.0.1:${port}`;
    const application = { id: user.id, flags: 0 };
    discord.dispatch('READY', { user, guilds, session_id: 'one', resume_gateway_url, application });
    for (const id of discord.servers.filter((id) => !discord.away.includes(id)))
      discord.dispatch('GUILD_CREATE', guildOf(id));
  }
}

/** A server with nothing in it. */
export function guildOf(id: string): object {
  return { id, name: `Server ${id}`, channels: [], members: [], roles: [], emojis: [] };
}
