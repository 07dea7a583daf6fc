import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CITATION_STYLES, type Cited, citation } from '../../src/text/citation.ts';
import { corpusTexts, HOSTILE } from '../adapters/discord/hostile-texts.ts';

const CITED: Cited = {
  id: 12,
  headline: 'Northern Aral Sea Recovers Behind the Kokaral Dam',
  source: 'The Times of Central Asia',
  url: 'https://timesca.com/aral/?a=1&b=2',
  published: { year: 2026, month: 11, day: 2 },
  accessed: { year: 2026, month: 11, day: 22 },
};
const { headline: HEADLINE, source: SOURCE, url: ADDRESS } = CITED;
const NOTHING_ELSE = { source: '', url: undefined, published: undefined };

const cite = (style: (typeof CITATION_STYLES)[number], change: Partial<Cited> = {}) =>
  citation(style, { ...CITED, ...change });

describe('Chicago', () => {
  test.each([
    [{}, `${SOURCE}. “${HEADLINE}.” November 2, 2026. Accessed November 22, 2026. ${ADDRESS}.`],
    [
      { published: undefined },
      `${SOURCE}. “${HEADLINE}.” n.d. Accessed November 22, 2026. ${ADDRESS}.`,
    ],
    [{ url: undefined }, `${SOURCE}. “${HEADLINE}.” November 2, 2026.`],
    [{ source: '' }, `“${HEADLINE}.” November 2, 2026. Accessed November 22, 2026. ${ADDRESS}.`],
    [NOTHING_ELSE, `“${HEADLINE}.” n.d.`],
    [{ ...NOTHING_ELSE, source: 'Yahoo!' }, `Yahoo! “${HEADLINE}.” n.d.`],
  ])('%j', (change, expected) => expect(cite('chicago', change)).toBe(expected));

  test.each([
    ['Why Did It Fall?', '“Why Did It Fall?” n.d.'],
    ['It Fell.', '“It Fell.” n.d.'],
    ['Minister: "We Will Win"', '“Minister: ‘We Will Win.’” n.d.'],
    ['The “No Evidence” Statement', '“The ‘No Evidence’ Statement.” n.d.'],
    ['«Мы победим», сказал он', '“‘Мы победим’, сказал он.” n.d.'],
    ['„Wir“ und ein 7" Brett', '“‘Wir’ und ein 7" Brett.” n.d.'],
    ['A Strike of the Farmers’', '“A Strike of the Farmers’.” n.d.'],
  ])('a headline in quotes: %s', (headline, expected) => {
    expect(cite('chicago', { ...NOTHING_ELSE, headline })).toBe(expected);
  });
});

test.each([
  [{}, `${SOURCE}. (2026, November 2). *${HEADLINE}*. ${ADDRESS}`],
  [
    { published: undefined },
    `${SOURCE}. (n.d.). *${HEADLINE}*. Retrieved November 22, 2026, from ${ADDRESS}`,
  ],
  [{ url: undefined }, `${SOURCE}. (2026, November 2). *${HEADLINE}*.`],
  [{ source: '' }, `*${HEADLINE}*. (2026, November 2). ${ADDRESS}`],
  [NOTHING_ELSE, `*${HEADLINE}*. (n.d.).`],
  [{ headline: 'Why?', url: undefined }, `${SOURCE}. (2026, November 2). *Why?*`],
])('APA: %j', (change, expected) => expect(cite('apa', change)).toBe(expected));

