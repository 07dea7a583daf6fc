import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { SECRETS, VARIABLES } from './variables.ts';

export type Config = {
  readonly dataDir: string;
  readonly database:
    | { readonly kind: 'sqlite'; readonly file: string }
    | { readonly kind: 'postgres'; readonly url: string };
  /** For the tokens of workspaces: the first encrypts, all decrypt; empty stores them as they are. */
  readonly tokenKeys: readonly KeyObject[];
  readonly timezone: string;
  /** Ids of the people who may manage; empty means every member of a Slack workspace. */
  readonly managers: readonly string[];
  /** An OPML file; undefined for the one that comes along, `none` for none. */
  readonly feedsFile: string | 'none' | undefined;
  /** Where the sites that are read may write to: part of what Newsdesk calls itself. */
  readonly contact: string | undefined;
  /** Lets feeds come from the network at home; without it from the public internet alone. */
  readonly allowPrivateNetworks: boolean;
  readonly host: string;
  readonly port: number;
  /** Where the playground listens while Slack uses `port`; undefined switches it off. */
  readonly webPort: number | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly slack: SlackConfig | undefined;
  readonly discord: DiscordConfig | undefined;
  /** A language model that may choose the sentences of summaries; nothing but their numbers is taken from it. */
  readonly summarizer: SummarizerConfig | undefined;
};

export type SlackConfig = {
  readonly mode: 'socket' | 'http';
  readonly botToken: string | undefined;
  readonly appToken: string | undefined;
  readonly signingSecret: string | undefined;
  readonly oauth: SlackOAuthConfig | undefined;
  readonly apiUrl: string | undefined;
  readonly commands: { readonly news: string; readonly newsdesk: string };
};

export type SlackOAuthConfig = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateSecret: string;
  readonly redirectUri: string | undefined;
  readonly scopes: readonly string[];
  readonly authorizeUrl: string | undefined;
};

export type DiscordConfig = {
  readonly token: string;
  readonly applicationId: string | undefined;
  readonly guildId: string | undefined;
  readonly apiUrl: string | undefined;
  readonly cdnUrl: string | undefined;
};

export type SummarizerConfig = {
  readonly url: string;
  readonly key: string | undefined;
  readonly model: string;
};

/** Every problem of the environment at once, one line each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from the environment. Each variable may also come from a file, by
 * `NAME_FILE`. An empty value counts as unset. Throws a `ConfigError` that names every bad
 * variable, its value (secrets masked) and what would be right.
 */
export function readConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  const values = Object.fromEntries(
    Object.keys(VARIABLES).map((name) => [name, readVariable(env, name, problems)]),
  );
  const parsed = z.object(VARIABLES).safeParse(values);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      problems.push(`${name} is ${shown(name, values[name])}; expected ${issue.message}`);
    }
  }
  problems.push(...missing(values));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return assemble(parsed.data);
}

/** Names that look like ours and are not. */
export function unknownVariables(env: Environment = process.env): string[] {
  const known = Object.keys(VARIABLES).flatMap((name) => [name, `${name}_FILE`]);
  return Object.keys(env)
    .filter((name) => /^(SLACK|DISCORD|NEWSDESK)_/.test(name) && !known.includes(name))
    .sort();
}

/** The variable that names a proxy to other programs; undefined where there is none. */
export function proxyVariable(env: Environment = process.env): string | undefined {
  return ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].find((name) => env[name]);
}

type Values = z.output<z.ZodObject<typeof VARIABLES>>;

function assemble(values: Values): Config {
  const dataDir = resolve(values.NEWSDESK_DATA_DIR);
  return {
    dataDir,
    database:
      values.DATABASE_URL === undefined
        ? { kind: 'sqlite', file: join(dataDir, 'newsdesk.db') }
        : { kind: 'postgres', url: values.DATABASE_URL },
    tokenKeys: values.NEWSDESK_KEY.map((key) =>
      createSecretKey(key, key.length === 64 ? 'hex' : 'base64'),
    ),
    timezone: values.NEWSDESK_TIMEZONE,
    managers: values.NEWSDESK_MANAGERS.split(/[\s,]+/).filter((id) => id !== ''),
    feedsFile: feedsFile(values.FEEDS_FILE),
    contact: values.NEWSDESK_CONTACT,
    allowPrivateNetworks: values.ALLOW_PRIVATE_NETWORKS === '1',
    host: values.HOST,
    port: values.PORT,
    webPort: values.WEB_PORT,
    logLevel: values.LOG_LEVEL,
    slack: slackConfig(values),
    discord: discordConfig(values),
    summarizer: summarizerConfig(values),
  };
}

function feedsFile(value: string | undefined): Config['feedsFile'] {
  return value === undefined || value === 'none' ? value : resolve(value);
}

