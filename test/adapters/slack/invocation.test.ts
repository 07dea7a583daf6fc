import { expect, test } from 'vitest';
import { typedText } from '../../../adapters/slack/escape.ts';
import {
  commandInvocation,
  type InvocationRules,
  pressInvocation,
} from '../../../adapters/slack/invocation.ts';

const now = new Date('2026-11-22T09:00:00Z');
const rules: InvocationRules = {
  commands: { news: '/nws', newsdesk: '/newsdesk' },
  managers: [],
  parse: (family, words) => ({ kind: 'command', family, verb: '', words, options: {} }),
};
const typed = {
  command: '/nws',
  text: 'floods',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  user_name: 'ann',
};
const press = {
  team: { id: 'T1' },
  user: { id: 'U1', name: 'ann', team_id: 'T9' },
  channel: { id: 'C1' },
  actions: [{ type: 'button', action_id: 'v1:open:7', value: 'v1:open:7' }],
};

test.each([
  ['isis smugling', 'isis smugling'],
  ['  floods ', 'floods'],
  ['a &amp; b &lt;c&gt;', 'a & b <c>'],
  ['&amp;lt;', '&lt;'],
  ['open <https://a.example/x?y=1&amp;z=2>', 'open https://a.example/x?y=1&z=2'],
  ['open <https://a.example/x|read me>', 'open https://a.example/x'],
  ['<http://bbc.com|bbc.com>', 'bbc.com'],
  ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
  ['<@U123|ann> <@U123>', '@ann @U123'],
  ['<#C123|general> <#C123|>', '#general #C123'],
  ['<!here> <!channel|channel> <!subteam^S1|@desk>', '@here channel @desk'],
])('%j was typed as %j', (wire, text) => {
  expect(typedText(wire)).toBe(text);
});

test('a command carries where, who, when and what was typed', () => {
  expect(commandInvocation({ ...typed, text: 'a &amp; b' }, rules, now)).toEqual({
    channel: { platform: 'slack', workspace: 'T1', id: 'C1' },
    person: { id: 'U1', name: 'ann', manages: true },
    request: { kind: 'command', family: 'news', verb: '', words: 'a & b', options: {} },
    now,
  });
});

test('a command under another name is not ours', () => {
  expect(commandInvocation({ ...typed, command: '/news' }, rules, now)).toBeUndefined();
});

test.each([
  [[], true],
  [['U1', 'U2'], true],
  [['U2'], false],
])('with the managers %j, U1 manages: %s', (managers, manages) => {
  expect(commandInvocation(typed, { ...rules, managers }, now)?.person.manages).toBe(manages);
});

test.each([
  ['T1', [], true],
  ['E1', [], true],
  ['T2', [], false],
  ['T2', ['U1'], true],
])(
  'who is of %s manages what belongs to T1 of E1, with the managers %j: %s',
  (team, managers, manages) => {
    const pressed = { ...press, enterprise: { id: 'E1' }, user: { ...press.user, team_id: team } };
    expect(pressInvocation(pressed, { ...rules, managers }, now)).toMatchObject({
      channel: { workspace: 'T1' },
      person: { manages },
    });
  },
);

test('a button carries its action', () => {
  expect(pressInvocation(press, rules, now)).toMatchObject({
    channel: { workspace: 'T1', id: 'C1' },
    request: { kind: 'action', action: { kind: 'open', article: 7 } },
  });
});

test('a menu carries the action of the chosen option', () => {
  const actions = [
    { type: 'static_select', action_id: 'menu', selected_option: { value: 'v1:help' } },
  ];

  expect(pressInvocation({ ...press, actions }, rules, now)).toMatchObject({
    request: { action: { kind: 'help' } },
  });
});

test('where Slack names no workspace, the one of the person counts', () => {
  expect(pressInvocation({ ...press, team: null }, rules, now)).toMatchObject({
    channel: { workspace: 'T9' },
  });
});

test.each(['', 'v1:open:', 'v1:open:1e9', 'v0:open:7', '{"__proto__":1}', 'v1:page:zzz:1'])(
  'a button with %j has expired',
  (value) => {
    expect(pressInvocation({ ...press, actions: [{ value }] }, rules, now)).toBe('expired');
  },
);

test.each([
  ['a link button', { ...press, actions: [{ type: 'button', url: 'https://a.example' }] }],
  ['a button without a value', { ...press, actions: [{ type: 'button' }] }],
  ['an emptied menu', { ...press, actions: [{ type: 'static_select', selected_option: null }] }],
  ['no element at all', { ...press, actions: [] }],
  ['a press outside any channel', { team: press.team, user: press.user, actions: press.actions }],
])('%s asks nothing of us', (_, payload) => {
  expect(pressInvocation(payload, rules, now)).toBe('nothing');
});
