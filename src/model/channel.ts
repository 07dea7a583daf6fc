export type Platform = 'slack' | 'discord' | 'web';

/** One customer of the bot: a Slack workspace, a Discord server or a direct conversation, the playground. */
export type Tenant = {
  readonly platform: Platform;
  readonly workspace: string;
};

/** The workspace of what is one person's alone, such as a direct conversation on Discord. */
export function workspaceOfPerson(id: string): string {
  return `user:${id}`;
}

export type Channel = Tenant & {
  /** The platform's own id of the channel. */
  readonly id: string;
};

export type Person = {
  /** The platform's own id of the person, unique within the tenant. */
  readonly id: string;
  /** As the platform shows it; plain text, not a mention. */
  readonly name: string;
  /** May change feeds and other people's subscriptions here. */
  readonly manages: boolean;
};
