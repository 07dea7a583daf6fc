import { charsetOf } from './parse/decode.ts';

/** The characters of a file, whose charset its beginning tells. */
export async function* textOf(input: AsyncIterable<unknown>): AsyncGenerator<string, void> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of input) {
    if (!(chunk instanceof Uint8Array)) continue;
    decoder ??= new TextDecoder(charsetOf(withoutCutLetter(chunk)));
    yield decoder.decode(chunk, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

/** Half a letter, where it is the only one that is not ASCII, would pass for another charset. */
function withoutCutLetter(start: Uint8Array): Uint8Array {
  let end = start.length;
  while (end > start.length - 3 && (start[end - 1] ?? 0) >= 0x80) end -= 1;
  return start.subarray(0, end);
}
