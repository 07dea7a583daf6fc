/**
 * A text that was UTF-8, read as windows-1252 or windows-1251 and written as UTF-8 again, as it
 * was: "GrÃ¶ÃŸe", "РџСЂРёРІРµС‚". Everything beyond ASCII must fit that story, which no
 * real text does: letters of a language do not happen to be the bytes of UTF-8.
 */
export function withoutMojibake(text: string): string {
  if (!/[ÂÃÐÑâРС][^\p{ASCII}]/u.test(text)) return text;
  for (const table of TABLES) {
    const bytes = encode(text, table);
    if (bytes === undefined) continue;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return text;
}

const TABLES = ['windows-1252', 'windows-1251'].map((charset) => {
  const decoder = new TextDecoder(charset);
  const codes = Array.from({ length: 128 }, (_, i) => i + 128);
  return new Map(codes.map((code) => [decoder.decode(Uint8Array.of(code)), code]));
});

function encode(text: string, table: ReadonlyMap<string, number>): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const byte = code < 128 ? code : table.get(character);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}
