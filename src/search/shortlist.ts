/** Keeps the best `size` of what it is given; `before(a, b)` is true where a comes before b. */
export class Shortlist<T> {
  /** A heap with the last of the kept on top. */
  readonly #heap: T[] = [];
  readonly #size: number;
  readonly #before: (a: T, b: T) => boolean;

  constructor(size: number, before: (a: T, b: T) => boolean) {
    this.#size = size;
    this.#before = before;
  }

  add(item: T): void {
    const heap = this.#heap;
    if (heap.length < this.#size) {
      heap.push(item);
      this.#rise(heap.length - 1);
    } else if (heap[0] !== undefined && this.#before(item, heap[0])) {
      heap[0] = item;
      this.#sink(0);
    }
  }

  /** What was kept, the first first. */
  sorted(): T[] {
    return this.#heap.toSorted((a, b) => (this.#before(a, b) ? -1 : 1));
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfAfter(at, parent)) return;
      at = parent;
    }
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const last = this.#isAfter(right, left) ? right : left;
      if (last >= this.#heap.length || !this.#swapIfAfter(last, at)) return;
      at = last;
    }
  }

  #isAfter(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    return one !== undefined && other !== undefined && this.#before(other, one);
  }

  /** Swaps the item with the one above it where it comes after that. */
  #swapIfAfter(below: number, above: number): boolean {
    const [low, high] = [this.#heap[below], this.#heap[above]];
    if (low === undefined || high === undefined || !this.#before(high, low)) return false;
    this.#heap[below] = high;
    this.#heap[above] = low;
    return true;
  }
}
