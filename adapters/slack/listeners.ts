import type { App, BlockAction } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import type { createAnswering } from './answering.ts';
import { HOME_VERSION, homeView } from './home.ts';
import type { CommandNames } from './invocation.ts';
import type { ClientFor } from './post.ts';
import { maskedReason } from './reason.ts';

export type Listening = {
  readonly answering: ReturnType<typeof createAnswering>;
  readonly clientFor: ClientFor;
  readonly commands: CommandNames;
  /** True where the key was seen before: Slack may deliver the same thing twice. */
  readonly seen: (key: string) => boolean;
  /** Forgets the tokens of a workspace. */
  readonly forget: (workspace: string) => Promise<void>;
  /** Keeps the process up until the work is done. */
  readonly track: (work: Promise<void>) => Promise<void>;
  readonly log: Log;
};

/** Takes everything of Bolt that the manifest announces. */
export function listen(app: App, listening: Listening): void {
  const { answering, clientFor, commands, seen, forget, track, log } = listening;

  app.command(/.*/, ({ body, ack }) => track(answering.onCommand(body, ack, new Date())));
  app.action<BlockAction>(/.*/, ({ body, ack }) =>
    track(answering.onPress(body, () => ack(), new Date())),
  );

  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home' || event.view?.callback_id === HOME_VERSION) return;
    if (seen(`event:${body.event_id}`)) return;
    const client = await clientFor(body.team_id);
    await client?.views.publish({ user_id: event.user, view: homeView(commands) });
  });

  app.event('app_uninstalled', async ({ body }) => {
    if (seen(`event:${body.event_id}`)) return;
    log.warn({ workspace: body.team_id }, 'slack app was removed from a workspace');
    await track(forget(body.team_id));
  });

  app.event('tokens_revoked', async ({ event, body }) => {
    // A person's tokens are none of ours.
    if (!event.tokens.bot?.length || seen(`event:${body.event_id}`)) return;
    log.warn({ workspace: body.team_id }, 'slack tokens of a workspace were revoked');
    await track(forget(body.team_id));
  });

  app.error(async (error) => {
    log.error({ code: error.code, reason: maskedReason(error) }, 'an event from slack failed');
  });
}
