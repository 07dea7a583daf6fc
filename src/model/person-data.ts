/** How much is stored of one person in one workspace. */
export type PersonData = {
  /** Result lists, and feeds that were offered to choose from. */
  readonly lists: number;
  /** Digests the person set up, stopped ones included while they can be had back. */
  readonly subscriptions: number;
  readonly shares: number;
  /** Feeds the person was the last to add or remove there. */
  readonly feeds: number;
};

export function isNothing({ lists, subscriptions, shares, feeds }: PersonData): boolean {
  return lists + subscriptions + shares + feeds === 0;
}
