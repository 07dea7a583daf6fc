import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createSlack, type Slack, type SlackOptions } from '../../../adapters/slack/app.ts';
import { installState } from '../../../adapters/slack/install-state.ts';
import { maskedReason } from '../../../adapters/slack/reason.ts';
import { SILENT } from '../../../src/log.ts';
import type { PostKey } from '../../../src/model/delivery.ts';
import { listening } from '../../support/servers.ts';
import { webSockets } from '../../support/web-sockets.ts';
import { closedAddress, json, serve } from './support.ts';

const base: SlackOptions = {
  mode: 'http',
  botToken: 'xoxb-test',
  appToken: 'xapp-test',
  signingSecret: 'secret',
  commands: { news: '/news', newsdesk: '/newsdesk' },
  managers: [],
  parse: (family, words) => ({ kind: 'command', family, verb: '', words, options: {} }),
  answer: async () => ({ kind: 'remove' }),
  installations: { save: async () => {}, find: async () => undefined, remove: async () => {} },
  onInstalled: async () => {},
  onUninstall: async () => {},
  log: SILENT,
};
const oauth = {
  clientId: '1.2',
  clientSecret: 's',
  stateSecret: 's',
  scopes: ['commands', 'chat:write'],
};

test.each([
  ['invalid_auth', 'http', /^Slack does not accept SLACK_BOT_TOKEN \(invalid_auth\): .*xoxb-/],
  ['account_inactive', 'http', /SLACK_BOT_TOKEN/],
  ['invalid_auth', 'socket', /SLACK_BOT_TOKEN/],
] as const)('%s ends the start over %s with one plain line', async (error, mode, line) => {
  const { url, received } = await serve((_, response) => json(response, { ok: false, error }));
  const slack = createSlack({ ...base, mode, apiUrl: url });

  await expect(slack.start()).rejects.toThrow(line);
  expect(received).toHaveLength(1);
  expect(slack.health().ok).toBe(false);
  await slack.stop();
});

test('a wrong app token is named as well', async () => {
  const { url } = await serve(({ path }, response) => {
    const open = path === '/apps.connections.open';
    json(
      response,
      open ? { ok: false, error: 'not_allowed_token_type' } : { ok: true, user_id: 'U1' },
    );
  });
  const slack = createSlack({ ...base, mode: 'socket', apiUrl: url });

  await expect(slack.start()).rejects.toThrow(/^Slack does not accept SLACK_APP_TOKEN .*xapp-/);
  await slack.stop();
});

test('when Slack is out of reach the start goes on trying, and health says so', async () => {
  for (const mode of ['http', 'socket'] as const) {
    const slack = createSlack({ ...base, mode, apiUrl: await closedAddress() });

    await slack.start();

    expect(slack.health()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED'),
    });
    await slack.stop();
  }
});

test.each([
  [{ mode: 'socket', appToken: '' }, 'SLACK_APP_TOKEN is not set'],
  [{ mode: 'http', signingSecret: '' }, 'SLACK_SIGNING_SECRET is not set'],
  [{ botToken: '' }, 'SLACK_BOT_TOKEN is not set'],
] as const)('%j: %s', (options, line) => {
  expect(() => createSlack({ ...base, ...options })).toThrow(line);
});

test.each([
  '/slack/x',
  '/slack',
  '/',
  '/slack/events/x',
  '/slack/eventsx',
  '/slack/install',
  '//',
  '/%00',
  '',
])('%j is left to others', (url) => {
  const request = { url, method: 'GET' } as IncomingMessage;

  expect(createSlack(base).handler(request, new ServerResponse(request))).toBe(false);
});

test.each(['http', 'socket'] as const)(
  'over %s the install page leads to Slack with our scopes',
  async (mode) => {
    const slack = createSlack({
      ...base,
      botToken: undefined,
      mode,
      oauth: { ...oauth, authorizeUrl: 'https://slack.example/ask' },
    });
    const port = await listen(slack);

    const answer = await fetch(`http://127.0.0.1:${port}/slack/install`, { redirect: 'manual' });

    const to = new URL(answer.headers.get('location') ?? '');
    expect(`${to.origin}${to.pathname}`).toBe('https://slack.example/ask');
    expect(to.searchParams.get('scope')).toBe('commands,chat:write');
    expect(answer.headers.get('set-cookie')).toContain(to.searchParams.get('state'));
  },
);

/** Slack's answer to the code that a person's consent gave. */
const CONSENT = {
  ok: true,
  app_id: 'A1',
  authed_user: { id: 'U1' },
  team: { id: 'T1', name: 'Team' },
  token_type: 'bot',
  access_token: 'xoxb-1',
  bot_user_id: 'U2',
  bot_id: 'B1',
  scope: 'commands',
};

