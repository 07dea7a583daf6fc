import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { BucketTable } from './bucket-table.ts';
import { Segment, type SegmentArrays } from './segment.ts';

/** Counts up with every change of the arrays, of folding, stems, deletions or skeletons. */
const VERSION = 2;

const MAGIC = 'newsdesk search snapshot';
const PREFIX_BYTES = 16;
const ALIGNMENT = 8;

/** One `read` takes at most 2 GiB. */
const CHUNK_BYTES = 2 ** 30;

export type Snapshot = {
  /** Of which archive, and up to which of its revisions. */
  readonly archive: string;
  readonly revision: number;
  readonly segments: readonly Segment[];
};

type NumberArray = Float64Array | Uint32Array | Uint16Array | Uint8Array;

const KINDS = { Float64Array, Uint32Array, Uint16Array, Uint8Array } as const;

type Section = {
  readonly segment: number;
  readonly name: string;
  readonly kind: keyof typeof KINDS;
  readonly length: number;
};

type Header = {
  readonly magic: string;
  readonly version: number;
  readonly archive: string;
  readonly revision: number;
  readonly segments: number;
  readonly sections: readonly Section[];
};

/**
 * Keeps the index in a file: a header that says what follows, then the arrays as they are in
 * memory. Written beside the old one, flushed and put in its place, so that a reader finds the
 * old file or the new one, never half of one. The checksum of everything is at the very end.
 */
export async function writeSnapshot(
  file: string,
  { archive, revision, segments }: Snapshot,
): Promise<void> {
  const arrays = segments.flatMap((segment, at) =>
    arraysOf(segment).map(([name, array]) => ({ segment: at, name, array })),
  );
  const header: Header = {
    magic: MAGIC,
    version: VERSION,
    archive,
    revision,
    segments: segments.length,
    sections: arrays.map(({ segment, name, array }) => ({
      segment,
      name,
      kind: kindOf(array),
      length: array.length,
    })),
  };
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    let sum = 0;
    const write = async (bytes: Uint8Array): Promise<void> => {
      sum = crc32(bytes, sum);
      await handle.writeFile(bytes);
    };
    const text = Buffer.from(JSON.stringify(header));
    const prefix = Buffer.alloc(PREFIX_BYTES);
    prefix.writeUInt32LE(text.length, 0);
    await write(prefix);
    await write(padded(text));
    for (const { array } of arrays) {
      await write(padded(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)));
    }
    const end = Buffer.alloc(4);
    end.writeUInt32LE(sum);
    await handle.writeFile(end);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * The index as it was kept, its arrays lying in one block of memory, or why it cannot be used;
 * undefined where none was kept yet.
 */
export function readSnapshot(
  file: string,
  archive: string,
): Snapshot | { readonly unusable: string } | undefined {
  const bytes = readWhole(file);
  if (bytes === undefined) return undefined;
  const body = bytes.subarray(0, -4);
  if (bytes.length < PREFIX_BYTES + 4 || crc32(body) !== bytes.readUInt32LE(body.length)) {
    return { unusable: 'it is damaged' };
  }
  const textLength = bytes.readUInt32LE(0);
  const header = JSON.parse(
    bytes.toString('utf8', PREFIX_BYTES, PREFIX_BYTES + textLength),
  ) as Header;
  if (header.magic !== MAGIC || header.version !== VERSION)
    return { unusable: 'it is from another version' };
  if (header.archive !== archive) return { unusable: 'it is from another archive' };

  const found = Array.from({ length: header.segments }, () => new Map<string, NumberArray>());
  let offset = bytes.byteOffset + PREFIX_BYTES + aligned(textLength);
  for (const { segment, name, kind, length } of header.sections) {
    const array = new KINDS[kind](bytes.buffer, offset, length);
    found[segment]?.set(name, array);
    offset += aligned(array.byteLength);
  }
  return { archive, revision: header.revision, segments: found.map(segmentOf) };
}

/** Arrays that change are copied: the index goes on while they are written. */
function arraysOf(segment: Segment): [string, NumberArray][] {
  const { deletions, stems, skeletons } = segment.tables;
  const tables = Object.entries({ deletions, stems, skeletons });
  return [
    ...Object.entries({ ...segment.arrays, deleted: segment.arrays.deleted.slice() }),
    ...tables.flatMap(([name, { buckets, values }]): [string, NumberArray][] => [
      [`${name}.buckets`, buckets],
      [`${name}.values`, values],
    ]),
  ];
}

function segmentOf(arrays: ReadonlyMap<string, NumberArray>): Segment {
  const table = (name: string): BucketTable => ({
    buckets: arrays.get(`${name}.buckets`) as Uint32Array,
    values: arrays.get(`${name}.values`) as Uint32Array,
  });
  return new Segment(Object.fromEntries(arrays) as unknown as SegmentArrays, {
    deletions: table('deletions'),
    stems: table('stems'),
    skeletons: table('skeletons'),
  });
}

function readWhole(file: string): Buffer<ArrayBuffer> | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    const bytes = Buffer.from(new ArrayBuffer(fstatSync(descriptor).size));
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(descriptor, bytes, at, Math.min(CHUNK_BYTES, bytes.length - at), at);
      if (read === 0) break;
      at += read;
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

function kindOf(array: NumberArray): keyof typeof KINDS {
  if (array instanceof Float64Array) return 'Float64Array';
  if (array instanceof Uint32Array) return 'Uint32Array';
  return array instanceof Uint16Array ? 'Uint16Array' : 'Uint8Array';
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

function padded(bytes: Uint8Array): Uint8Array {
  const length = aligned(bytes.length);
  if (length === bytes.length) return bytes;
  const longer = new Uint8Array(length);
  longer.set(bytes);
  return longer;
}
