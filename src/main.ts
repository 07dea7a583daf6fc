import { config as loadDotenv } from 'dotenv';
import { ConfigError, readConfig } from './config.ts';
import { createLog, reasonOf } from './log.ts';
import { type Newsdesk, startNewsdesk } from './newsdesk.ts';

/** Past this the process ends as it is; what was being sent is in the ledger. */
const STOP_MS = 7_000;

loadDotenv({ quiet: true });
await main();

async function main(): Promise<void> {
  let newsdesk: Newsdesk | undefined;
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code), STOP_MS).unref();
    await newsdesk?.stop();
    process.exit(code);
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));

  try {
    const config = readConfig();
    const log = createLog(config.logLevel);
    process.on('unhandledRejection', (error) => {
      log.error({ reason: reasonOf(error) }, 'unexpected; ending');
      void end(1);
    });
    newsdesk = await startNewsdesk(config, log, {
      onRefused: (platform, reason) =>
        console.error(`Newsdesk goes on without ${platform}: ${reason}`),
    });
    if (ending) await newsdesk.stop();
    else
      greet(newsdesk, { slack: config.slack !== undefined, discord: config.discord !== undefined });
  } catch (error) {
    console.error(
      error instanceof ConfigError ? error.message : `Newsdesk cannot start: ${reasonOf(error)}`,
    );
    process.exitCode = 1;
    await end(1);
  }
}

function greet({ playground }: Newsdesk, connected: { slack: boolean; discord: boolean }): void {
  const names = [connected.slack && 'Slack', connected.discord && 'Discord'].filter(Boolean);
  if (names.length > 0) {
    console.log(`Newsdesk runs in ${names.join(' and ')}.`);
    if (playground) console.log(`Playground: ${playground}`);
    return;
  }
  console.log(`Newsdesk runs with its sample archive. Try it: ${playground}`);
  console.log(
    'To connect Slack, put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into .env; README.md says how.',
  );
  console.log('To connect Discord, put DISCORD_TOKEN into .env; README.md says how.');
}