test.each([
  ['could not be stored', { enterprise: null, is_enterprise_install: false }, 'finds the reason'],
  [
    'is for an organisation',
    { team: null, enterprise: { id: 'E1', name: 'Org' }, is_enterprise_install: true },
    'not a whole organisation',
  ],
])('an installation that %s says so', async (_, change, said) => {
  const { url } = await serve((_request, response) => json(response, { ...CONSENT, ...change }));
  const save = async () => {
    throw new Error('the database is away');
  };
  const installations = { ...base.installations, save };
  const slack = createSlack({ ...base, botToken: undefined, oauth, apiUrl: url, installations });
  const consent = await consentTo(slack);
  expect(await (await consent()).text()).toContain(said);
  expect(await (await consent()).text()).toContain('The link was used before');
});

test('an installation does not say who installed the app', async () => {
  const { url } = await serve((_request, response) => json(response, CONSENT));
  const saved: unknown[] = [];
  const save = async (installation: unknown) => void saved.push(installation);
  const installations = { ...base.installations, save };
  const slack = createSlack({ ...base, botToken: undefined, oauth, apiUrl: url, installations });

  const page = await (await consentTo(slack))();

  expect(await page.text()).toContain('Newsdesk is now in Team');
  expect(saved).toMatchObject([{ workspace: 'T1', botToken: 'xoxb-1' }]);
  expect(JSON.stringify(saved)).not.toContain('U1');
});

test('a command is answered at once, however long the token of its workspace takes to be found', async () => {
  const slack = createSlack({
    ...base,
    botToken: undefined,
    oauth,
    installations: { ...base.installations, find: () => new Promise(() => {}) },
  });
  const port = await listen(slack);
  const command = new URLSearchParams({
    command: '/news',
    text: 'aral',
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    user_name: 'ann',
    trigger_id: '1.2',
    response_url: 'https://hooks.slack.example/commands/T1/2/3',
  });

  const answer = await postSigned(port, String(command), 'application/x-www-form-urlencoded');

  expect(await answer.json()).toMatchObject({ response_type: 'ephemeral', text: 'Done.' });
});

test('a workspace whose token works is told of, once', async () => {
  const { url } = await serve((_, response) => json(response, { ok: true, team_id: 'T1' }));
  const installed: string[] = [];
  const slack = createSlack({
    ...base,
    apiUrl: url,
    onInstalled: async (workspace) => void installed.push(workspace),
  });

  await slack.start();
  await slack.stop();

  expect(installed).toEqual(['T1']);
});

test.each([
  ['account_inactive', 'http'],
  ['token_revoked', 'socket'],
] as const)(
  '%s while the bot runs is told of once over %s, and health says it',
  async (error, mode) => {
    const { slack, answers, refusals } = await connected(mode);

    answers['/auth.test'] = answers['/chat.postMessage'] = { ok: false, error };
    for (const _digest of [1, 2]) {
      const channel = { platform: 'slack', workspace: 'T1', id: 'C1' } as const;
      const key = { notice: 'one' } as PostKey;
      expect(await slack.poster(channel, { blocks: [] }, key)).toEqual({
        kind: 'workspace-closed',
        code: error,
      });
    }

    await vi.waitFor(() => expect(refusals).toHaveLength(1));
    expect(refusals[0]).toMatch(
      `Slack does not accept SLACK_BOT_TOKEN (${error}): copy the Bot User OAuth Token`,
    );
    expect(slack.health()).toEqual({ ok: false, detail: refusals[0] });
  },
);

test('the removal of the app from the one workspace is told of as a token that is refused', async () => {
  const { slack, answers, refusals } = await connected('http');
  const port = await listen(slack);
  const event = { type: 'app_uninstalled' };

  answers['/auth.test'] = { ok: false, error: 'account_inactive' };
  await postSigned(
    port,
    JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event }),
  );

  await vi.waitFor(() => expect(slack.health()).toEqual({ ok: false, detail: refusals[0] }));
});

test('a token that Slack accepts after all keeps its connection', async () => {
  const { slack, answers, received } = await connected('socket');

  answers['/chat.postMessage'] = { ok: false, error: 'invalid_auth' };
  const channel = { platform: 'slack', workspace: 'T1', id: 'C1' } as const;
  await slack.poster(channel, { blocks: [] }, { notice: 'one' } as PostKey);
  await slack.stop();

  expect(received).toEqual([
    '/auth.test',
    '/apps.connections.open',
    '/chat.postMessage',
    '/auth.test',
  ]);
});

