import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib';

/** More bytes than allowed, on the wire or once decoded. */
export class TooLarge extends Error {}

/** Content codings that are not in `DECODED`, or several of them. */
export class UnknownEncoding extends Error {}

/** What `readBody` understands, for Accept-Encoding. */
export const DECODED = 'gzip, deflate, br, zstd';

/** Waits for a turn among large bodies, until `signal`; the answer gives the turn back. */
export type LargeBodies = (signal: AbortSignal) => Promise<() => void>;

/** What any body may take at once; one that is larger waits for its turn with the rest of it. */
const SMALL_BYTES = 1024 * 1024;

/**
 * Few large bodies are read at a time, so that dozens of servers that send ten megabytes each do
 * not take hundreds; small ones pass them by.
 */
export function createLargeBodies(atOnce = 3): LargeBodies {
  let free = atOnce;
  const waiting = new Set<() => void>();
  const giveBack = () => {
    const [next] = waiting;
    if (next === undefined) free += 1;
    else {
      waiting.delete(next);
      next();
    }
  };
  return (signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        resolve(giveBack);
        return;
      }
      const leave = () => {
        waiting.delete(go);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve(giveBack);
      };
      waiting.add(go);
      signal.addEventListener('abort', leave, { once: true });
    });
}

/**
 * Reads a body to its end and undoes one content encoding, never more: 485 bytes of gzip inside
 * gzip unfold to 200 MB. Throws `TooLarge` as soon as `maxBytes` are exceeded, before or after
 * decoding, and whatever the stream or the decoder throws when the body is cut off or damaged.
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  encoding: string,
  {
    maxBytes,
    largeBodies,
    signal,
  }: {
    readonly maxBytes: number;
    readonly largeBodies: LargeBodies;
    readonly signal: AbortSignal;
  },
): Promise<Uint8Array> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  const [coding = 'identity'] = codings;
  if (codings.length > 1) throw new UnknownEncoding('several content encodings');

  const { start, whole } = await peeked(body);
  const decoder = decoderOf(coding, start);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let giveBack: (() => void) | undefined;
  const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of limited(source, maxBytes)) {
      bytes += chunk.length;
      if (bytes > SMALL_BYTES) giveBack ??= await largeBodies(signal);
      chunks.push(chunk);
    }
  };
  try {
    if (decoder === undefined) await collect(whole);
    else await pipeline(limited(whole, maxBytes), decoder, collect);
    return Buffer.concat(chunks);
  } finally {
    giveBack?.();
  }
}

async function* limited(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TooLarge();
    yield chunk;
  }
}

/** The first bytes, at least four where there are so many, and the body with them. */
async function peeked(
  body: AsyncIterable<Uint8Array>,
): Promise<{ start: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const iterator = body[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array();
  while (start.length < 4) {
    const next = await iterator.next();
    if (next.done) break;
    start = Buffer.concat([start, next.value]);
  }
  const whole = async function* () {
    try {
      if (start.length > 0) yield start;
      for (;;) {
        const next = await iterator.next();
        if (next.done) return;
        yield next.value;
      }
    } finally {
      // Whoever stops reading early closes the connection with it.
      await iterator.return?.();
    }
  };
  return { start, whole: whole() };
}

/**
 * Nothing to decode where the server names an encoding and sends none, which several do once a
 * cache in front of them has decoded it; "deflate" is with and without zlib's header in the wild.
 */
function decoderOf(coding: string, start: Uint8Array): Transform | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = start;
  if (start.length === 0) return undefined;
  switch (coding) {
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return first === 0x1f && second === 0x8b ? createGunzip() : undefined;
    case 'deflate': {
      const hasHeader = (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
      return hasHeader ? createInflate() : createInflateRaw();
    }
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd
        ? createZstdDecompress()
        : undefined;
    default:
      throw new UnknownEncoding(`content encoding "${coding}"`);
  }
}
