import type { Expression, Query } from '../model/query.ts';
import { foldedWords } from '../text/tokens.ts';
import { readFilter } from './filters.ts';
import { type Lexeme, lexemesOf, plainTyping, type TextLexeme } from './lexer.ts';

/** More typed characters than this are not read; nobody means them as a search. */
const MAX_CHARACTERS = 1000;

const ALL: Expression = { kind: 'all', of: [] };

/**
 * Reads what a person typed into the search. Never throws: what is odd (an open quote, a key
 * that does not exist, an impossible date) is read as well as possible and said in `notes`.
 */
export function parseQuery(text: string, now: Date): Query {
  const typed = text.trim();
  const notes: string[] = [];
  if (typed.length > MAX_CHARACTERS) {
    notes.push(`Only the first ${MAX_CHARACTERS.toLocaleString('en')} characters were searched.`);
  }
  const { lexemes, openQuote } = lexemesOf(plainTyping(typed.slice(0, MAX_CHARACTERS)));
  if (openQuote) notes.push('A quote was not closed; it was read as closed at the end.');

  const { filters, settings, words } = readFilters(withFlags(lexemes), now, notes);
  const expression = readExpression(words, settings.inTitle, notes);
  if (typed !== '' && isEmpty(expression) && !hasFilter(filters)) {
    notes.push('There was no word to look for: this is everything there is.');
  }
  return {
    text: typed,
    expression,
    ...listed(expression),
    filters,
    sort: settings.sort,
    exact: settings.exact,
    notes,
  };
}

type Settings = { sort: 'best' | 'new'; exact: boolean; inTitle: boolean };

/** A bare `exact` before or after the words is the switch; `"exact"` is the word. */
function withFlags(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  const isFlag = (lexeme: Lexeme | undefined): boolean =>
    lexeme?.kind === 'text' && lexeme.text === 'exact' && !lexeme.quoted && !lexeme.negative;
  const flag: Lexeme = { kind: 'key', key: 'exact', value: 'yes', negative: false, spaced: false };
  if (lexemes.length < 2) return lexemes;
  if (isFlag(lexemes.at(-1))) return [...lexemes.slice(0, -1), flag];
  return isFlag(lexemes[0]) ? [flag, ...lexemes.slice(1)] : lexemes;
}

/** Takes the keys out of the words. A key that does not exist stays among them. */
function readFilters(lexemes: readonly Lexeme[], now: Date, notes: string[]) {
  const filters = {
    topics: [] as string[],
    countries: [] as string[],
    sources: [] as string[],
    languages: [] as string[],
    after: undefined as Date | undefined,
    before: undefined as Date | undefined,
    without: {
      topics: [] as string[],
      countries: [] as string[],
      sources: [] as string[],
      languages: [] as string[],
    },
  };
  const settings: Settings = { sort: 'best', exact: false, inTitle: false };
  const words: Lexeme[] = [];
  for (let at = 0; at < lexemes.length; at += 1) {
    const lexeme = lexemes[at];
    if (lexeme === undefined) break;
    if (lexeme.kind !== 'key') {
      words.push(lexeme);
      continue;
    }
    const following = lexemes
      .slice(at + 1, at + 4)
      .map((next) => (next.kind === 'text' && !next.quoted && !next.negative ? next.text : ''));
    const read = readFilter(lexeme, following, { filters, settings, now, notes });
    at += read.taken;
    if (!read.understood) {
      const { key, value, negative } = lexeme;
      const optional = !negative && !lexeme.spaced;
      words.push({ kind: 'text', text: `${key} ${value}`, quoted: false, negative, optional });
    }
  }
  return { filters, settings, words: someRequired(words) };
}

/** Where nothing else was typed, the words of a key that does not exist are what is sought. */
function someRequired(words: readonly Lexeme[]): readonly Lexeme[] {
  const isRequired = (lexeme: Lexeme) => lexeme.kind === 'text' && !lexeme.optional;
  if (words.some(isRequired)) return words;
  return words.map((lexeme) => (lexeme.kind === 'text' ? { ...lexeme, optional: false } : lexeme));
}

/** `any of all of (word | phrase | bracket)`; a bracket too many or too few is mended. */
function readExpression(lexemes: readonly Lexeme[], inTitle: boolean, notes: string[]): Expression {
  let position = 0;
  let unbalanced = false;

  const readAny = (depth: number): Expression => {
    const branches: Expression[] = [];
    const members: Expression[] = [];
    let negateNext = false;
    while (position < lexemes.length) {
      const lexeme = lexemes[position];
      position += 1;
      if (lexeme === undefined || lexeme.kind === 'key') continue;
      if (lexeme.kind === 'close') {
        if (depth > 0) return anyOf([...branches, allOf(members)]);
        unbalanced = true;
      } else if (lexeme.kind === 'operator') {
        if (lexeme.name === 'or') branches.push(allOf(members.splice(0)));
        if (lexeme.name === 'not') negateNext = true;
      } else {
        const read = lexeme.kind === 'text' ? readText(lexeme, inTitle) : [readAny(depth + 1)];
        const negative = lexeme.negative || negateNext;
        negateNext = false;
        if (negative) members.push({ kind: 'not', of: allOf(read) });
        else members.push(...read);
      }
    }
    if (depth > 0) unbalanced = true;
    return anyOf([...branches, allOf(members)]);
  };

  const expression = readAny(0);
  if (unbalanced) notes.push('The brackets did not match; the words were searched all the same.');
  return expression;
}

/** One typed word can be several (`M&A`): a quoted text is then a phrase, a bare one all of them. */
function readText(lexeme: TextLexeme, inTitle: boolean): Expression[] {
  const words = foldedWords(lexeme.text);
  if (lexeme.quoted && words.length > 1) return [{ kind: 'phrase', words, inTitle }];
  return words.map((text) => ({
    kind: 'word',
    text,
    inTitle,
    ...(lexeme.optional ? { optional: true } : {}),
  }));
}

function allOf(members: readonly Expression[]): Expression {
  const kept = members.filter((member) => !isEmpty(member));
  const [only] = kept;
  return kept.length === 1 && only !== undefined ? only : { kind: 'all', of: kept };
}

function anyOf(branches: readonly Expression[]): Expression {
  const kept = branches.filter((branch) => !isEmpty(branch));
  const [only] = kept;
  if (only === undefined) return ALL;
  return kept.length === 1 ? only : { kind: 'any', of: kept };
}

function isEmpty(expression: Expression): boolean {
  if (expression.kind === 'all') return expression.of.length === 0;
  return expression.kind === 'not' && isEmpty(expression.of);
}

function hasFilter({ without, after, before, ...lists }: Query['filters']): boolean {
  if (after !== undefined || before !== undefined) return true;
  return [lists, without].some((one) => Object.values(one).some((names) => names.length > 0));
}

function listed(expression: Expression): Pick<Query, 'terms' | 'phrases' | 'excluded' | 'inTitle'> {
  const lists = {
    terms: [] as string[],
    phrases: [] as string[],
    excluded: [] as string[],
    inTitle: [] as string[],
  };
  const visit = (node: Expression, negative: boolean): void => {
    if (node.kind === 'not') visit(node.of, !negative);
    else if (node.kind === 'all' || node.kind === 'any')
      for (const part of node.of) visit(part, negative);
    else {
      const words = node.kind === 'word' ? node.text : node.words.join(' ');
      if (negative) lists.excluded.push(words);
      else {
        if (node.kind === 'word') lists.terms.push(words);
        else lists.phrases.push(words);
        if (node.inTitle) lists.inTitle.push(words);
      }
    }
  };
  visit(expression, false);
  return lists;
}
