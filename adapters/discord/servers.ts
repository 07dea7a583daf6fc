import {
  type Client,
  GatewayDispatchEvents,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayReadyDispatchData,
} from 'discord.js';
import { isServer } from './invocation.ts';

/**
 * Follows in which servers the bot is, by what the gateway says itself: discord.js keeps a server
 * that was left between two sessions. A session begins with the list of all servers, those with
 * an outage too, so that who is missing there has removed the bot while nobody listened.
 */
export function followServers(
  { ws: gateway }: Client,
  tell: {
    /** All of them, at the beginning of a session; the set goes on to change. */
    readonly present: (servers: ReadonlySet<string>) => void;
    readonly joined: (server: string) => void;
    readonly left: (server: string) => void;
  },
): void {
  let servers = new Set<string>();
  gateway.on(GatewayDispatchEvents.Ready, ({ guilds }: GatewayReadyDispatchData) => {
    servers = new Set(guilds.map(({ id }) => id));
    tell.present(servers);
  });
  gateway.on(GatewayDispatchEvents.GuildCreate, ({ id }: GatewayGuildCreateDispatchData) => {
    if (servers.has(id)) return;
    servers.add(id);
    tell.joined(id);
  });
  gateway.on(
    GatewayDispatchEvents.GuildDelete,
    ({ id, unavailable: hasOutage }: GatewayGuildDeleteDispatchData) => {
      if (hasOutage) return;
      servers.delete(id);
      tell.left(id);
    },
  );
}

/** The servers of these workspaces that the bot is in no more; what belongs to a person stays. */
export function leftServers(
  workspaces: readonly string[],
  servers: ReadonlySet<string>,
): readonly string[] {
  return workspaces.filter((workspace) => isServer(workspace) && !servers.has(workspace));
}
