import { fatalReason } from '../../adapters/discord/fatal.ts';
import { applicationCommands, registrationHash } from '../../adapters/discord/register.ts';
import { maskedReason } from '../../adapters/slack/reason.ts';
import { type TokenVariable, tokenAdvice } from '../../adapters/slack/set-up-error.ts';
import { COMMANDS } from '../commands/index.ts';
import type { DiscordConfig, SlackConfig } from '../config.ts';
import { reasonOf } from '../log.ts';
import { type Check, look, mend, ok } from './check.ts';

const NEEDED_SCOPES = ['commands', 'chat:write'];

/** Asks Slack what it makes of the tokens, and looks at its clock. */
export async function slackChecks({ apiUrl, mode, ...slack }: SlackConfig): Promise<Check[]> {
  const base = apiUrl ?? 'https://slack.com/api/';
  const ask = (method: string, token: string) =>
    askJson(`${base.replace(/\/?$/, '/')}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
  const checks: Check[] = [];
  try {
    if (slack.botToken !== undefined) {
      const { body, headers } = await ask('auth.test', slack.botToken);
      checks.push(...tokenChecks('SLACK_BOT_TOKEN', body), ...clockChecks('Slack', headers));
      const scopes = headers.get('x-oauth-scopes')?.split(/[\s,]+/);
      const missing = NEEDED_SCOPES.filter((scope) => scopes?.includes(scope) === false);
      if (body.ok === true && missing.length > 0) {
        const what = missing.join(' and ');
        checks.push(
          mend(
            `SLACK_BOT_TOKEN lacks ${what}; add it under "OAuth & Permissions" and install the app again`,
          ),
        );
      }
    }
    if (mode === 'socket' && slack.appToken !== undefined) {
      const { body } = await ask('apps.connections.open', slack.appToken);
      checks.push(...tokenChecks('SLACK_APP_TOKEN', body));
    }
  } catch (error) {
    checks.push(offline('Slack', base, error));
  }
  if (checks.length > 0) return checks;
  return [ok('Slack is set up by OAuth; each workspace brings its own token')];
}

function tokenChecks(variable: TokenVariable, body: Body): Check[] {
  if (body.ok !== true) {
    return [
      mend(
        `Slack does not accept ${variable} (${maskedReason(body.error ?? 'no answer')}): ${tokenAdvice(variable)}`,
      ),
    ];
  }
  const who = typeof body.team === 'string' ? `, for ${body.team}` : '';
  return [ok(`Slack accepts ${variable}${who}`)];
}

/** Asks Discord what it makes of the token, and looks at its clock. */
export async function discordChecks(
  { token, apiUrl, applicationId, guildId }: DiscordConfig,
  registered: string | undefined,
): Promise<Check[]> {
  const base = apiUrl ?? 'https://discord.com/api';
  const ask = (path: string) =>
    askJson(`${base.replace(/\/$/, '')}/v10${path}`, {
      headers: { authorization: `Bot ${token.replace(/^Bot\s+/i, '')}` },
    });
  try {
    const { status, body, headers } = await ask('/users/@me');
    const clock = clockChecks('Discord', headers);
    if (status === 401) return [mend(fatalReason(401)), ...clock];
    const gateway = await ask('/gateway/bot');
    const application = applicationId ?? String(body.id);
    const route = guildId
      ? (`/applications/${application}/guilds/${guildId}/commands` as const)
      : (`/applications/${application}/commands` as const);
    const hash = registrationHash(applicationCommands(COMMANDS), route);
    return [
      ok(`Discord accepts DISCORD_TOKEN, of ${String(body.username ?? 'a bot')}`),
      ...(Number(gateway.body.shards) > 1 ? [mend(fatalReason(4011))] : []),
      ok(
        registered === hash
          ? 'the commands are registered'
          : 'the commands are registered at the next start',
      ),
      ...clock,
    ];
  } catch (error) {
    return [offline('Discord', base, error)];
  }
}

type Body = Readonly<Record<string, unknown>>;

const ASK_MS = 10_000;

async function askJson(
  url: string,
  init: RequestInit,
): Promise<{ readonly status: number; readonly body: Body; readonly headers: Headers }> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ASK_MS) });
  return {
    status: response.status,
    body: (await response.json()) as Body,
    headers: response.headers,
  };
}

/** `fetch failed` says nothing; its cause does. */
function offline(name: string, base: string, error: unknown): Check {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return look(
    `${name}: skipped (offline), ${URL.parse(base)?.host ?? base} is not reached: ${reasonOf(cause)}`,
  );
}

const MAX_DRIFT_MS = 5_000;

function clockChecks(name: string, headers: Headers): Check[] {
  const there = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(there)) return [];
  const driftMs = Date.now() - there;
  const seconds = Math.round(Math.abs(driftMs) / 1000);
  return [
    Math.abs(driftMs) > MAX_DRIFT_MS
      ? look(
          `this machine's clock is ${seconds} s ${driftMs > 0 ? 'ahead of' : 'behind'} ${name}'s, and digests go by it; let it be set by the network`,
        )
      : ok(`the clock agrees with ${name}'s`),
  ];
}
