import { SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../../src/log.ts';
import { boltLog } from './bolt-log.ts';
import { maskedReason } from './reason.ts';
import { blameToken } from './set-up-error.ts';
import { within } from './within.ts';

const HELLO_WITHIN_MS = 20_000;
const GOODBYE_WITHIN_MS = 1_000;

/**
 * One Socket Mode connection, opened by hand: who keeps it open decides when to try again. Pings
 * are given longer than by default, which takes a busy second for a dead peer,
 * slackapi/bolt-js#2496.
 */
export function createSocket({
  appToken,
  clientOptions,
  log,
}: {
  appToken: string;
  clientOptions: WebClientOptions;
  log: Log;
}) {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: boltLog(log),
    autoReconnectEnabled: false,
    clientPingTimeout: 20_000,
    serverPingTimeout: 60_000,
    installerOptions: { clientOptions: { ...clientOptions } },
    processEventErrorHandler: async ({ error }) => {
      log.error({ reason: maskedReason(error) }, 'an event from slack failed');
      return false;
    },
  });
  const { client } = receiver;

  async function open(): Promise<{ closed: Promise<void> }> {
    const connecting = client.start().then(
      () => true,
      (error: unknown) => {
        throw blameToken('SLACK_APP_TOKEN', error ?? new Error('the socket closed at once'));
      },
    );
    try {
      if (!(await within(connecting, HELLO_WITHIN_MS))) throw new Error('slack said no hello');
    } catch (error) {
      await close();
      throw error;
    }
    return { closed: new Promise((resolve) => client.once('disconnected', () => resolve())) };
  }

  /** Says goodbye, and hangs up after a second whether or not the other side answers. */
  async function close(): Promise<void> {
    const goodbye = client.disconnect().then(
      () => true,
      () => true,
    );
    // The client cuts the connection when it is told a second time.
    if (!(await within(goodbye, GOODBYE_WITHIN_MS))) void client.disconnect();
  }

  return { receiver, open, close };
}
