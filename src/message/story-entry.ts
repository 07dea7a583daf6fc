import type { DigestStory } from '../model/digest.ts';
import { summarize } from '../summary/summarize.ts';
import { cut } from '../text/graphemes.ts';
import { type Entry, linkOrText, type Span, text, time } from './message.ts';
import { counted, countrySpans, dotted } from './spans.ts';

const SENTENCES = 2;
/** Two sentences are 300 or so; what is longer is no prose, and would push out other stories. */
const MAX_BODY = 1_500;
const MAX_TITLE = 200;
const MAX_SOURCES = 4;
const MAX_SOURCE_NAME = 40;

/** A story in full: headline, source, time, who else has it, and sentences of its article. */
export function storyEntry(story: DigestStory): Entry {
  const { lead, sources } = story;
  const body = runningText(summarize(lead, { sentences: SENTENCES }), lead.text);
  return {
    kind: 'entry',
    title: titleOf(story),
    details: dotted([
      [text(cut(lead.source, MAX_SOURCE_NAME))],
      [time(lead.publishedAt, 'date-time')],
      countrySpans(lead),
      moreSources(sources),
    ]),
    body: body === '' || body.length > MAX_BODY ? [] : [text(body)],
  };
}

/** A story as one line. */
export function storyLine(story: DigestStory): Span[] {
  return [titleOf(story), text(` · ${cut(story.lead.source, MAX_SOURCE_NAME)}`)];
}

function titleOf({ lead, update }: DigestStory): Span {
  const title = cut(lead.title, MAX_TITLE);
  return linkOrText(update ? `Update: ${title}` : title, lead.url);
}

/** The sentences in a row, with an ellipsis where the article has others between them. */
function runningText(sentences: readonly string[], whole: string): string {
  return sentences
    .map((sentence, index) => {
      const previous = sentences[index - 1];
      if (previous === undefined) return sentence;
      const before = whole.slice(0, whole.indexOf(sentence)).trimEnd();
      return before.endsWith(previous) ? ` ${sentence}` : ` … ${sentence}`;
    })
    .join('');
}

/** `+4 sources: A, B, C, D`; of more, the first four by name. */
function moreSources([, ...others]: readonly string[]): Span[] {
  if (others.length === 0) return [];
  const names = others.slice(0, MAX_SOURCES).map((name) => cut(name, MAX_SOURCE_NAME));
  const rest = others.length > MAX_SOURCES ? ' …' : '';
  return [text(`+${counted(others.length, 'source')}: ${names.join(', ')}${rest}`)];
}
