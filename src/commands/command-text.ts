import type { Command, CommandRequest, Family } from './command.ts';
import { findCommand } from './find-command.ts';

/**
 * Reads what was typed behind `/news` or `/newsdesk`: a verb of one word or two, words, and options
 * as `key:value` or `key:"several words"`. Behind `/news` a first word that is no verb, or one that
 * makes no sense with what follows it, belongs to a search, and so do the filters of the search
 * grammar, which stay where they stand among the words. Curly quotes count as straight ones, but
 * where people write words of their own.
 */
export function parseCommandText(
  commands: readonly Command[],
  family: Family,
  typed: string,
): CommandRequest {
  const text = inOneLine(typed);
  const [first = ''] = text.split(' ', 1);
  const two = text.split(' ', 2).join(' ');
  const grouped = groupedCommand(commands, family, two.toLowerCase());
  if (grouped !== undefined) {
    const rest = takeOptions(grouped, text.slice(two.length));
    return { kind: 'command', family: grouped.family, verb: grouped.verb, ...rest };
  }
  const search = family === 'news' ? findCommand(commands, family, 'search') : undefined;
  const command = findCommand(commands, family, first);
  if (command !== undefined) {
    const rest = takeOptions(command, text.slice(first.length));
    if (!search || isMeant(command, { family, verb: first, words: rest.words })) {
      return { kind: 'command', family, verb: first, ...rest };
    }
  }
  if (search && first !== '') {
    return { kind: 'command', family, verb: 'search', bare: text, ...takeOptions(search, text) };
  }
  return {
    kind: 'command',
    family,
    verb: first,
    words: text.slice(first.length).trim(),
    options: {},
  };
}

/**
 * The command of two words: `feed add`, of whichever family, but `digest next` behind /news is a
 * digest of what matches "next", since there `digest` is a verb itself.
 */
function groupedCommand(
  commands: readonly Command[],
  family: Family,
  two: string,
): Command | undefined {
  const [first = ''] = two.split(' ', 1);
  if (first === two) return undefined;
  const isOwnVerb = commands.some((command) => command.family === family && command.verb === first);
  return commands.find(
    (command) =>
      (command.family === family || !isOwnVerb) && [command.verb, ...command.aliases].includes(two),
  );
}

/**
 * Whether a verb among bare words is one: `status of forces`, `list of sanctions` and `follow the
 * money` are searches. Of the other family only the verb itself counts, not its other names.
 */
function isMeant(
  command: Command,
  typed: { readonly family: Family; readonly verb: string; readonly words: string },
): boolean {
  if (command.family !== typed.family && command.verb !== typed.verb.toLowerCase()) return false;
  if (typed.words === '') return true;
  const takesWords = command.options.find(({ words }) => words);
  return takesWords?.choices === undefined
    ? takesWords !== undefined || command.options.some(({ filter }) => filter)
    : takesWords.choices.includes(typed.words.toLowerCase());
}

/** A value goes on behind a comma, before am or pm, and as a span of time: `at:9 am, 5 pm`, `since:3 days`. */
const OPTION =
  /"[^"]*"|(?<!\S)([A-Za-z]+):(?:"([^"]*)"|((?<=since:)(?:\d{1,4} (?:hours?|days?|weeks?|months?|years?)(?: ago)?|(?:last|past|this) (?:week|month|year))(?!\S)|[^\s,]*(?: [ap]\.?m\b\.?)?(?: ?, ?[^\s,]+(?: [ap]\.?m\b\.?)?)*,?))/gi;

type Taken = { words: string; options: Record<string, string> };

/** One pass from left to right; whatever is no option of the command stays where it is. */
function takeOptions(command: Command, line: string): Taken {
  const rest = takeRest(command, line);
  const names = command.options
    .filter(({ words, filter }) => !words && !filter)
    .map(({ name }) => name);
  const options: Record<string, string> = { ...rest?.options };
  const words = (rest?.words ?? straightened(line)).replace(
    OPTION,
    (
      whole: string,
      key: string | undefined,
      quoted: string | undefined,
      bare: string | undefined,
    ) => {
      const name = key?.toLowerCase();
      if (name === undefined || !names.includes(name)) return whole;
      options[name] = (quoted ?? bare ?? '').trim();
      return '';
    },
  );
  return { words: words.replace(/\s+/g, ' ').trim(), options };
}

const QUOTED = /^["“”„‟«]([^"“”„‟«»]*)["“”‟»](.*)$/;

/**
 * `aral sea note: worth a read`, or with the option first and in quotes: `note:"worth a read" aral
 * sea`. Undefined for a command without such an option.
 */
function takeRest({ options }: Command, line: string): Taken | undefined {
  const name = options.find(({ rest }) => rest)?.name;
  if (name === undefined) return undefined;
  const at = line.search(new RegExp(`(?<!\\S)${name}:`, 'i'));
  if (at === -1) return { words: line, options: {} };
  const before = line.slice(0, at).trim();
  const value = line.slice(at + name.length + 1).trim();
  const [, quoted = '', behind = ''] = QUOTED.exec(value) ?? [];
  return quoted !== '' && (behind === '' || before === '')
    ? { words: before + behind, options: { [name]: quoted } }
    : { words: before, options: { [name]: value } };
}

function straightened(text: string): string {
  return text.replace(/[“”„‟«»]/g, '"');
}

/** On one line, without control characters: PostgreSQL stores no NUL. */
function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}
