import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { render as renderDiscord } from '../../adapters/discord/render.ts';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import type { Invocation } from '../../src/commands/command.ts';
import { workspaceOfPerson } from '../../src/model/channel.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { subscriptionsOfTenant } from '../../src/store/subscriptions.ts';
import { expectValid } from '../adapters/slack/valid.ts';
import {
  ANN,
  BOB,
  button,
  messageOf,
  NEWSROOM,
  type Sitting,
  sitDown,
  textOf,
} from '../support/desk.ts';

let db: Database;
let at: Sitting;
beforeEach(async () => {
  db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  at = await sitDown({ db });
});
afterEach(async () => {
  await at.close();
  await closeDatabase(db);
});

const ELSEWHERE = { channel: { ...NEWSROOM, workspace: 'T2' } };
/** Ann without the right to manage. */
const PLAIN_ANN = { person: { ...ANN, manages: false } };

/** Gives the buttons of what was searched and shared. */
async function useIt(change?: Partial<Invocation>) {
  const found = await at.type('/news the', change);
  await at.type('/newsdesk subscribe aral sea', change);
  const shared = await at.type('/news share The Registan of Samarkand', change);
  return { next: button(found, 'Next').action, remove: button(shared, 'Remove').action };
}
const ask = async (change?: Partial<Invocation>) => at.type('/news forget-me', change);
const confirmation = async (change?: Partial<Invocation>) =>
  button(await ask(change), 'Forget me').action;
const stored = async () => ({
  lists: await db.query.selectFrom('list').select('workspace').execute(),
  shares: await db.query.selectFrom('share').select(['workspace', 'person']).execute(),
  digests: await db.query
    .selectFrom('subscription')
    .select(['workspace', 'created_by', 'creator_name'])
    .execute(),
});

describe('/news forget-me', () => {
  test('asks first, says what goes and what stays, and does nothing until it is confirmed', async () => {
    await useIt();
    const before = await stored();
    const question = await ask();

    expect(question).toMatchObject({ kind: 'answer', visibility: 'private' });
    expect(textOf(question)).toContain('Will be deleted: 1 search.');
    expect(textOf(question)).toContain('Will lose your id and name: 1 digest, 1 shared article.');
    expect(textOf(question)).toContain('they belong to their channels and go on');
    expect(textOf(question)).toContain('press its Remove first');
    expect(button(question, 'Forget me').style).toBe('danger');
    expectValid(renderSlack(messageOf(question)));
    expect(renderDiscord(messageOf(question)).components).toHaveLength(1);
    expect(await stored()).toEqual(before);
  });

  test('removes what was the person’s alone, and the person from what is everybody’s', async () => {
    const { next, remove } = await useIt();
    const done = await at.press(await confirmation());

    expect(done.kind).toBe('update');
    expect(textOf(done)).toContain('Newsdesk has forgotten you here');
    expect(textOf(done)).toContain('Deleted: 1 search.');
    expect(textOf(done)).toContain('Without your id and name now: 1 digest, 1 shared article.');
    expect(await stored()).toEqual({
      lists: [],
      shares: [{ workspace: 'T1', person: '' }],
      digests: [{ workspace: 'T1', created_by: '', creator_name: '' }],
    });
    expect(textOf(await at.press(next))).toContain('This list has expired.');
    expect(textOf(await at.press(remove))).toContain('Only the person who shared this');
    expect(textOf(await at.type('/news privacy'))).toContain('Searches: none');
  });

  test('leaves a digest to those who manage the place', async () => {
    await useIt();
    await at.press(await confirmation());

    expect(textOf(await at.type('/newsdesk list'))).not.toContain('by Ann');
    const pause = '/newsdesk pause aral sea';
    expect(textOf(await at.type(pause, PLAIN_ANN))).toContain('Only people who manage');
    await at.type(pause);
    expect((await subscriptionsOfTenant(db, NEWSROOM))[0]).toMatchObject({ paused: true });
  });

  test('a second press, and a person of whom nothing is stored, are told that there is nothing', async () => {
    await useIt();
    const confirm = await confirmation();
    await at.press(confirm);

    const nothing = 'Nothing about you is stored here.';
    expect(textOf(await at.press(confirm))).toContain(nothing);
    expect(textOf(await ask())).toContain(nothing);
    const { blocks } = messageOf(await ask());
    expect(blocks.filter(({ kind }) => kind === 'buttons')).toEqual([]);
  });

  test('the button works after a restart, for nobody else and nowhere else', async () => {
    await useIt();
    await useIt(ELSEWHERE);
    const confirm = await confirmation();
    const before = await stored();
    await at.close();
    at = await sitDown({ db });

    const refused = 'This was asked of somebody else.';
    expect(textOf(await at.press(confirm, { person: BOB }))).toContain(refused);
    expect(textOf(await at.press(confirm, ELSEWHERE))).toContain(refused);
    expect(await stored()).toEqual(before);

    await at.press(confirm);
    const after = await stored();
    expect(after.lists).toEqual([{ workspace: 'T2' }]);
    expect(after.shares).toContainEqual({ workspace: 'T2', person: ANN.id });
    expect(after.digests.map(({ created_by }) => created_by)).toEqual(['', ANN.id]);
  });

  test('a direct conversation on Discord is forgotten with its digests', async () => {
    const workspace = workspaceOfPerson(ANN.id);
    const own = { channel: { platform: 'discord', workspace, id: '5' } } as const;
    await useIt(own);
    const question = await ask(own);
    expect(textOf(question)).toContain('Will be deleted: 1 search, 1 digest, 1 shared article.');
    expect(textOf(question)).toContain('Digests: no more come here.');

    await at.press(button(question, 'Forget me').action, own);
    expect(await stored()).toEqual({ lists: [], shares: [], digests: [] });
  });

  test('privacy leads to it, and so does a slip of the hand, which is asked about as well', async () => {
    await useIt();
    const before = await stored();
    const led = await at.press(button(await at.type('/news privacy'), 'Forget me').action);
    expect(textOf(led)).toContain('Shall Newsdesk forget you here?');
    for (const line of ['/news forgetme', '/newsdesk forget-me']) {
      expect(textOf(await at.type(line)), line).toContain('Shall Newsdesk forget you here?');
    }
    expect(await stored()).toEqual(before);
  });
});
