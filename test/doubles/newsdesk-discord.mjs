// The whole bot in Discord, with the corpus imported.
import { importReports, saying, soon } from './steps.mjs';

export default async function scenario(discord, { cmd, env }) {
  const titleOf = (message) => message?.embeds?.[0]?.title ?? '';
  const menuOf = (message) => discord.components(message).find((part) => part.type === 3);

  let asked = discord.slash('news search', { query: 'isis smugling uzbek migrnts' });
  const first = await asked.final();
  discord.check(
    'a mistyped search is answered to the person alone',
    asked.ephemeral && /Viewing results 1 - \d of \d+/.test(titleOf(first)),
    first,
  );
  discord.check(
    'it says what was searched',
    saying(first, 'smuggling') && saying(first, 'you typed'),
    first,
  );
  discord.check(
    'the smuggling report comes first',
    menuOf(first).options[0].label.startsWith('Investigation into ISIS-linked'),
    menuOf(first).options[0],
  );
  discord.check(`it was acknowledged in ${asked.ackMs} ms`, asked.ackMs < 1000);

  asked = discord.slash('news search', { query: 'oil prices', sort: 'new' });
  const list = await asked.final();
  const pageOne = titleOf(list);
  discord.check(
    'typed options narrow a search of several pages',
    /Viewing results 1 - 6 of \d\d+/.test(pageOne),
    pageOne,
  );
  await discord.click(list, /Next/).next((event) => event.via === 'edit');
  discord.check(
    'Next replaces the page',
    /Viewing results 7 - 12 of/.test(titleOf(list)),
    titleOf(list),
  );
  await discord.click(list, /Previous/).next((event) => event.via === 'edit');
  discord.check('Previous brings the first page back', titleOf(list) === pageOne, titleOf(list));

  const menu = menuOf(list);
  const opened = await discord
    .select(list, menu.custom_id, [menu.options[0].value])
    .next((event) => event.via === 'follow-up');
  const card = opened?.message;
  discord.check(
    'an article opens privately',
    card && card.flags & 64 && saying(card, 'Sentences of the article, unchanged.'),
    card,
  );
  const shared = (await discord.click(card, 'Share').next((event) => event.via === 'follow-up'))
    ?.message;
  discord.check(
    'Share shows it to the channel and pings nobody',
    shared && !(shared.flags & 64) && saying(shared, 'shared'),
    shared,
  );
  const refused = await discord
    .click(shared, 'Remove', { user: 'bob' })
    .next((event) => event.via === 'follow-up');
  discord.check(
    'nobody else can remove it',
    saying(refused?.message, 'Only the person who shared'),
    refused,
  );
  discord.check(
    'the sharer can',
    await discord.click(shared, 'Remove').next((event) => event.via === 'delete'),
  );

  const choices = (await discord.autocomplete('news open', 'article', 'oil pri').response())
    .choices;
  discord.check(
    'headlines are offered while typing',
    choices?.length > 0 && choices.length <= 25,
    choices,
  );
  asked = discord.slash('news open', { article: choices[0].value });
  discord.check(
    'what is chosen opens',
    titleOf(await asked.final()).length > 0 || saying(asked.message, 'Sentences of the article'),
    asked.message,
  );
  asked = discord.slash('news share', {
    article: choices[0].value,
    note: '@everyone worth a read',
  });
  const posted = (await asked.next((event) => event.via === 'follow-up'))?.message;
  discord.check(
    'share shows it to the channel with a note that pings nobody',
    posted && !(posted.flags & 64) && saying(posted, 'everyone worth a read'),
    posted,
  );
  discord.check('and says so to the sharer', saying(asked.message, 'Shown in this channel.'));
  asked = discord.slash('news cite', { article: choices[0].value, style: 'bibtex' });
  discord.check(
    'cite gives the style that was chosen, to be copied',
    /```\n@(online|misc)\{[^`]*\n```/.test((await asked.final())?.embeds?.[0]?.description),
    asked.message,
  );
  const topics = (await discord.autocomplete('news topic', 'name', 'us').response()).choices;
  discord.check(
    'topics are offered while typing',
    topics?.some(({ value }) => value === 'usa'),
    topics,
  );

  for (const path of ['news help', 'news topics', 'news latest', 'news digest']) {
    asked = discord.slash(path);
    discord.check(`/${path} is answered`, (await asked.final())?.embeds?.length > 0, asked.message);
  }
  asked = discord.slash('news search', { query: 'oil' }, { dm: true });
  discord.check(
    'search works in a direct message',
    /Viewing results/.test(titleOf(await asked.final())),
  );
  let hidden = false;
  try {
    discord.slash('newsdesk subscribe', { query: 'oil' }, { user: 'bob' });
  } catch {
    hidden = true;
  }
  discord.check('managing is hidden from members', hidden);

  asked = discord.slash('newsdesk subscribe', { at: soon(), tz: 'UTC' });
  discord.check(
    'subscribing says when',
    saying(await asked.final(), 'This channel now follows'),
    asked.message,
  );
  discord.check(
    'the command line imports while the bot runs',
    (await importReports(env)).includes('2 new articles'),
  );
  const puts = () =>
    discord.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'))
      .length;
  const registered = puts();
  const before = await discord.stop(discord.bot);
  discord.check('it stops with code 0', before.code === 0, before);
  await relaunch(discord, cmd, env);
  discord.check(
    'unchanged commands are not registered again',
    registered === 1 && puts() === 1,
    puts(),
  );
  await discord.click(list, /Next/).next((event) => event.via === 'edit');
  discord.check(
    'old buttons work after a restart',
    /Viewing results 7 - 12 of/.test(titleOf(list)),
    titleOf(list),
  );

  const digests = () =>
    discord.outbox.filter(
      ({ via, message }) => via === 'channel' && saying(message, 'News digest'),
    );
  for (let waited = 0; waited < 130 && digests().length === 0; waited += 1)
    await new Promise((done) => setTimeout(done, 1000));
  discord.check(
    'the digest arrives with what came in',
    digests().length === 1 && saying(digests()[0].message, 'Glacier survey'),
    digests(),
  );
  await discord.settle();
  await discord.stop(discord.bot);
  await relaunch(discord, cmd, env);
  asked = discord.slash('newsdesk status');
  discord.check('status knows it was sent', saying(await asked.final(), 'sent'), asked.message);
  discord.check('a restart sends nothing twice', digests().length === 1, digests().length);
}

/** The double takes a bot for ready once any has identified itself; this one has to say so itself. */
async function relaunch(discord, cmd, env) {
  const bot = await discord.launchBot(cmd, env);
  const isUp = () => bot.done || bot.logs.includes('Newsdesk runs in Discord');
  while (!isUp()) await new Promise((done) => setTimeout(done, 50));
}
