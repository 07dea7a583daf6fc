import { expect, test } from 'vitest';
import { decode } from '../../../src/feed/parse/decode.ts';

const RUSSIAN = 'Таджикистан и Узбекистан договорились о границе';
const UZBEK = 'Ўзбекистонда янги қонун қабул қилинди, деб хабар беради матбуот хизмати';

/** Bytes of a text in a charset in which every character is one byte. */
function encode(text: string, charset: string): Uint8Array {
  const decoder = new TextDecoder(charset);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
  );
  return Uint8Array.from([...text].map((character) => bytes.get(character) ?? 0x3f));
}

const undeclared = { contentType: undefined };

test.each(['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'])(
  'Cyrillic in %s is known without any declaration',
  (charset) => {
    expect(decode(encode(`<rss><title>${RUSSIAN}</title>`, charset), undeclared)).toContain(
      RUSSIAN,
    );
  },
);

test('Uzbek in windows-1251 is not taken for another language', () => {
  // windows-1251 has Ў, but neither қ nor ҳ: sites write them as they can.
  const text = UZBEK.replaceAll('қ', 'к');
  expect(decode(encode(text, 'windows-1251'), undeclared)).toBe(text);
});

test('a declaration is believed in the order mark, HTTP, XML, meta', () => {
  const cyrillic = encode(
    `<?xml version="1.0" encoding="windows-1252"?>${RUSSIAN}`,
    'windows-1251',
  );
  expect(decode(cyrillic, { contentType: 'text/xml; charset="windows-1251"' })).toContain(RUSSIAN);
  const page = encode(`<meta charset=windows-1251><p>${RUSSIAN}`, 'windows-1251');
  expect(decode(page, undeclared)).toContain(RUSSIAN);
  const marked = new TextEncoder().encode(
    `\ufeff<?xml version="1.0" encoding="koi8-r"?>${RUSSIAN}`,
  );
  expect(decode(marked, { contentType: 'text/xml; charset=koi8-r' })).toContain(RUSSIAN);
});

test('a declaration that the bytes contradict is passed over', () => {
  const utf8 = new TextEncoder().encode(`<rss>${RUSSIAN}`);
  expect(decode(utf8, { contentType: 'text/xml; charset=iso-8859-1' })).toContain(RUSSIAN);
  const cp1251 = encode(`<rss>${RUSSIAN}`, 'windows-1251');
  expect(decode(cp1251, { contentType: 'text/xml; charset=utf-8' })).toContain(RUSSIAN);
  expect(decode(cp1251, { contentType: 'text/xml; charset=nonsense' })).toContain(RUSSIAN);
});

test.each([
  ['utf-16le', 2, true],
  ['utf-16be', 2, false],
  ['utf-32le', 4, true],
  ['utf-32be', 4, false],
] as const)('%s is known with its mark and without', (_, width, little) => {
  for (const mark of ['', '\ufeff']) {
    const text = `${mark}<rss><title>${RUSSIAN}`;
    const view = new DataView(new ArrayBuffer(text.length * width));
    [...text].forEach((character, i) => {
      const code = character.charCodeAt(0);
      if (width === 2) view.setUint16(i * 2, code, little);
      else view.setUint32(i * 4, code, little);
    });
    expect(decode(new Uint8Array(view.buffer), undeclared)).toBe(`<rss><title>${RUSSIAN}`);
  }
});

test('bytes that mean nothing are replaced, and what XML forbids is gone', () => {
  const bytes = new TextEncoder().encode('<rss>Привет, мир, привет\u0000\u0008\u001b!');
  const broken = Uint8Array.from([...bytes, 0xff]);
  expect(decode(broken, undeclared)).toBe('<rss>Привет, мир, привет!\ufffd');
  expect(decode(Uint8Array.of(0x64, 0x6f, 0x6e, 0x92, 0x74), undeclared)).toBe('don’t');
});