describe('BibTeX', () => {
  test('is an entry for biblatex', () => {
    expect(cite('bibtex')).toBe(`@online{thetimesofcentralasia2026-12,
  author = {{The Times of Central Asia}},
  title = {{Northern Aral Sea Recovers Behind the Kokaral Dam}},
  date = {2026-11-02},
  url = {https://timesca.com/aral/?a=1&b=2},
  urldate = {2026-11-22},
}`);
  });

  test('leaves out what is not known', () => {
    expect(cite('bibtex', NOTHING_ELSE)).toBe(`@misc{article-12,
  title = {{${HEADLINE}}},
}`);
  });

  test('means every sign as it stands, and an address as it is', () => {
    const entry = cite('bibtex', {
      headline: 'R&D: 5 % of $9 #1 a_b {c} ~d ^e \\f',
      source: 'Газета.Ru',
      url: 'https://example.org/a_b%20{c}#d~e',
    });
    expect(entry).toContain(
      'title = {{R\\&D: 5 \\% of \\$9 \\#1 a\\_b \\textbraceleft{}c\\textbraceright{} ' +
        '\\textasciitilde{}d \\textasciicircum{}e \\textbackslash{}f}}',
    );
    expect(entry).toContain('url = {https://example.org/a_b%20%7Bc%7D#d~e},');
    expect(entry).toMatch(/^@online\{gazetaru2026-12,\n/);
  });
});

test.each([
  [{}, `[${HEADLINE}](${ADDRESS}), ${SOURCE}, 2 November 2026 (accessed 22 November 2026)`],
  [
    { published: undefined },
    `[${HEADLINE}](${ADDRESS}), ${SOURCE}, n.d. (accessed 22 November 2026)`,
  ],
  [{ url: undefined }, `“${HEADLINE}”, ${SOURCE}, 2 November 2026`],
  [{ source: '' }, `[${HEADLINE}](${ADDRESS}), 2 November 2026 (accessed 22 November 2026)`],
  [NOTHING_ELSE, `“${HEADLINE}”, n.d.`],
  [
    { headline: '[Update] *a* &lt; b', url: 'https://example.org/a_(b)&copy;' },
    '[\\[Update\\] \\*a\\* \\&lt; b](https://example.org/a_%28b%29\\&copy;), ' +
      `${SOURCE}, 2 November 2026 (accessed 22 November 2026)`,
  ],
])('Markdown: %j', (change, expected) => expect(cite('markdown', change)).toBe(expected));

describe('whatever strangers write', () => {
  const texts = fc.oneof(
    fc.constantFrom(...HOSTILE, ...corpusTexts()),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'{}\\~^&%$#_[]()<>*`"“”.?! \n') }),
  );
  const holds = (check: (headline: string, source: string) => void) =>
    fc.assert(fc.property(texts, texts, check), { numRuns: 2_000 });

  test('a citation is one line, but for BibTeX, and nothing in it turns or controls another', () => {
    holds((headline, source) => {
      for (const style of CITATION_STYLES) {
        const cited = cite(style, { headline, source });
        expect(cited).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n]/u);
        expect(cited.isWellFormed()).toBe(true);
        if (style !== 'bibtex') expect(cited).not.toContain('\n');
      }
    });
  });

  test('Chicago and APA have each part once, in order, and no full stop twice', () => {
    holds((headline, source) => {
      const [shown, outlet] = [shownAs(headline) || 'Untitled', shownAs(source)];
      const apa = cite('apa', { headline, source });
      const title = `*${shown}*`;
      const parts =
        outlet === '' ? [title, '(2026, November 2)'] : [outlet, '(2026, November 2)', title];
      const stopped = parts.map((part) => (/[.!?…][*’”"')\]]*$/.test(part) ? part : `${part}.`));
      expect(apa).toBe([...stopped, ADDRESS].join(' '));

      const [start, end] = [
        `${SOURCE}. “`,
        `” November 2, 2026. Accessed November 22, 2026. ${ADDRESS}.`,
      ];
      const chicago = cite('chicago', { headline });
      expect(chicago.startsWith(start) && chicago.endsWith(end)).toBe(true);
      const letters = (text: string) =>
        text.replace(/["“”„«»‘’.]+$/, '').replace(/["“”„«»‘’]/g, '');
      expect(letters(chicago.slice(start.length, -end.length))).toBe(letters(shown));
    });
  });

  test('BibTeX reads back what was written', () => {
    holds((headline, source) => {
      const { kind, fields } = readBibtex(cite('bibtex', { headline, source }));
      expect(kind).toBe('online');
      expect(fields.get('title')).toBe(shownAs(headline) || 'Untitled');
      expect(fields.get('author') ?? '').toBe(shownAs(source));
      expect(fields.get('url')).toBe(ADDRESS);
    });
  });

  test('Markdown reads back what was written, and is one link', () => {
    holds((headline, source) => {
      const read = readMarkdownLine(cite('markdown', { headline, source }));
      expect(read).toEqual({
        label: shownAs(headline) || 'Untitled',
        target: ADDRESS,
        rest: [...[shownAs(source)].filter(Boolean), '2 November 2026 (accessed 22 November 2026)']
          .map((part) => `, ${part}`)
          .join(''),
      });
    });
  });
});

function shownAs(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** As BibTeX does: braces are counted, those behind a backslash, too; then the commands are obeyed. */
function readBibtex(entry: string): { kind: string; fields: Map<string, string> } {
  const [, kind = '', body = ''] = /^@(\w+)\{[a-z0-9-]+,\n(.*)\}$/s.exec(entry) ?? [];
  const fields = new Map<string, string>();
  for (let at = 0; at < body.length; ) {
    const [whole = '', name = ''] = /^ {2}(\w+) = \{/.exec(body.slice(at)) ?? [];
    if (whole === '') throw new Error(`no field at ${body.slice(at)}`);
    const start = at + whole.length;
    let depth = 1;
    for (at = start; depth > 0; at += 1) {
      if (at >= body.length) throw new Error(`${name} is never closed`);
      depth += body[at] === '{' ? 1 : body[at] === '}' ? -1 : 0;
    }
    const value = body.slice(start, at - 1).replace(/^\{(.*)\}$/s, '$1');
    fields.set(name, name === 'url' ? value : obeyed(value));
    if (!body.startsWith(',\n', at)) throw new Error(`no comma behind ${name}`);
    at += 2;
  }
  return { kind, fields };
}

const COMMANDS: Readonly<Record<string, string>> = {
  textbraceleft: '{',
  textbraceright: '}',
  textasciitilde: '~',
  textasciicircum: '^',
  textbackslash: '\\',
};

function obeyed(latex: string): string {
  return latex.replace(
    /\\([a-z]+)\{\}|\\([&%$#_])|[\\{}~^&%$#_]/g,
    (sign, command: string | undefined, escaped: string | undefined) => {
      const meant = command === undefined ? escaped : COMMANDS[command];
      if (meant === undefined) throw new Error(`LaTeX would act on ${sign}`);
      return meant;
    },
  );
}

/** As CommonMark does, which would act on each of these signs where no backslash stands before it. */
function readMarkdownLine(line: string): { label: string; target: string; rest: string } {
  const label = /^\[((?:\\.|[^\\[\]])*)\]\(([^\s()<>\\`]*)\)/su.exec(line);
  if (!label) throw new Error(`no link: ${line}`);
  const unescaped = (text: string) =>
    text.replace(/\\([\\`*_[\]<>~&])|[\\`*_[\]<>~]|&#?\w+;/g, (sign, escaped?: string) => {
      if (escaped === undefined) throw new Error(`Markdown would act on ${sign}`);
      return escaped;
    });
  return {
    label: unescaped(label[1] ?? ''),
    target: label[2] ?? '',
    rest: unescaped(line.slice(label[0].length)),
  };
}
