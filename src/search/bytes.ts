/**
 * Bytes that grow at the end. Numbers are written seven bits a byte, the lowest first, the top
 * bit set on all but the last byte: most gaps between neighbouring articles take one byte.
 */
export class Bytes {
  length = 0;
  #buffer: Uint8Array;

  constructor(capacity = 1024) {
    this.#buffer = new Uint8Array(capacity);
  }

  byte(value: number): void {
    if (this.length === this.#buffer.length) this.#grow(1);
    this.#buffer[this.length++] = value;
  }

  /** A whole number from 0 to 2^32 - 1. */
  number(value: number): void {
    if (this.length + 5 > this.#buffer.length) this.#grow(5);
    const buffer = this.#buffer;
    let rest = value;
    while (rest > 127) {
      buffer[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    buffer[this.length++] = rest;
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.#buffer.length) this.#grow(bytes.length);
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A copy without spare room. */
  done(): Uint8Array {
    return this.#buffer.slice(0, this.length);
  }

  #grow(least: number): void {
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.length + least));
    larger.set(this.#buffer.subarray(0, this.length));
    this.#buffer = larger;
  }
}

/** Reads what `Bytes` wrote. */
export class ByteReader {
  position: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.position = position;
  }

  number(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.position++] ?? 0;
    if (byte < 128) return byte;
    let value = byte & 127;
    let shift = 7;
    do {
      byte = bytes[this.position++] ?? 0;
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte > 127);
    return value >>> 0;
  }

  skip(numbers: number): void {
    for (let left = numbers; left > 0; this.position += 1) {
      if ((this.#bytes[this.position] ?? 0) < 128) left -= 1;
    }
  }
}
