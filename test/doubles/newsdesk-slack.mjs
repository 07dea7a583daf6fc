// The whole bot in Slack, with the corpus imported: both modes run this.
import { importReports, saying, soon } from './steps.mjs';

export default async function scenario(slack, { cmd, env }) {
  const label = (words) => (element) => element.text?.text?.includes(words);
  const press = (message, words, options) =>
    slack.click(message, words, { ...options, pick: label(words) });
  const choose = (message, value) =>
    slack.click(message, 'menu', {
      selected: value,
      pick: (element) => element.type === 'static_select',
    });
  const menuOf = (message) =>
    message.blocks
      .flatMap((block) => block.elements ?? [])
      .find((element) => element.type === 'static_select');

  // Search with typing mistakes, forth and back.
  let reply = await slack.command('/news', 'search isis smugling uzbek migrnts');
  const first = await reply.next();
  slack.check(
    'a mistyped search is answered to the person alone',
    first && !slack.find((m) => m === first && !m.ephemeral),
    first?.text,
  );
  slack.check('it counts', /Viewing results 1 - \d of \d+/.test(first?.text ?? ''), first?.text);
  slack.check(
    'it says what was searched',
    saying(first, 'smuggling') && saying(first, 'you typed'),
    first?.text,
  );
  slack.check(
    'the smuggling report comes first',
    menuOf(first).options[0].text.text.startsWith('Investigation into ISIS-linked'),
    menuOf(first).options[0],
  );

  reply = await slack.command('/news', 'oil prices');
  const list = await reply.next();
  const pageOne = list.text;
  slack.check(
    'bare words are a search of several pages',
    /Viewing results 1 - 6 of \d\d+/.test(pageOne),
    pageOne,
  );
  reply = await press(list, 'Next');
  slack.check(
    'Next replaces the page',
    /Viewing results 7 - 12 of/.test((await reply.next((m) => m.replace_original))?.text ?? ''),
  );
  reply = await press(list, 'Previous');
  slack.check(
    'Previous brings the first page back',
    (await reply.next((m) => m.replace_original))?.text === pageOne,
  );

  // Open, share, remove.
  reply = await choose(list, menuOf(list).options[0].value);
  const card = await reply.next();
  slack.check(
    'an article opens privately',
    card?.ephemeral && saying(card, 'Sentences of the article, unchanged.'),
    card,
  );
  reply = await press(card, 'Share');
  const shared = await reply.next();
  slack.check(
    'Share shows it to the channel',
    shared && !shared.ephemeral && saying(shared, 'shared'),
    shared,
  );
  reply = await press(shared, 'Remove', { user: 'bob' });
  slack.check(
    'nobody else can remove it',
    saying(await reply.next(), 'Only the person who shared'),
  );
  reply = await press(shared, 'Remove');
  slack.check('the sharer can', (await reply.next((m) => m.delete_original)) !== null);

  const headline = menuOf(list).options[0].text.text.split(' · ')[0].replace(/…$/, '');
  reply = await slack.command('/news', `share ${headline} note: &lt;!channel&gt; “worth a read”`);
  const posted = await reply.next();
  slack.check(
    'share shows it with a note that pings nobody',
    posted && !posted.ephemeral && posted.text.includes('“&lt;!channel&gt; “worth a read””'),
    posted,
  );
  reply = await press(posted, 'Remove');
  slack.check('and can be taken back', (await reply.next((m) => m.delete_original)) !== null);
  reply = await slack.command('/news', 'share oil note: worth a read');
  const unclear = await reply.next();
  slack.check(
    'share does nothing on a guess',
    unclear?.ephemeral && saying(unclear, 'It is not clear which article you mean.'),
    unclear,
  );
  reply = await slack.command('/news', `related ${headline}`);
  const related = await reply.next();
  slack.check('related is private', related?.ephemeral && saying(related, 'related to'), related);

  reply = await slack.command('/news', `cite ${headline}`);
  const cited = await reply.next();
  const isCode = (part) => part.type === 'rich_text_preformatted';
  slack.check(
    'cite gives four citations to be copied',
    cited?.ephemeral && cited.blocks.filter((block) => block.elements?.some(isCode)).length === 4,
    cited,
  );

  // What goes wrong is said.
  reply = await slack.command('/news', 'search zxqwv vwqxz');
  slack.check('nothing found has a next step', saying(await reply.next(), 'Nothing for'));
  reply = await slack.command('/newsdesk', 'subscrbe oil');
  slack.check('a near verb is offered', saying(await reply.next(), 'subscribe'));
  for (const text of ['', 'help', 'topics', 'topic usa', 'latest', 'digest hours:24', 'open oil']) {
    reply = await slack.command('/news', text);
    const answer = await reply.next();
    slack.check(
      `/news ${text} is answered in ${Math.round(reply.ms)} ms`,
      answer?.ephemeral && answer.text.length > 20,
      answer,
    );
  }

  // Follow, have the archive grow, restart, and get the digest once.
  reply = await slack.command('/newsdesk', `subscribe at:${soon()} tz:UTC`);
  slack.check('subscribing says when', saying(await reply.next(), 'This channel now follows'));
  slack.check(
    'the command line imports while the bot runs',
    (await importReports(env)).includes('2 new articles'),
  );
  const before = await slack.stop(slack.bot);
  slack.check('it stops with code 0', before.code === 0, before);
  await slack.launchBot(cmd, env);
  reply = await press(list, 'Next');
  slack.check(
    'old buttons work after a restart',
    /Viewing results 7 - 12 of/.test((await reply.next((m) => m.replace_original))?.text ?? ''),
  );

  const isDigest = (call) => call.method === 'chat.postMessage' && saying(call.args, 'News digest');
  const digests = () => slack.calls.filter(isDigest);
  for (let waited = 0; waited < 130 && digests().length === 0; waited += 1)
    await new Promise((done) => setTimeout(done, 1000));
  slack.check(
    'the digest arrives with what came in',
    digests().length === 1 && saying(digests()[0], 'Glacier survey'),
    digests(),
  );
  await slack.settle();
  await slack.stop(slack.bot);
  await slack.launchBot(cmd, env);
  reply = await slack.command('/newsdesk', 'status');
  slack.check('status knows it was sent', saying(await reply.next(), 'sent'));
  slack.check('a restart sends nothing twice', digests().length === 1, digests().length);
}
