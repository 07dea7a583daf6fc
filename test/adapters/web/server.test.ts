import { afterEach, describe, expect, test, vi } from 'vitest';
import { encodeAction } from '../../../src/message/action.ts';
import type { ArticleId } from '../../../src/model/article.ts';
import type { Period } from '../../../src/model/delivery.ts';
import type { SubscriptionId } from '../../../src/model/subscription.ts';
import { aMessage, anAnswer, startWeb, type WebServer } from './web-server.ts';

let web: WebServer | undefined;
afterEach(() => web?.close());

const key = { subscription: 1 as SubscriptionId, period: '2026-11-22T08:00' as Period };
const channel = { platform: 'web', workspace: 'playground', id: 'playground' } as const;
const open = encodeAction({ kind: 'open', article: 7 as ArticleId });

describe('the page', () => {
  test('is served with its type, and not again while it is the same', async () => {
    web = await startWeb();
    const first = await web.send('/');
    expect(first.headers['content-type']).toBe('text/html; charset=utf-8');
    const again = await web.send('/', { headers: { 'if-none-match': first.headers.etag ?? '' } });
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  test('names no file that is not served, and is at most 150 kB in all', async () => {
    web = await startWeb();
    const seen = new Set<string>();
    const waiting = ['/'];
    let bytes = 0;
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const { status, body } = await web.send(path);
      expect(status, path).toBe(200);
      bytes += Buffer.byteLength(body);
      for (const [, file] of body.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g))
        waiting.push(file ?? '');
      for (const [, file] of body.matchAll(/from '\.\/([^']+)'/g)) waiting.push(`/page/${file}`);
    }
    expect(seen.size).toBeGreaterThan(10);
    expect(bytes).toBeLessThanOrEqual(150_000);
  });

  test.each([
    '/page/../server.ts',
    '/page/..%2fserver.ts',
    '/page/%2e%2e/server.ts',
    '/page/..%5cserver.ts',
    '/page/page.js%00.css',
    '/page/',
    '/page',
    '//page/page.js',
    '/etc/passwd',
    'http://localhost/page/page.js',
    '/__proto__',
    '/constructor',
    '/toString',
  ])('%s is no file', async (target) => {
    web = await startWeb();
    expect((await web.send(target)).status).toBe(404);
  });
});

describe('addresses', () => {
  test.each([
    ['POST', '/api/search', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['DELETE', '/api/suggest', 'GET, HEAD'],
    ['OPTIONS', '/playground/command', 'POST'],
    ['GET', '/playground/command', 'POST'],
    ['GET', '/playground/action', 'POST'],
  ])('%s %s is not allowed, and what is allowed is said', async (method, target, allow) => {
    web = await startWeb();
    const headers = { origin: `http://localhost:${web.port}`, 'content-type': 'application/json' };
    const answer = await web.send(target, { method, headers });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allow);
  });

  test('HEAD answers as GET does, without a body', async () => {
    web = await startWeb();
    for (const target of ['/', '/api/search?q=a', '/healthz']) {
      const [head, get] = [await web.send(target, { method: 'HEAD' }), await web.send(target)];
      expect(head.body).toBe('');
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
    }
  });

  test('/api/search passes on the words and the page', async () => {
    web = await startWeb();
    const { body } = await web.send('/api/search?q=isis%20smugling+%26&page=3');
    expect(JSON.parse(body)).toEqual({ query: 'isis smugling &', page: 3 });
    expect(JSON.parse((await web.send('/api/search?q=a')).body)).toEqual({ query: 'a', page: 1 });
  });

  test.each(['0', '-1', '1e3', 'two', '', '99999999'])(
    'page=%s is refused in words',
    async (page) => {
      web = await startWeb();
      const { status, body } = await web.send(`/api/search?q=a&page=${page}`);
      expect(status).toBe(400);
      expect(JSON.parse(body).error).toContain('expected a whole number from 1');
    },
  );

  test('/healthz is about the process, /readyz about everything', async () => {
    web = await startWeb({ ready: async () => ({ ok: false, detail: { database: 'closed' } }) });
    expect((await web.send('/healthz')).status).toBe(200);
    const ready = await web.send('/readyz');
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.body)).toEqual({ ok: false, detail: { database: 'closed' } });
  });
});

describe('a request that is not as it should be', () => {
  test.each([
    '{',
    '',
    'null',
    '[]',
    '"text"',
    '{"text":1}',
    '{}',
    '{"__proto__":{"text":"/news help"}}',
  ])('%s is answered with a plain sentence', async (body) => {
    const answer = vi.fn(async () => anAnswer('never'));
    web = await startWeb({ answer });
    const received = await web.post('/playground/command', body);
    expect(received.status).toBe(400);
    expect(JSON.parse(received.body).error).toMatch(/^The request .*\.$/);
    expect(answer).not.toHaveBeenCalled();
  });

  test('JSON cannot reach the prototypes', async () => {
    web = await startWeb();
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      await web.post('/playground/command', `{"text":"a","${name}":{"polluted":true}}`);
      await web.post('/playground/action', `{"id":"v1:help","${name}":{"polluted":true}}`);
    }
    expect('polluted' in {}).toBe(false);
  });

  test('a body of more than 100 kB is not read to its end', async () => {
    web = await startWeb();
    const received = await web.post('/playground/command', { text: 'a'.repeat(200_000) });
    expect(received.status).toBe(413);
    expect((await web.post('/playground/command', { text: 'a'.repeat(99_000) })).status).toBe(200);
  });

  test('what breaks inside is told under a reference, without a word of what broke', async () => {
    const error = vi.fn();
    web = await startWeb({
      answer: async () => {
        throw new Error('secret of the database');
      },
      log: { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error },
    });
    const received = await web.post('/playground/command', { text: 'a' });
    expect(received.status).toBe(500);
    expect(received.body).not.toContain('secret');
    expect(received.body).not.toContain('at ');
    expect(received.body).toContain(error.mock.calls[0]?.[0].reference);
  });
});