/** What a platform lacks that is configured by half; judged by what is set, good or bad. */
function missing(values: Readonly<Partial<Record<keyof Values, string | undefined>>>): string[] {
  const problems: string[] = [];
  const need = (name: keyof Values, why: string) => {
    if (values[name] === undefined) problems.push(`${name} is not set; ${why}`);
  };
  if (slackIsWanted(values)) {
    if (slackMode(values) === 'socket')
      need('SLACK_APP_TOKEN', 'Socket Mode needs an app-level token ("xapp-…")');
    else if (values.SLACK_MODE === undefined && values.SLACK_SIGNING_SECRET === undefined)
      need(
        'SLACK_APP_TOKEN',
        'expected an app-level token ("xapp-…"), or SLACK_SIGNING_SECRET for HTTP mode',
      );
    else need('SLACK_SIGNING_SECRET', 'HTTP mode needs it to know that requests come from Slack');
    if (values.SLACK_BOT_TOKEN === undefined && !isByOAuth(values)) {
      need(
        'SLACK_BOT_TOKEN',
        'expected a bot token ("xoxb-…"), or the SLACK_CLIENT_… variables for several workspaces',
      );
    } else if (values.SLACK_BOT_TOKEN === undefined) {
      const why = 'without SLACK_BOT_TOKEN workspaces install the app by OAuth, which needs it';
      need('SLACK_CLIENT_ID', why);
      need('SLACK_CLIENT_SECRET', why);
      need('SLACK_STATE_SECRET', why);
    }
  }
  if (values.DISCORD_APPLICATION_ID !== undefined) {
    need('DISCORD_TOKEN', 'DISCORD_APPLICATION_ID alone connects nothing');
  }
  if (values.SUMMARIZER_URL !== undefined) {
    need('SUMMARIZER_MODEL', 'SUMMARIZER_URL needs to know which model to ask');
  }
  return problems;
}

function slackIsWanted(values: Readonly<Partial<Record<keyof Values, unknown>>>): boolean {
  return [
    values.SLACK_BOT_TOKEN,
    values.SLACK_APP_TOKEN,
    values.SLACK_SIGNING_SECRET,
    values.SLACK_CLIENT_ID,
  ].some((value) => value !== undefined);
}

function isByOAuth(values: Readonly<Partial<Record<keyof Values, unknown>>>): boolean {
  const { SLACK_CLIENT_ID: id, SLACK_CLIENT_SECRET: secret, SLACK_STATE_SECRET: state } = values;
  return [id, secret, state].some((value) => value !== undefined);
}

function slackMode(values: Readonly<Partial<Record<keyof Values, unknown>>>): 'socket' | 'http' {
  const { SLACK_MODE: mode, SLACK_APP_TOKEN: appToken } = values;
  if (mode === 'socket' || mode === 'http') return mode;
  return appToken === undefined ? 'http' : 'socket';
}

function slackConfig(values: Values): SlackConfig | undefined {
  if (!slackIsWanted(values)) return undefined;
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = values;
  const [news = '/news', newsdesk = '/newsdesk'] = values.SLACK_COMMANDS.split(',');
  return {
    mode: slackMode(values),
    botToken,
    appToken,
    signingSecret: values.SLACK_SIGNING_SECRET,
    oauth:
      botToken === undefined
        ? {
            clientId: values.SLACK_CLIENT_ID ?? '',
            clientSecret: values.SLACK_CLIENT_SECRET ?? '',
            stateSecret: values.SLACK_STATE_SECRET ?? '',
            redirectUri: values.SLACK_REDIRECT_URI,
            scopes: values.SLACK_SCOPES.split(','),
            authorizeUrl: values.SLACK_AUTHORIZE_URL,
          }
        : undefined,
    apiUrl: values.SLACK_API_URL,
    commands: { news, newsdesk },
  };
}

function discordConfig(values: Values): DiscordConfig | undefined {
  if (values.DISCORD_TOKEN === undefined) return undefined;
  return {
    token: values.DISCORD_TOKEN,
    applicationId: values.DISCORD_APPLICATION_ID,
    guildId: values.DISCORD_GUILD_ID,
    apiUrl: values.DISCORD_API_URL,
    cdnUrl: values.DISCORD_CDN_URL,
  };
}

function summarizerConfig(values: Values): SummarizerConfig | undefined {
  const { SUMMARIZER_URL: url, SUMMARIZER_KEY: key, SUMMARIZER_MODEL: model = '' } = values;
  return url === undefined ? undefined : { url, key, model };
}

function readVariable(env: Environment, name: string, problems: string[]): string | undefined {
  const value = env[name]?.trim() || undefined;
  const file = env[`${name}_FILE`]?.trim() || undefined;
  if (file === undefined) return value;
  if (value !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set; expected one of them`);
    return value;
  }
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`${name}_FILE is "${file}"; expected a file that can be read (${reason})`);
    return undefined;
  }
}

function shown(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  if (!SECRETS.has(name)) return `"${value}"`;
  // How a token begins says which kind it is; how a key begins is a part of the key.
  const start = name.endsWith('_KEY') ? '' : value.slice(0, 3);
  return `"${start}…" (${value.length} characters)`;
}