test('an app token that is revoked while the bot runs is told of when its socket closes', async () => {
  const { slack, answers, refusals, socket } = await connected('socket');

  answers['/apps.connections.open'] = { ok: false, error: 'invalid_auth' };
  socket.drop(1000);

  await vi.waitFor(() => expect(refusals).toHaveLength(1));
  expect(refusals[0]).toMatch(/^Slack does not accept SLACK_APP_TOKEN \(invalid_auth\): create/);
  expect(slack.health()).toEqual({ ok: false, detail: refusals[0] });
});

test('a state is good once, for ten minutes, and only if we made it', async () => {
  const options = { scopes: ['commands'] };
  const state = installState('secret', options);
  const made = new Date('2026-11-22T09:00:00Z');
  const later = (minutes: number) => new Date(made.getTime() + minutes * 60_000);
  const [one, two, three] = await Promise.all(
    [1, 2, 3].map(() => state.generateStateParam(options, made)),
  );

  await expect(state.verifyStateParam(later(9), one ?? '')).resolves.toEqual(options);
  await expect(state.verifyStateParam(later(9), one ?? '')).rejects.toThrow();
  await expect(state.verifyStateParam(later(10), two ?? '')).rejects.toThrow();
  await expect(
    installState('other', options).verifyStateParam(made, three ?? ''),
  ).rejects.toThrow();
  await expect(state.verifyStateParam(made, 'a.b.c')).rejects.toThrow();
});

test.each([
  ['the removal of the app', { type: 'app_uninstalled' }, ['removed T1', 'told T1']],
  [
    'revoked tokens of the bot',
    { type: 'tokens_revoked', tokens: { bot: ['U9'] } },
    ['removed T1', 'told T1'],
  ],
  [
    'revoked tokens of a person, none of ours,',
    { type: 'tokens_revoked', tokens: { oauth: ['U1'] } },
    [],
  ],
])('%s forgets what it must', async (_, event, expected) => {
  const done: string[] = [];
  const slack = createSlack({
    ...base,
    apiUrl: await closedAddress(),
    installations: {
      ...base.installations,
      remove: async (workspace) => void done.push(`removed ${workspace}`),
    },
    onUninstall: async (workspace) => void done.push(`told ${workspace}`),
  });
  const port = await listen(slack);
  const body = JSON.stringify({ type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event });

  for (const _attempt of [1, 2])
    expect((await postSigned(port, `${body}${' '.repeat(_attempt)}`)).status).toBe(200);

  expect(done).toEqual(expected);
});

test('a reason for the log has no token and no address in it', () => {
  const error = new Error('xoxb-1-2-abc at https://hooks.slack.com/commands/T1/2/secret\nand more');

  expect(maskedReason(error)).toBe('x… at address …');
  expect(maskedReason('xapp-1-A0-secret xoxe.xoxp-1-abc')).toBe('x… x…');
});

/** In one workspace, with what Slack answers to each method. */
async function connected(mode: 'http' | 'socket') {
  const answers: Record<string, object> = { '/auth.test': { ok: true, team_id: 'T1' } };
  const received: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    received.push(url);
    json(response, answers[url] ?? {});
  });
  const socket = webSockets(server, (say) => say({ type: 'hello' }));
  const { port, close } = await listening(server, { host: '127.0.0.1', port: 0 });
  answers['/apps.connections.open'] = { ok: true, url: `ws://127.0.0.1:${port}` };
  const refusals: string[] = [];
  const slack = createSlack({
    ...base,
    mode,
    apiUrl: `http://127.0.0.1:${port}/`,
    onRefused: (reason) => refusals.push(reason),
  });
  onTestFinished(async () => {
    await slack.stop();
    await close();
  });
  await slack.start();
  expect(slack.health()).toEqual({ ok: true, detail: 'connected' });
  // After a minute, a connection that closes is opened again at once.
  const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 60_000);
  onTestFinished(() => clock.mockRestore());
  return { slack, answers, received, refusals, socket };
}

/** Comes back from Slack with the consent, as often as it is called. */
async function consentTo(slack: Slack): Promise<() => Promise<Response>> {
  const page = `http://127.0.0.1:${await listen(slack)}/slack`;
  const asked = await fetch(`${page}/install`, { redirect: 'manual' });
  const state = new URL(asked.headers.get('location') ?? '').searchParams.get('state');
  const [cookie = ''] = (asked.headers.get('set-cookie') ?? '').split(';');
  return () => fetch(`${page}/oauth_redirect?code=x&state=${state}`, { headers: { cookie } });
}

async function listen(slack: Slack): Promise<number> {
  const server = createServer((request, response) => void slack.handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

async function postSigned(
  port: number,
  body: string,
  type = 'application/json',
): Promise<Response> {
  const seconds = Math.floor(Date.now() / 1000);
  const hash = createHmac('sha256', 'secret').update(`v0:${seconds}:${body}`).digest('hex');
  return fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': `v0=${hash}`,
    },
  });
}
