import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharedPath } from '../support/corpora.ts';

/**
 * Runs the whole bot, and each adapter alone, against the doubles of Slack and Discord. They,
 * and the corpus, are beside the project; where they are not, this says so and ends well.
 * Names on the command line choose scenarios: `npm run test:doubles -- discord`.
 */
const ROOT = join(import.meta.dirname, '..', '..');

type Scenario = {
  readonly name: string;
  readonly double: 'slack/cli.mjs' | 'discord/cli.mjs' | 'both.mjs';
  readonly mode?: 'http' | 'socket';
  readonly file: string;
  readonly bot: readonly string[];
};

const NEWSDESK = ['npm', 'start'];
/** By its path: `npx` would not pass a signal on. */
const NODE = join('node_modules', '.bin', 'node');
const slackEcho = [NODE, 'test/doubles/bots/slack-echo.ts'];
const discordEcho = [NODE, 'test/doubles/bots/discord-echo.ts'];

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'slack adapter, http',
    double: 'slack/cli.mjs',
    mode: 'http',
    file: 'slack-adapter.mjs',
    bot: slackEcho,
  },
  {
    name: 'slack adapter, socket',
    double: 'slack/cli.mjs',
    mode: 'socket',
    file: 'slack-adapter.mjs',
    bot: slackEcho,
  },
  {
    name: 'slack install, http',
    double: 'slack/cli.mjs',
    mode: 'http',
    file: 'slack-install.mjs',
    bot: slackEcho,
  },
  {
    name: 'slack install, socket',
    double: 'slack/cli.mjs',
    mode: 'socket',
    file: 'slack-install.mjs',
    bot: slackEcho,
  },
  {
    name: 'discord adapter',
    double: 'discord/cli.mjs',
    file: 'discord-adapter.mjs',
    bot: discordEcho,
  },
  {
    name: 'discord outage',
    double: 'discord/cli.mjs',
    file: 'discord-outage.mjs',
    bot: discordEcho,
  },
  {
    name: 'newsdesk in slack, http',
    double: 'slack/cli.mjs',
    mode: 'http',
    file: 'newsdesk-slack.mjs',
    bot: NEWSDESK,
  },
  {
    name: 'newsdesk in slack, socket',
    double: 'slack/cli.mjs',
    mode: 'socket',
    file: 'newsdesk-slack.mjs',
    bot: NEWSDESK,
  },
  {
    name: 'newsdesk in discord',
    double: 'discord/cli.mjs',
    file: 'newsdesk-discord.mjs',
    bot: NEWSDESK,
  },
  {
    name: 'newsdesk in both',
    double: 'both.mjs',
    mode: 'socket',
    file: 'newsdesk-both.mjs',
    bot: NEWSDESK,
  },
];

const doubles = sharedPath('doubles');
const corpus = sharedPath('corpora', 'search', 'news', 'docs.jsonl');
if (doubles === undefined || corpus === undefined) {
  console.log('skipped: the doubles and the corpus are not beside the project');
} else {
  process.exitCode = runAll(doubles, corpus, process.argv.slice(2));
}

function runAll(source: string, docs: string, wanted: readonly string[]): number {
  const home = installed(source);
  const archive = mkdtempSync(join(tmpdir(), 'newsdesk-archive-'));
  must('npm', ['run', '-s', 'newsdesk', '--', 'import', docs], { NEWSDESK_DATA_DIR: archive });
  must('node', [join(home, 'slack/manifest.mjs'), 'slack-manifest.json'], {});

  const chosen = SCENARIOS.filter(({ name }) => wanted.every((word) => name.includes(word)));
  const failed = chosen.filter((scenario) => !passes(scenario, home, archive));
  rmSync(archive, { recursive: true });
  console.log(`${chosen.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

/** A copy to install in: what is beside the project is only read. */
function installed(source: string): string {
  const home = join(tmpdir(), 'newsdesk-doubles');
  if (!existsSync(join(home, 'emulator', 'node_modules'))) {
    rmSync(home, { recursive: true, force: true });
    cpSync(source, home, { recursive: true, mode: 0 });
    must('chmod', ['-R', 'u+w', home], {});
    must('npm', ['ci', '--prefix', home], {});
    must('npm', ['ci', '--prefix', join(home, 'emulator')], {});
  }
  return home;
}

function passes(
  { name, double, mode, file, bot }: Scenario,
  home: string,
  archive: string,
): boolean {
  const dataDir = mkdtempSync(join(tmpdir(), 'newsdesk-data-'));
  cpSync(archive, dataDir, { recursive: true });
  const port = double === 'discord/cli.mjs' ? ['--env', 'PORT=0'] : [];
  const begun = Date.now();
  const { status, stdout } = spawnSync(
    'node',
    [
      join(home, double),
      ...(mode ? ['--mode', mode] : []),
      ...['--scenario', join('test/doubles', file)],
      ...['--env', `NEWSDESK_DATA_DIR=${dataDir}`, '--env', 'FEEDS_FILE=none', ...port],
      '--',
      ...bot,
    ],
    {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 400_000,
      maxBuffer: 1 << 28,
    },
  );
  rmSync(dataDir, { recursive: true });
  const passed = status === 0;
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(
    `${passed ? 'ok  ' : 'FAIL'} ${name} (${seconds} s): ${stdout.trim().split('\n').at(-1)}`,
  );
  if (!passed)
    console.log(
      stdout
        .split('\n')
        .filter((line) => /FAIL|BAD|Error|bot log/.test(line))
        .join('\n') + stdout.slice(-3000),
    );
  return passed;
}

function must(command: string, args: readonly string[], env: Record<string, string>): void {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${status}`);
}
