// What people see of the Slack adapter, in Socket Mode and over HTTP, driven through the doubles:
//   node slack/cli.mjs --mode http|socket --scenario slack-adapter.mjs -- node bots/slack-echo.ts
const ACTION = /^v1:/;
const PINGS = /<!(?:channel|here|everyone)|<@|<#|<!subteam/;

export default async function (s) {
  if (s.o.mode === 'http') {
    await s.urlVerification();
    await s.sslCheck();
    await s.forgeries();
  }
  await commands(s);
  await buttons(s);
  await faults(s);
  await posts(s);
  await events(s);
  if (s.o.mode === 'socket') await reconnects(s);
  const unsafe = s.outbox.filter((m) => PINGS.test(m.text ?? '') || hasLiveMarkup(m.blocks));
  s.check('nothing that strangers wrote pings anybody', unsafe.length === 0, unsafe[0]);
  s.check(
    'no message unfurls',
    s.outbox.every(
      (m) => m.via !== 'chat.postMessage' || m.unfurl_links === 'false' || m.unfurl_links === false,
    ),
  );
  s.check(
    'every message has a top-level text',
    s.outbox.every((m) => m.delete_original || m.text),
  );
}

async function commands(s) {
  let r = await s.command('/news', 'search isis &amp; co <http://bbc.com|bbc.com>');
  let m = await r.next();
  s.check(
    'a ready answer comes in the ack, to the person alone',
    m?.via === 'ack' && m.ephemeral,
    m,
  );
  s.check('typed text arrives as typed', m?.text.includes('for isis &amp; co bbc.com'), m?.text);
  r = await s.command('/news', 'slow floods');
  s.check('a slow answer is acknowledged within 2.5 s', r.ok && r.ms < 2500 && !r.text, r.ms);
  m = await r.next();
  await s.settle();
  s.check(
    'and comes as one message',
    m?.via === 'response_url' && r.posts().length === 1,
    r.posts(),
  );
  r = await s.command('/news', 'picture');
  m = await r.next();
  s.check(
    'an answer with a picture comes by response_url',
    m?.via === 'response_url' && m.ephemeral,
    m,
  );
  r = await s.command('/news', 'fail');
  m = await r.next();
  s.check(
    'a failure is said in words, with a reference',
    /[0-9A-F]{6}/.test(m?.text ?? ''),
    m?.text,
  );
  s.check('and no secret reaches the log', !/xoxb-|secret\.example|_response\//.test(s.bot.logs));
  r = await s.command('/news', 'long');
  m = await r.next();
  s.check(
    'a long answer is cut to what Slack takes',
    m?.blocks.length <= 45 && /left out/.test(JSON.stringify(m.blocks)),
    m?.blocks.length,
  );
  r = await s.command('/newsdesk', 'status');
  s.check('the second command reaches the desk', (await r.next())?.text.includes('newsdesk'));
}

async function buttons(s) {
  let r = await s.command('/news', 'search floods');
  const list = await r.next();
  r = await s.click(list, 'v1:page:a1b2c3d4e5f6:2');
  let m = await r.next();
  s.check(
    'Next turns the page in place',
    m?.replace_original && m.text.includes('7 - 12'),
    m?.text,
  );
  r = await s.click(list, 'v1:page:a1b2c3d4e5f6:1');
  m = await r.next();
  s.check('Previous turns it back', m?.text.includes('1 - 6'), m?.text);
  r = await s.click(list, 'menu', { selected: 'v1:open:3' });
  const card = await r.next();
  s.check('Open… shows the card below the list', card?.ephemeral && !card.replace_original, card);
  r = await s.click(card, 'v1:share:1');
  const shared = await r.next();
  s.check('Share shows it to the channel', shared && !shared.ephemeral, shared);
  r = await s.click(card, 'link');
  await s.settle();
  s.check('a link button says nothing', r.ok && r.posts().length === 0, r.posts());
  r = await s.click(shared, 'v1:unshare:zyxwvutsrq98');
  s.check('Remove takes it away', (await r.next())?.delete_original);
  r = await s.click(list, 'v1:follow:a1b2c3d4e5f6', { value: 'v1:follow:../../etc' });
  m = await r.next();
  s.check(
    'a forged button is an expired list',
    m?.text.includes('expired. Run /news again'),
    m?.text,
  );
  s.check(
    'every button has the id of its action',
    ids(list).every((id) => ACTION.test(id) || id === 'menu'),
    ids(list),
  );
}

async function faults(s) {
  let r = await s.command('/news', 'search floods');
  const list = await r.next();
  s.fault({ method: 'response_url', status: 503 });
  r = await s.click(list, 'v1:page:a1b2c3d4e5f6:2');
  s.check('a page lost on the way is sent again', (await r.next())?.replace_original);
  s.fault({ method: 'response_url', status: 429, retryAfter: 1 });
  r = await s.click(list, 'v1:page:a1b2c3d4e5f6:3');
  s.check('a rate limit is waited out', (await r.next(undefined, 3000))?.text.includes('13 - 18'));
  s.fault({ method: 'response_url', status: 404 });
  r = await s.click(list, 'v1:page:a1b2c3d4e5f6:2');
  s.check(
    'a used-up address falls back to a new message',
    (await r.next())?.via === 'chat.postEphemeral',
  );
  s.fault({ method: 'response_url', status: 400 });
  r = await s.click(list, 'menu', { selected: 'v1:open:3' });
  const plain = await r.next();
  s.check(
    'a refused message is sent as text',
    plain?.text.includes('Headline 1') && !plain.blocks,
    plain,
  );
}

async function posts(s) {
  const tell = async (channel = 'news') => {
    const r = await s.command('/news', 'post floods', { channel });
    const m = await r.next((x) => x.via === 'ack' || x.via === 'response_url', 14000);
    return JSON.parse(m.text.replaceAll('&gt;', '>'));
  };
  const before = s.calls.length;
  let outcome = await tell();
  s.check('a digest is posted', outcome.kind === 'posted' && outcome.messageId, outcome);
  s.check(
    'with one call',
    s.calls.slice(before).filter((c) => c.method === 'chat.postMessage').length === 1,
  );
  s.fault({ method: 'chat.postMessage', status: 429, retryAfter: 7 });
  outcome = await tell();
  s.check(
    'a rate limit says for how long',
    outcome.kind === 'rate-limited' && outcome.retryAfterMs === 7000,
    outcome,
  );
  s.fault({ method: 'chat.postMessage', dropAfter: true });
  const n = s.calls.length;
  outcome = await tell();
  s.check('a lost answer is unknown', outcome.kind === 'unknown', outcome);
  s.check(
    'and is not tried again',
    s.calls.slice(n).filter((c) => c.method === 'chat.postMessage').length === 1,
  );
  outcome = await tell('board');
  s.check('a channel without the bot is closed', outcome.kind === 'channel-closed', outcome);
  s.fault({ method: 'chat.postMessage', error: 'account_inactive' });
  outcome = await tell();
  s.check('a dead token closes the workspace', outcome.kind === 'workspace-closed', outcome);
}

async function events(s) {
  const user = s.ws[0].user.ann;
  const n = s.calls.length;
  const opened = { type: 'app_home_opened', user, tab: 'home', channel: 'D1' };
  const r = await s.event(opened, { eventId: 'Ev1' });
  await s.event(opened, { eventId: 'Ev1', retry: 1 });
  await s.settle();
  const published = s.calls.slice(n).filter((c) => c.method === 'views.publish');
  s.check(
    'Home is published once',
    r.ok && published.length === 1 && published[0].response.ok,
    published,
  );
}

async function reconnects(s) {
  s.socketDisconnect();
  await s.settle(1500);
  let r = await s.command('/news', 'search floods');
  s.check('a recycled socket is replaced', r.ok && (await r.next())?.via === 'ack');
  s.fault({ method: 'apps.connections.open', status: 503, times: 2 });
  for (const socket of s.sockets) socket.terminate();
  await s.settle(500);
  r = await s.command('/news', 'search floods');
  s.check('a cut connection comes back once Slack does', r.ok && (await r.next())?.via === 'ack');
  s.check('and the bot did not end in between', !s.bot.done);
}

function ids(message) {
  return message.blocks
    .flatMap((b) => (b.type === 'actions' ? b.elements : []))
    .map((e) => e.action_id);
}

/** Only mrkdwn is parsed: rich text and plain text show what they hold. */
function hasLiveMarkup(value) {
  if (Array.isArray(value)) return value.some(hasLiveMarkup);
  if (typeof value !== 'object' || value === null) return false;
  if (value.type === 'mrkdwn' && PINGS.test(value.text)) return true;
  return Object.values(value).some(hasLiveMarkup);
}
