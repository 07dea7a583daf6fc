// The Discord adapter on the wire, with the bot of bots/discord-echo.ts in place of a core.
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const described = (message) => message?.embeds?.map(({ description }) => description).join('\n');
const outcome = (message) => {
  const words = (described(message) ?? '').replaceAll('\\', '');
  return /outcome (\{.*\})/.test(words) ? JSON.parse(RegExp.$1) : words;
};

const isUp = (bot) => bot.done || bot.logs.includes('discord connected');

/** Waits for it, at most 20 s: machines differ in how fast they start a bot. */
async function until(condition) {
  const end = Date.now() + 20_000;
  while (!condition() && Date.now() < end) await pause(50);
}

export default async function discordAdapter(d, { cmd }) {
  await commands(d);
  await buttons(d);
  await autocomplete(d);
  await posting(d);
  await trouble(d);
  await gateway(d);
  await otherStarts(d, cmd);
  await unauthorised(d);
}

async function commands(d) {
  let it = d.slash('news search', { query: 'isis', topic: 'x', page: 2 });
  let message = await it.final();
  d.check(
    'a command is deferred privately and then answered',
    it.acked?.type === 5 && it.ephemeral && message.embeds[0].title.startsWith('Page 1 for isis'),
    message,
  );
  d.check(
    'its tenant is the server',
    message.embeds[0].title.includes(message.channel_id ? d.guilds[0].id : '-'),
    message.embeds[0].title,
  );
  it = d.slash('news search', { query: 'isis', public: true });
  message = await it.final();
  d.check('a public one is answered in the channel', !it.ephemeral && message.embeds.length === 1);
  it = d.slash('news search', { public: true });
  const alone = await it.next(({ via }) => via === 'follow-up');
  d.check(
    'a private answer to a public command is a private follow-up, and nothing waits in the channel',
    alone?.message.flags & 64 && it.message === null,
    it.events,
  );
  it = d.slash('news share');
  const shared = await it.next(({ via }) => via === 'follow-up');
  d.check(
    'an answer for the channel follows a private confirmation',
    shared &&
      !(shared.message.flags & 64) &&
      described(it.message) === 'Shown in this channel.' &&
      it.ephemeral,
    it.events,
  );
  it = d.slash('news slow');
  message = await it.final();
  d.check(
    'an answer after more than 3 s still arrives',
    /slow, asked at/.test(described(message)) && it.ackMs < 1000,
    message,
  );
  it = d.slash('news fail');
  message = await it.final();
  d.check(
    'a failure is said in words with a reference',
    /ref [0-9A-Z]{6}/.test(described(message)) && it.ephemeral,
    message,
  );
  it = d.slash('news big');
  message = await it.final();
  d.check(
    'a long list is shortened by whole entries',
    /-# … and \d+ more/.test(described(message)),
    described(message)?.slice(-60),
  );
  it = d.slash('news hostile');
  message = await it.final();
  d.check(
    'hostile words stay words',
    !/(?<!\\)@everyone|(?<!\\)<[@#t/ia]|\]\(https:\/\/evil/.test(described(message)),
    described(message),
  );
  it = d.slash('news search', { query: 'in a dm' }, { dm: true });
  message = await it.final();
  d.check(
    'a direct message is a tenant of its own',
    message.embeds[0].title.includes('user:'),
    message.embeds[0].title,
  );
  let hidden = false;
  try {
    d.slash('newsdesk subscribe', { at: '09:00' }, { user: 'bob' });
  } catch {
    hidden = true;
  }
  d.check('/newsdesk is hidden from members', hidden);
  message = await d.slash('newsdesk subscribe', { at: '09:00' }, { user: 'ann' }).final();
  d.check('a manager is known as one', described(message) === 'subscribe by a manager', message);
}

async function buttons(d) {
  const message = await d.slash('news search', { query: 'isis' }).final();
  const ids = d.components(message).map(({ custom_id, url }) => custom_id ?? url);
  d.check('ids are unique in a message', new Set(ids).size === ids.length, ids);
  let it = d.click(message, 'Next');
  await it.next(({ via }) => via === 'edit');
  d.check(
    'Next changes the message in place',
    it.acked?.type === 6 && message.embeds[0].title.startsWith('Page 2'),
    message.embeds,
  );
  it = d.click(message, 'First');
  await it.next(({ via }) => via === 'edit');
  d.check(
    'a second button with the same action works',
    message.embeds[0].title.startsWith('Page 1'),
  );
  it = d.select(message, /menu/, ['v1:open:2']);
  let next = await it.next(({ via }) => via === 'follow-up');
  d.check(
    'a menu opens privately',
    next?.message.flags & 64 && described(next.message) === 'opened article 2',
    next,
  );
  it = d.click(message, 'Share');
  next = await it.next(({ via }) => via === 'follow-up');
  d.check(
    'Share answers in the channel',
    next && !(next.message.flags & 64) && /for everyone/.test(described(next.message)),
    next,
  );
  it = d.click(message, 'Help');
  next = await it.next(({ via }) => via === 'follow-up');
  d.check(
    'a failing button says so privately and leaves the list',
    next?.message.flags & 64 && message.embeds[0].title.startsWith('Page 1'),
    next,
  );
  const stale = {
    ...message,
    components: [
      {
        type: 1,
        components: [{ type: 2, style: 2, label: 'Old', custom_id: 'v0:from:last:year' }],
      },
    ],
  };
  it = d.click(stale, 'Old');
  next = await it.next(({ via }) => via === 'follow-up');
  d.check(
    'an unknown button has expired',
    next?.message.flags & 64 &&
      described(next.message) === 'This list has expired. Run /news again.',
    next,
  );
  it = d.click(message, 'Remove');
  d.check('Remove takes the message away', await it.next(({ via }) => via === 'delete'));
}

async function autocomplete(d) {
  let it = await d.autocomplete('news search', 'query', 'flo').response();
  d.check(
    '25 choices at most, names within 100',
    it.choices?.length === 25 && it.choices.every(({ name }) => name.length <= 100),
    it.choices,
  );
  it = await d.autocomplete('news search', 'topic', 'slow').response();
  d.check(
    'a slow list is empty within 300 ms or so',
    it.choices?.length === 0 && it.ackMs < 600,
    it.ackMs,
  );
  it = await d.autocomplete('news search', 'query', 'broken').response();
  d.check('a broken list is empty', it.choices?.length === 0);
  it = await d.autocomplete('newsdesk subscribe', 'zone', 'ber', {}, { user: 'bob' }).response();
  d.check(
    'a member is offered nothing for a manager’s command',
    it.choices?.length === 0,
    it.choices,
  );
  const typed = await Promise.all(
    [...'abcdefghijklmnopqrst'].map((key) =>
      d.autocomplete('news search', 'query', key).response(),
    ),
  );
  d.check(
    '20 keys at once are all answered',
    typed.every(({ choices }) => choices?.length === 25),
  );
}

async function posting(d) {
  const posts = () =>
    d.calls.filter(
      ({ method, path }) => method === 'POST' && /^\/channels\/\d+\/messages$/.test(path),
    ).length;
  const digest = async (period, options) =>
    outcome(await d.slash('news digest', { period }, options).final(15_000));
  const seen = () => d.outbox.filter(({ via }) => via === 'channel').length;

  let result = await digest('2026-11-22/8');
  d.check('a digest is posted', result.kind === 'posted' && seen() === 1, result);
  d.check(
    'it mentions nobody and carries a nonce of at most 25',
    /^.{10,25}$/.test(d.calls.findLast(({ body }) => body?.enforce_nonce)?.body.nonce ?? ''),
  );
  result = await digest('2026-11-22/8');
  d.check(
    'the same delivery again is known by its nonce',
    result.kind === 'posted' && seen() === 1 && d.deduplicated === 1,
    result,
  );

  d.fault({ match: /POST \/channels/, dropAfter: true });
  let before = posts();
  result = await digest('2026-11-22/9');
  d.check(
    'a lost answer is unknown after exactly one POST',
    result.kind === 'unknown' && posts() === before + 1 && seen() === 2,
    result,
  );
  result = await digest('2026-11-22/9');
  d.check('and trying again does not post twice', result.kind === 'posted' && seen() === 2, result);

  for (const [fault, kind] of [
    [{ status: 500 }, 'unknown'],
    [{ status: 502 }, 'unknown'],
    [{ status: 403, code: 50013 }, 'channel-closed'],
    [{ status: 404, code: 10003 }, 'channel-closed'],
    [{ status: 400, code: 50035 }, 'refused'],
    [{ status: 400, code: 130000 }, 'rate-limited'],
    [{ status: 429, retryAfter: 30 }, 'rate-limited'],
  ]) {
    d.fault({ match: /POST \/channels/, ...fault });
    before = posts();
    const started = Date.now();
    result = await digest('2026-11-22/10', { channel: 'news' });
    d.check(
      `${fault.code ?? fault.status} is ${kind} after one POST, at once`,
      result.kind === kind && posts() === before + 1 && Date.now() - started < 3000,
      result,
    );
  }
  d.check(
    'the wait after a 429 is the one Discord asks for',
    result.retryAfterMs >= 29_000 && result.retryAfterMs <= 31_000,
    result,
  );
  result = await digest('2026-11-22/11');
  d.check('other channels go on meanwhile', result.kind === 'posted', result);
  result = await digest('2026-11-22/12', { channel: 'rules' });
  d.check(
    'a channel without permission is closed to us',
    result.kind === 'channel-closed' && result.code === '50013',
    result,
  );
}

async function trouble(d) {
  d.fault({ match: /PATCH \/webhooks/, status: 500 });
  let message = await d.slash('news open', { query: '1' }).final();
  d.check('an edit is tried again after a 500', described(message) === 'opened 1', message);
  d.fault({ match: /PATCH \/webhooks/, status: 400, code: 50035 });
  message = await d.slash('news open', { query: '2' }).final();
  d.check('a refused form is sent as plain words', message?.content === 'opened 2', message);
  const mark = d.bot.logs.length;
  d.fault({ match: /POST \/interactions/, status: 404, code: 10062 });
  d.slash('news open', { query: '3' }, { lateOk: true });
  await d.settle();
  d.fault({ match: /POST \/interactions/, status: 400, code: 40060 });
  d.slash('news open', { query: '4' }, { lateOk: true });
  await d.settle();
  d.check(
    'an interaction that is over is only a debug line',
    !d.bot.done &&
      !/"level":(40|50)/.test(d.bot.logs.slice(mark)) &&
      d.bot.logs.slice(mark).match(/no longer waits/g)?.length === 2,
  );
  message = await d.slash('news open', { query: '5' }).final();
  d.check('and the next one is answered', described(message) === 'opened 5');
}

async function gateway(d) {
  d.drop(4000);
  await pause(300);
  let message = await d.slash('news open', { query: '6' }, { lateOk: true }).final(9000);
  d.check(
    'after a drop it resumes and misses nothing',
    d.resumes === 1 && described(message) === 'opened 6',
    d.resumes,
  );
  d.askReconnect();
  await pause(2500);
  d.check('op 7 leads to a resume', d.resumes === 2, d.resumes);
  const before = d.identifies;
  d.invalidate();
  await pause(7500);
  message = await d.slash('news health').final();
  d.check(
    'op 9 leads to a new session, and health says so',
    d.identifies === before + 1 && /well: connected/.test(described(message).replaceAll('\\', '')),
    message,
  );
  const guild = d.guildDelete('one');
  await d.settle();
  d.check('removal from a server is told', d.bot.logs.includes(`removed ${guild.id}`));
  d.guildAdd(guild);
  await d.settle();
  d.check('a server that takes it back is told of', d.bot.logs.includes(`in ${guild.id}\n`));
  d.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true });
  await d.settle();
  d.check('an outage of a server is not', d.bot.logs.match(/^removed /gm)?.length === 1);
  message = await d.slash('news open', { query: '7' }).final();
  d.check('commands work meanwhile', described(message) === 'opened 7');
}

