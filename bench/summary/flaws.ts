/**
 * Flaws that a reader sees, found by rules of their own: not the filter that summaries are made
 * with, so that it does not judge itself. Counted per summary, at most one a sentence.
 */
export function flawsIn(summary: readonly string[], text: string): number {
  return summary.filter((sentence, i) => isFlawed(sentence, summary[i - 1], text)).length;
}

function isFlawed(sentence: string, shownBefore: string | undefined, text: string): boolean {
  const words = sentence.split(/\s+/).length;
  return (
    words > 50 ||
    words < 6 ||
    /\b(?:image|photo|picture|video|file)\s*:|photo by|getty|ap photo|courtesy of|read more|sign up|subscribe|newsletter|all rights reserved|copyright (?:©|\(c\)|\d)|follow us|click/i.test(
      sentence,
    ) ||
    !/[.!?。]["'”’)\]]*$/.test(sentence) ||
    /\.\.\.$|…$/.test(sentence) ||
    (/^["“]?(?:but|and|however|he|she|it|they|this(?! (?:\w+day|morning|evening|week|month|year)\b)|these|those|his|her|their|also|meanwhile|so)\b/i.test(
      sentence,
    ) &&
      !followsDirectly(sentence, shownBefore, text)) ||
    (sentence.match(/"/g)?.length ?? 0) % 2 === 1 ||
    (sentence.match(/“/g)?.length ?? 0) !== (sentence.match(/”/g)?.length ?? 0) ||
    /^["“][^"”]+["”]$/.test(sentence)
  );
}

function followsDirectly(sentence: string, before: string | undefined, text: string): boolean {
  if (before === undefined) return false;
  const end = text.indexOf(before) + before.length;
  return text.slice(end, end + sentence.length + 3).includes(sentence);
}
