/** What the articles of one segment have gathered so far. Cleared after use by whoever wrote on it. */
export class Board {
  scores = new Float32Array();
  /** Which leaves an article holds, a bit each; 0 for one that is not on the board. */
  marks = new Uint32Array();
  /** The articles on the board: the first `count`. */
  touched = new Uint32Array();
  count = 0;
  /** Scratch for one leaf: weighed counts by article, the articles that have one, counts by posting. */
  frequencies = new Float32Array();
  seen = new Uint32Array();
  counts = new Float32Array();

  fit(size: number): void {
    if (this.scores.length >= size) return;
    this.scores = new Float32Array(size);
    this.marks = new Uint32Array(size);
    this.touched = new Uint32Array(size);
    this.frequencies = new Float32Array(size);
    this.seen = new Uint32Array(size);
    this.counts = new Float32Array(size);
  }

  /** Adds to an article; one that is not there yet only where `opens`. */
  add(article: number, mark: number, score: number, opens: boolean): void {
    const marks = this.marks[article] ?? 0;
    if (marks === 0) {
      if (!opens) return;
      this.touched[this.count++] = article;
    }
    this.marks[article] = marks | mark;
    this.scores[article] = (this.scores[article] ?? 0) + score;
  }

  clear(): void {
    for (let at = 0; at < this.count; at += 1) {
      const article = this.touched[at] ?? 0;
      this.scores[article] = 0;
      this.marks[article] = 0;
    }
    this.count = 0;
  }
}