async function otherStarts(d, [command, ...args]) {
  const puts = () => d.calls.filter(({ method }) => method === 'PUT').length;
  d.check('the commands were registered once', puts() === 1);
  const hash = /hash (\w+)/.exec(d.bot.logs)?.[1];
  const again = d.launch(command, args, { ...d.env(), ECHO_HASH: hash });
  await until(() => isUp(again));
  await d.settle();
  d.check(
    'a start with the same commands registers nothing',
    puts() === 1 && !again.done,
    again.done,
  );
  d.check('and ends with code 0', (await d.stop(again)).code === 0);
  d.fault({ match: /PUT \/applications/, status: 400, code: 30034 });
  const limited = d.launch(command, args, d.env());
  await until(() => limited.done || limited.logs.includes('registered before'));
  d.check('a refused registration does not stop the bot', !limited.done, limited.done);
  await d.stop(limited);
  const wrong = d.launch(command, args, {
    ...d.env(),
    DISCORD_TOKEN: 'wrong.token.000000000000000000000000000',
  });
  await until(() => wrong.done);
  const lines = wrong.logs
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{'));
  d.check(
    'a wrong token ends with a non-zero code and one plain line',
    wrong.done?.code === 1 && lines.length === 1 && lines[0].startsWith('DISCORD_TOKEN'),
    lines,
  );
  d.warnings = d.warnings.filter(({ m }) => !/two IDENTIFYs/.test(m)); // several bots were started here
}

async function unauthorised(d) {
  d.fault({ match: /POST \/channels/, status: 401 });
  await pause(5000);
  const digest = async () =>
    outcome(await d.slash('news digest', { period: '2026-11-23/8' }).final());
  const first = await digest();
  d.check('401 closes the workspace', first.kind === 'workspace-closed', first);
  const calls = d.calls.filter(({ path }) => path.startsWith('/channels')).length;
  const second = await digest();
  d.check(
    'and nothing more is posted',
    second.kind === 'workspace-closed' &&
      d.calls.filter(({ path }) => path.startsWith('/channels')).length === calls,
    second,
  );
  const message = await d.slash('news health').final();
  d.check(
    'health is ill and names the token',
    /ill: DISCORD_TOKEN/.test(described(message)?.replaceAll('\\', '')),
    message,
  );
}
