import { addressIn } from '../feed/typed-address.ts';
import { distance } from '../search/osa.ts';
import { feedsFor } from '../store/polled-feeds.ts';
import type { Command, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { meantFeeds } from './pick-feed.ts';
import { refusal } from './reply.ts';

/** A slip of the hand, or two in a longer word: `chekc`, `remvoe`. */
const MOST_SLIPS = 2;

/**
 * What `/newsdesk feed …` means where no verb of the group follows: an address is added, words of a
 * feed's name check it. A verb nearly right is offered and not run, since it may remove something.
 */
export async function runWithoutVerb(
  words: string,
  invocation: Invocation,
  desk: Desk,
): Promise<Reply> {
  const [first = '', ...rest] = words.split(' ');
  const run = (verb: string, on: string) => {
    const command = desk.commands.find((known) => known.verb === verb);
    if (!command) throw new Error(`there is no command ${verb}`);
    const { family } = command;
    return command.run({ kind: 'command', family, verb, words: on, options: {} }, invocation, desk);
  };
  if (first.toLowerCase() === 'help') return run('help', 'feed');
  if (first.toLowerCase() === 'export') return EXPORT;
  if (rest.length === 0 && addressIn(first)) return run('feed add', first);
  const near = nearestVerb(desk.commands, first);
  if (!near && meantFeeds(await feedsFor(desk.db, invocation.channel), words).length > 0) {
    return run('feed check', words);
  }
  return refusal({
    what: `There is no command "feed ${first}".`,
    advice: near ? `Did you mean ${near}?` : 'See what there is:',
    example: near ? `/newsdesk ${[near, ...rest].join(' ')}` : '/newsdesk help feed',
    keep: `/newsdesk feed ${words}`,
  });
}

const EXPORT = refusal({
  what: 'The feeds are written to a file on the command line.',
  advice: 'Whoever runs this bot can do it: npm run -s newsdesk -- feed export > feeds.opml',
  example: '/newsdesk feed list',
});

function nearestVerb(commands: readonly Command[], typed: string): string | undefined {
  const [nearest] = commands
    .flatMap(({ verb, aliases }) =>
      [verb, ...aliases]
        .filter((name) => name.startsWith('feed '))
        .map((name) => ({
          verb,
          slips: distance(name.slice('feed '.length), typed.toLowerCase(), MOST_SLIPS),
        })),
    )
    .filter(({ slips }) => slips <= Math.min(MOST_SLIPS, typed.length / 2 - 0.5))
    .toSorted((a, b) => a.slips - b.slips);
  return nearest?.verb;
}
