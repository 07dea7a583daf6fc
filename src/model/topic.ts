/** A topic as articles carry it, with how many do. */
export type Topic = {
  readonly name: string;
  readonly articles: number;
};
