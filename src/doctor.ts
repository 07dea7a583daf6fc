import { ConfigError, readConfig } from './config.ts';
import { archiveChecks } from './doctor/archive.ts';
import { type Check, mend, ok } from './doctor/check.ts';
import { dataFolderChecks, dotenvChecks, nodeChecks, proxyChecks } from './doctor/machine.ts';
import { discordChecks, slackChecks } from './doctor/platforms.ts';
import { portChecks, runningChecks } from './doctor/ports.ts';

/**
 * Checks the set-up, a line each. The exit code is 0 when all is well, 1 to look at, 2 to mend.
 * Without a token nothing is asked of the network.
 */
export async function doctor(folder: string): Promise<{ checks: Check[]; exitCode: 0 | 1 | 2 }> {
  const checks = [...nodeChecks(), ...dotenvChecks(folder), ...(await configChecks())];
  const has = (mark: Check['mark']) => checks.some((check) => check.mark === mark);
  return { checks, exitCode: has('✗ mend') ? 2 : has('! look') ? 1 : 0 };
}

async function configChecks(): Promise<Check[]> {
  try {
    const config = readConfig();
    const { slack, discord } = config;
    const archive = await archiveChecks(config);
    const isAlone = slack === undefined && discord === undefined;
    return [
      ...dataFolderChecks(config),
      ...archive.checks,
      ...(await portChecks(config)),
      ...(await runningChecks(config)),
      ...(isAlone
        ? [
            ok(
              'no token is set: the playground runs; README.md says how to connect Slack or Discord',
            ),
          ]
        : proxyChecks()),
      ...(slack ? await slackChecks(slack) : []),
      ...(discord ? await discordChecks(discord, archive.registered) : []),
    ];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(mend);
    throw error;
  }
}
