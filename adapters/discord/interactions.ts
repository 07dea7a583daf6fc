import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  InteractionContextType,
  MessageFlags,
  type REST,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type {
  ActionRequest,
  Answer,
  Command,
  CommandRequest,
  Suggest,
} from '../../src/commands/command.ts';
import { type Log, reasonOf } from '../../src/log.ts';
import { outage } from '../../src/message/problem.ts';
import type { Suggestion } from '../../src/model/query.ts';
import { plain } from './components.ts';
import { actionOf, commandRequest, type OptionInput, placeOf, typing } from './invocation.ts';
import { LIMITS } from './limits.ts';
import { type Acknowledged, deliver, oneLine, responder } from './reply.ts';

/** A list that comes later than this is no longer what the person is looking at. */
const SUGGEST_WITHIN_MS = 300;

export type InteractionHandler = (interaction: BaseInteraction) => Promise<void>;

/**
 * Turns what a person typed or pressed into an `Answer`, and the answer into a reply. Every
 * interaction is acknowledged before any work is done: Discord waits 3 s. Never throws.
 */
export function interactionHandler(core: {
  readonly commands: readonly Command[];
  readonly answer: Answer;
  readonly suggest: Suggest;
  /** Sends follow-ups; must not retry. */
  readonly once: REST;
  readonly log: Log;
}): InteractionHandler {
  const { commands, answer, suggest, once, log } = core;

  return async (interaction) => {
    try {
      if (interaction.isAutocomplete()) await offer(interaction);
      else if (interaction.isChatInputCommand()) await onCommand(interaction);
      else if (interaction.isButton() || interaction.isStringSelectMenu())
        await onAction(interaction);
      else log.debug({ type: interaction.type }, 'discord sent an interaction of no known kind');
    } catch (error) {
      logFailure(log, error);
    }
  };

  async function onCommand(interaction: ChatInputCommandInteraction): Promise<void> {
    const request = commandRequest(inputOf(interaction), commands);
    const ephemeral = request?.options.public !== 'true';
    await interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {});
    await reply(interaction, request, { kind: 'command', ephemeral });
  }

  async function onAction(
    interaction: ButtonInteraction | StringSelectMenuInteraction,
  ): Promise<void> {
    const values = interaction.isStringSelectMenu() ? interaction.values : [];
    const action = actionOf(interaction.customId, values);
    await interaction.deferUpdate();
    await reply(interaction, action && { kind: 'action', action }, { kind: 'component' });
  }

  async function reply(
    interaction: ChatInputCommandInteraction | ButtonInteraction | StringSelectMenuInteraction,
    request: CommandRequest | ActionRequest | undefined,
    as: Acknowledged,
  ): Promise<void> {
    const to = responder(interaction, { retrying: interaction.client.rest, once }, log);
    if (!request) {
      return deliver({ kind: 'answer', message: EXPIRED, visibility: 'private' }, as, to);
    }
    try {
      const now = new Date();
      await deliver(await answer({ ...placeOf(originOf(interaction)), request, now }), as, to);
    } catch (error) {
      if (isStale(error)) throw error;
      const reference = randomInt(36 ** 6)
        .toString(36)
        .padStart(6, '0')
        .toUpperCase();
      log.error({ reference, reason: reasonOf(error) }, 'a reply failed');
      await deliver({ kind: 'answer', message: outage(reference), visibility: 'private' }, as, to);
    }
  }

  async function offer(interaction: AutocompleteInteraction): Promise<void> {
    const place = placeOf(originOf(interaction));
    const asked = typing(inputOf(interaction), commands);
    const source = asked?.option.suggests;
    const allowed = !asked?.command.managed || place.person.manages;
    const rows =
      source && allowed ? await soon(suggest({ ...place, source, typed: asked.typed })) : [];
    await interaction.respond(choicesOf(rows));
  }
}

const EXPIRED = oneLine('This list has expired. Run /news again.');

async function soon(rows: Promise<readonly Suggestion[]>): Promise<readonly Suggestion[]> {
  const late = new AbortController();
  const nothing = sleep(SUGGEST_WITHIN_MS, [], { signal: late.signal, ref: false });
  try {
    return await Promise.race([rows, nothing.catch(() => [])]);
  } catch {
    return [];
  } finally {
    late.abort();
  }
}

/** A value is never cut, for then it would stand for something else. */
function choicesOf(rows: readonly Suggestion[]): { name: string; value: string }[] {
  return rows
    .filter(({ value }) => value !== '' && value.length <= LIMITS.choiceValue)
    .slice(0, LIMITS.choices)
    .map(({ label, value }) => ({ name: plain(label, LIMITS.choiceName), value }));
}

function inputOf(interaction: ChatInputCommandInteraction | AutocompleteInteraction): {
  name: string;
  options: readonly OptionInput[];
} {
  return { name: interaction.commandName, options: interaction.options.data };
}

const GUILD_INSTALL = 0;

function originOf(interaction: BaseInteraction) {
  const { guildId, authorizingIntegrationOwners: owners } = interaction;
  return {
    guildId,
    inGuild: guildId !== null && owners[GUILD_INSTALL] === guildId,
    channelId: interaction.channelId ?? '',
    userId: interaction.user.id,
    userName: (interaction.inCachedGuild() ? interaction.member : interaction.user).displayName,
    permissions: interaction.memberPermissions?.bitfield,
    ownPermissions: interaction.appPermissions.bitfield,
    isWithBot: interaction.context === InteractionContextType.BotDM,
  };
}

/**
 * Late or answered by a second instance (10062, 40060), the token's 15 minutes over (50027,
 * 10015), the message gone (10008): nothing is left to answer.
 */
const STALE: ReadonlySet<unknown> = new Set([10008, 10015, 10062, 40060, 50027]);

function isStale(error: unknown): boolean {
  return error instanceof DiscordAPIError && STALE.has(error.code);
}

function logFailure(log: Log, error: unknown): void {
  const facts = { reason: reasonOf(error) };
  if (isStale(error)) log.debug(facts, 'discord no longer waits for this reply');
  else log.warn(facts, 'a reply did not reach discord');
}
