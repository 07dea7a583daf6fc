/** One workspace that took the app through OAuth. Holds tokens: a secret as a whole. */
export type SlackInstallation = {
  /** The workspace's id, `T…`. */
  readonly workspace: string;
  readonly name: string;
  readonly appId: string;
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
  /** What was granted, which may be less than was asked for. */
  readonly scopes: readonly string[];
  /** Only where the app rotates its tokens. */
  readonly rotation: { readonly refreshToken: string; readonly expiresAt: Date } | undefined;
};

/** Where installations are kept. */
export type SlackInstallations = {
  /** Stores or replaces the one of this workspace. */
  readonly save: (installation: SlackInstallation) => Promise<void>;
  readonly find: (workspace: string) => Promise<SlackInstallation | undefined>;
  readonly remove: (workspace: string) => Promise<void>;
};
