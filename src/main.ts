import { config as loadDotenv } from 'dotenv';
import { ConfigError, readConfig } from './config.ts';
import { createLog, reasonOf } from './log.ts';
import { type Newsdesk, type Platform, startNewsdesk } from './newsdesk.ts';

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
    else greet(newsdesk);
  } catch (error) {
    console.error(
      error instanceof ConfigError ? error.message : `Newsdesk cannot start: ${reasonOf(error)}`,
    );
    process.exitCode = 1;
    await end(1);
  }
}

function greet({ platforms, playground }: Newsdesk): void {
  if (platforms.length === 0) {
    console.log(`Newsdesk runs with its sample archive. Try it: ${playground}`);
    console.log(
      'To connect Slack, put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into .env; README.md says how.',
    );
    console.log('To connect Discord, put DISCORD_TOKEN into .env; README.md says how.');
    return;
  }
  const isUp = ({ health }: Platform) => health().ok;
  const up = platforms.filter(isUp).map(({ name }) => name);
  if (up.length > 0) console.log(`Newsdesk runs in ${up.join(' and ')}.`);
  for (const { name, health, connected } of platforms.filter((platform) => !isUp(platform))) {
    console.log(`${name} is not reached yet (${health().detail}); Newsdesk goes on trying.`);
    void connected.then(() => console.log(`Newsdesk runs in ${name}.`));
  }
  if (playground) console.log(`Playground: ${playground}`);
}
