/**
 * Why Discord has closed the door for good, as one line with the fix. The code is that of the
 * gateway (https://docs.discord.com/developers/topics/opcodes-and-status-codes), or 401 from REST.
 */
export function fatalReason(code: number): string {
  switch (code) {
    case 401:
    case 4004:
      return 'DISCORD_TOKEN was refused by Discord; copy the token anew from "Bot" on https://discord.com/developers/applications and start again';
    case 4010:
      return 'Discord refused the shard (4010); run one Newsdesk with this DISCORD_TOKEN, without DISCORD_SHARDS';
    case 4011:
      return 'Discord wants more than one connection for a bot in over 2,500 servers (4011); Newsdesk keeps one';
    case 4012:
      return 'Discord no longer takes this version of its API (4012); update Newsdesk';
    case 4013:
    case 4014:
      return `Discord refused what the bot asks to be told (${code}); check that DISCORD_TOKEN belongs to a bot and not to another application`;
    default:
      return `Discord closed the connection for good (${code}); check DISCORD_TOKEN and start again`;
  }
}