describe('commands and buttons', () => {
  test.each([
    ['/news search isis smugling', 'news', 'search', 'isis smugling'],
    ['  /NEWSDESK list', 'newsdesk', 'list', ''],
    ['/news', 'news', '', ''],
    ['search floods in osh', 'news', 'search', 'floods in osh'],
    ['/news search two\nlines', 'news', 'search', 'two lines'],
  ])('%j is a command', async (line, family, verb, words) => {
    web = await startWeb();
    const { body } = await web.post('/playground/command', { text: line });
    expect(JSON.parse(JSON.parse(body).slack.payload)).toEqual({
      kind: 'command',
      family,
      verb,
      words,
      options: {},
    });
  });

  test('a command of another app is not ours', async () => {
    web = await startWeb();
    const { status, body } = await web.post('/playground/command', { text: '/remind me' });
    expect(status).toBe(400);
    expect(JSON.parse(body).error).toContain('/news help');
  });

  test('the answer is drawn by both renderers', async () => {
    web = await startWeb({
      answer: async () => anAnswer('hello'),
      renderers: { slack: () => ({ blocks: [] }), discord: () => ({ embeds: [] }) },
    });
    const { body } = await web.post('/playground/command', { text: '/news help' });
    expect(JSON.parse(body)).toEqual({
      kind: 'answer',
      visibility: 'private',
      slack: { payload: { blocks: [] } },
      discord: { payload: { embeds: [] } },
    });
  });

  test('you act in the channel of the playground, and manage it', async () => {
    const answer = vi.fn(async () => anAnswer('yes'));
    web = await startWeb({ answer });
    await web.post('/playground/action', { id: open });
    expect(answer).toHaveBeenCalledWith({
      channel,
      person: { id: 'you', name: 'you', manages: true },
      request: { kind: 'action', action: { kind: 'open', article: 7 } },
      now: new Date('2026-11-22T09:00:00Z'),
    });
  });

  test('the second of two like buttons in a Discord message does what the first does', async () => {
    web = await startWeb();
    const [first, second] = [open, `${open}~2`].map((id) =>
      web?.post('/playground/action', { id }),
    );
    expect((await second)?.status).toBe(200);
    expect((await second)?.body).toBe((await first)?.body);
  });

  test('a button that we cannot have made has expired', async () => {
    web = await startWeb();
    for (const id of ['', 'v1:drop:1', 'v2:help', 'x'.repeat(5_000)]) {
      expect((await web.post('/playground/action', { id })).status).toBe(400);
    }
  });

  test('suggestions are those of the core', async () => {
    web = await startWeb();
    const { body } = await web.send('/playground/suggest?source=topic&typed=sec');
    expect(JSON.parse(body)).toEqual([{ kind: 'topic', label: 'topic sec', value: 'sec' }]);
    expect((await web.send('/playground/suggest?source=__proto__&typed=a')).status).toBe(400);
  });
});

describe('the channel', () => {
  const posts = async (version = '') => {
    const { body } = await (web as WebServer).send(`/playground/channel?version=${version}`);
    return JSON.parse(body);
  };

  test('holds what the digest posts, with the time', async () => {
    web = await startWeb();
    const outcome = await web.poster(channel, aMessage('Morning digest'), key);
    expect(outcome).toMatchObject({ kind: 'posted' });
    expect((await posts()).posts).toEqual([
      {
        id: outcome.kind === 'posted' ? outcome.messageId : '',
        postedAt: '2026-11-22T09:00:00.000Z',
        slack: { payload: 'Morning digest' },
        discord: { payload: 'Morning digest' },
      },
    ]);
  });

  test('is sent again only after a change', async () => {
    web = await startWeb();
    await web.poster(channel, aMessage('one'), key);
    const { version } = await posts();
    expect(await posts(version)).toEqual({ version });
    await web.poster(channel, aMessage('two'), key);
    expect((await posts(version)).posts).toHaveLength(2);
  });

  test('takes what is shared, and loses what its button removes', async () => {
    web = await startWeb({
      answer: async ({ request }) =>
        request.kind === 'action' ? { kind: 'remove' } : anAnswer('shared', 'channel'),
    });
    await web.post('/playground/command', { text: '/news share 7' });
    const [post] = (await posts()).posts;
    expect(post.slack.payload).toBe('shared');
    await web.post('/playground/action', { id: open, post: post.id });
    expect((await posts()).posts).toEqual([]);
  });

  test('shows a post as its button left it', async () => {
    web = await startWeb({ answer: async () => ({ kind: 'update', message: aMessage('page 2') }) });
    await web.poster(channel, aMessage('page 1'), key);
    const [post] = (await posts()).posts;
    await web.post('/playground/action', { id: open, post: post.id });
    expect((await posts()).posts).toMatchObject([{ id: post.id, slack: { payload: 'page 2' } }]);
  });

  test('keeps the fifty newest', async () => {
    web = await startWeb();
    for (let number = 1; number <= 60; number += 1)
      await web.poster(channel, aMessage(`${number}`), key);
    const all = (await posts()).posts;
    expect(all).toHaveLength(50);
    expect(all[0].slack.payload).toBe('11');
  });
});
