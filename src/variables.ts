import { z } from 'zod';

/** Never shown, not even where they are wrong. */
export const SECRETS = new Set([
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
  'DISCORD_TOKEN',
  'DATABASE_URL',
  'NEWSDESK_KEY',
  'SUMMARIZER_KEY',
]);

const text = z.string().optional();
const address = (example: string) =>
  z
    .string()
    .refine(
      (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
      `an address such as ${example}`,
    )
    .optional();
const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'a port from 0 to 65535')
  .transform(Number);
const snowflake = z
  .string()
  .regex(/^\d{15,21}$/, 'an id of 15 to 21 digits')
  .optional();
const oneOf = <T extends string>(...choices: readonly [T, ...T[]]) =>
  z.enum(choices, `one of ${choices.join(', ')}`);

/** 32 bytes: in hex, or in base64 of either alphabet. */
const KEY = /^([\da-f]{64}|[\w+/-]{43}=?)$/i;

/** All that Newsdesk reads; `.env.example` says what each is for. */
export const VARIABLES = {
  // With a placeholder's dots, quotes or a space in it, a token fails much later, and darkly.
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w.-]+$/, 'a bot token: "xoxb-", then letters, digits and hyphens')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w.-]+$/, 'an app-level token: "xapp-", then letters, digits and hyphens')
    .optional(),
  SLACK_SIGNING_SECRET: text,
  SLACK_CLIENT_ID: text,
  SLACK_CLIENT_SECRET: text,
  SLACK_STATE_SECRET: text,
  SLACK_REDIRECT_URI: address('https://news.example.org/slack/oauth_redirect'),
  SLACK_SCOPES: z
    .string()
    .default('commands,chat:write')
    .refine(
      (value) => /^[a-z:._]+(,[a-z:._]+)*$/.test(value),
      'scopes such as "commands,chat:write"',
    ),
  SLACK_MODE: oneOf('socket', 'http').optional(),
  SLACK_COMMANDS: z
    .string()
    .default('/news,/newsdesk')
    .refine(
      (value) =>
        /^\/[^\s/,]{1,31},\/[^\s/,]{1,31}$/.test(value) && new Set(value.split(',')).size === 2,
      'two command names such as "/news,/newsdesk"',
    ),
  SLACK_API_URL: address('https://slack.com/api/'),
  SLACK_AUTHORIZE_URL: address('https://slack.com/oauth/v2/authorize'),
  DISCORD_TOKEN: z
    .string()
    .regex(/^(Bot\s+)?(?!x(ox|app))[\w.-]+$/i, 'a bot token of Discord, without quotes and spaces')
    .optional(),
  DISCORD_APPLICATION_ID: snowflake,
  DISCORD_GUILD_ID: snowflake,
  DISCORD_API_URL: address('https://discord.com/api'),
  DISCORD_CDN_URL: address('https://cdn.discordapp.com'),
  DATABASE_URL: z
    .string()
    .refine(
      (value) => /^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? ''),
      'an address such as postgres://user@host:5432/newsdesk',
    )
    .optional(),
  NEWSDESK_DATA_DIR: z.string().default('data'),
  NEWSDESK_TIMEZONE: z
    .string()
    .default('UTC')
    .refine(isTimezone, 'an IANA zone such as "Europe/Berlin"'),
  NEWSDESK_KEY: z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter((key) => key !== ''))
    .refine(
      (keys) => keys.every((key) => KEY.test(key)),
      '32 bytes in base64 or hex, as "openssl rand -base64 32" makes them; between several keys, commas',
    ),
  NEWSDESK_MANAGERS: z
    .string()
    .default('')
    .refine((value) => /^[\w\s,]*$/.test(value), 'ids of people, separated by commas'),
  NEWSDESK_CONTACT: z
    .string()
    .refine(
      (value) => /^(https?:\/\/|[^\s@]+@)[!-'*-~]+$/.test(value),
      'an address of a page or a mailbox, such as https://news.example.org/about',
    )
    .optional(),
  FEEDS_FILE: text,
  ALLOW_PRIVATE_NETWORKS: oneOf('0', '1').default('0'),
  SUMMARIZER_URL: address('http://localhost:11434/v1'),
  SUMMARIZER_KEY: text,
  SUMMARIZER_MODEL: text,
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3000),
  WEB_PORT: port.optional(),
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent').default('info'),
};

/** For the test that holds `.env.example`. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(VARIABLES);

function isTimezone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}
