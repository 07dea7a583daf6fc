/** Words so common that an article without them is no worse an answer: never required, never corrected. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above after again against all also am an and any are as at be because been before being
   below between both but by can could did do does doing down during each few for from further had
   has have having he her here hers him his how i if in into is it its itself just me more most my
   no nor not of off on once only or other our ours out over own same she should so some such than
   that the their theirs them then there these they this those through to too under until up upon
   us very was we were what when where which while who whom why will with would you your yours
   v na i ne chto dlya po iz za ot kak eto va bilan uchun bu ham`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

export function isStopWord(folded: string): boolean {
  return STOP_WORDS.has(folded);
}
