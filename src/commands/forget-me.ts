import { forgetQuestion, forgotten, nothingStored } from '../message/forget-me.ts';
import type { Message } from '../message/message.ts';
import { type Person, type Tenant, workspaceOfPerson } from '../model/channel.ts';
import { isNothing } from '../model/person-data.ts';
import type { PersonKey } from '../model/person-key.ts';
import { forgetPerson, personData, personKey } from '../store/person-data.ts';
import type { Command, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { privately, refusal } from './reply.ts';

export const forgetMeCommand: Command = {
  family: 'news',
  verb: 'forget-me',
  aliases: [],
  description: 'Delete what is stored about you here, after asking whether it is to go',
  usage: '/news forget-me',
  example: '/news forget-me',
  options: [],
  run: async (_, invocation, desk) => privately(await askToForget(invocation, desk)),
};

/** What would go and what would stay, with the button that does it. */
export async function askToForget({ channel, person }: Invocation, { db }: Desk): Promise<Message> {
  const data = await personData(db, channel, person.id);
  if (isNothing(data)) return nothingStored();
  return forgetQuestion({
    data,
    isOwn: isOwn(channel, person),
    person: personKey(channel, person.id),
  });
}

/** Forgets whoever presses, if it was them who were asked, and here. */
export async function forget(
  asked: PersonKey,
  { channel, person }: Invocation,
  { db }: Desk,
): Promise<Reply> {
  if (asked !== personKey(channel, person.id)) {
    return refusal({
      what: 'This was asked of somebody else.',
      advice: 'To be forgotten yourself, ask for it:',
      example: forgetMeCommand.example,
    });
  }
  const data = await forgetPerson(db, channel, person.id);
  const message = isNothing(data)
    ? nothingStored()
    : forgotten({ data, isOwn: isOwn(channel, person) });
  return { kind: 'update', message };
}

/** A place that is the person's alone, a direct conversation on Discord, goes as a whole. */
function isOwn({ workspace }: Tenant, { id }: Person): boolean {
  return workspace === workspaceOfPerson(id);
}
