import type { Action } from '../message/action.ts';
import type { Message } from '../message/message.ts';
import type { Channel, Person } from '../model/channel.ts';
import type { Suggestion } from '../model/query.ts';
import type { Desk } from './desk.ts';

export type Family = 'news' | 'newsdesk';

/** A command as it was typed or pressed, in the same form from every platform. */
export type Invocation = {
  readonly channel: Channel;
  readonly person: Person;
  readonly request: CommandRequest | ActionRequest;
  readonly now: Date;
  /** Whether the bot may post in this channel, where the platform says so. */
  readonly mayPost?: boolean;
};

export type CommandRequest = {
  readonly kind: 'command';
  readonly family: Family;
  /** As typed: may be a near miss, empty, or no verb at all but the first word of a search. */
  readonly verb: string;
  /** Everything else that is not an option. */
  readonly words: string;
  /** By option name. */
  readonly options: Readonly<Record<string, string>>;
  /** All that was typed where it had no verb and was taken for a search. */
  readonly bare?: string;
};

export type ActionRequest = { readonly kind: 'action'; readonly action: Action };

/** What the adapter does with the answer. */
export type Reply =
  /** A new message, to the person alone or to the channel. */
  | {
      readonly kind: 'answer';
      readonly message: Message;
      readonly visibility: 'private' | 'channel';
    }
  /** The message whose button was pressed becomes this one. */
  | { readonly kind: 'update'; readonly message: Message }
  /** The message whose button was pressed goes away. */
  | { readonly kind: 'remove' };

/** The door that adapters call; never throws, never takes longer than it must. */
export type Answer = (invocation: Invocation) => Promise<Reply>;

/** Rows for what is being typed into an option; empty where there is nothing to offer. */
export type Suggest = (request: {
  readonly channel: Channel;
  readonly person: Person;
  readonly source: SuggestionSource;
  readonly typed: string;
}) => Promise<readonly Suggestion[]>;

export type SuggestionSource =
  | 'article'
  | 'topic'
  | 'country'
  | 'source'
  | 'zone'
  | 'subscription'
  | 'feed';

export type CommandOption = {
  readonly name: string;
  /** 1 to 100 characters. */
  readonly description: string;
  /** A channel is given by the platform's id of it. */
  readonly kind: 'text' | 'number' | 'flag' | 'choice' | 'channel';
  readonly choices?: readonly string[];
  readonly required?: boolean;
  readonly suggests?: SuggestionSource;
  /**
   * What the words of a typed command stand for: Discord asks for it as an option of this
   * name and hands it over as `words`. At most one a command.
   */
  readonly words?: boolean;
  /** A part of the search grammar: in typed text it stays where it stands among the words. */
  readonly filter?: boolean;
  /** Words of one's own: in typed text all that stands behind its name, as typed. At most one a command. */
  readonly rest?: boolean;
  /** UTF-16 units, where more fit than the 200 that are enough for a search. */
  readonly maxLength?: number;
};

export type Command = {
  readonly family: Family;
  /** One word, or two of which the first is that of a group: `digest next`. */
  readonly verb: string;
  readonly aliases: readonly string[];
  /** What it does, 1 to 100 characters, no full stop. */
  readonly description: string;
  /** What to type, in Slack's form: `search <words> [topic: country:]`. */
  readonly usage: string;
  /** A line that works with the sample archive. */
  readonly example: string;
  readonly options: readonly CommandOption[];
  /** Only for people who manage the place. */
  readonly managed?: boolean;
  /** It shows something to others, so that it is not done on a guess. */
  readonly posts?: boolean;
  readonly run: (request: CommandRequest, invocation: Invocation, desk: Desk) => Promise<Reply>;
};
