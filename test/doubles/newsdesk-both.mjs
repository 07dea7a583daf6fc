// One process on both platforms at once.
import { saying } from './steps.mjs';

export default async function scenario({ slack, discord }) {
  const [reply, asked] = [
    await slack.command('/news', 'search oil prices'),
    discord.slash('news search', { query: 'oil prices' }),
  ];
  const inSlack = await reply.next();
  const inDiscord = await asked.final();
  const count = /Viewing results 1 - 6 of [\d,]+/;
  slack.check(
    'both platforms give the same answer',
    count.exec(inSlack?.text ?? '')?.[0] === count.exec(inDiscord?.embeds?.[0]?.title ?? '')?.[0],
    [inSlack?.text, inDiscord?.embeds],
  );
  const made = await slack.command('/newsdesk', 'subscribe oil');
  await made.next();
  const there = discord.slash('newsdesk list', { where: 'all' });
  discord.check(
    'what one platform follows is nothing to the other',
    saying(await there.final(), 'Nothing is followed here yet'),
    there.message,
  );

  discord.drop(4004);
  const still = await (await slack.command('/news', 'search oil prices')).next();
  slack.check(
    'a Discord token that is reset leaves Slack as it was',
    count.test(still?.text ?? ''),
    still?.text,
  );
}
