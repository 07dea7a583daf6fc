/**
 * How often a term stands where in an article, in one byte: two bits for the headline, one for
 * the topics, five for the text. A count that does not fit is held down at the top: a word is
 * not more telling the fortieth time.
 */
export const MOST_IN_TITLE = 3;
export const MOST_IN_BODY = 31;

export function frequencyOf(inTitle: number, inTopics: boolean, inBody: number): number {
  return (
    (Math.min(inTitle, MOST_IN_TITLE) << 6) | (inTopics ? 32 : 0) | Math.min(inBody, MOST_IN_BODY)
  );
}

export function inTitle(frequency: number): number {
  return frequency >> 6;
}

export function inTopics(frequency: number): number {
  return (frequency >> 5) & 1;
}

export function inBody(frequency: number): number {
  return frequency & 31;
}

/** How many places the positions of a posting list, or undefined where the list itself begins with it. */
export function placesOf(frequency: number): number | undefined {
  const title = inTitle(frequency);
  const body = inBody(frequency);
  return title === MOST_IN_TITLE || body === MOST_IN_BODY ? undefined : title + body;
}
