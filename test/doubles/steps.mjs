// What the scenarios of the whole bot share: files to import, times to wait for, words to find.
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const MINUTE_MS = 60_000;

/** The next full minute that is at least 45 s away, in UTC: `14:07`. */
export function soon() {
  const at = new Date(Math.ceil((Date.now() + 45_000) / MINUTE_MS) * MINUTE_MS);
  return at.toISOString().slice(11, 16);
}

/** Imports two new reports by the command line, while the bot runs on the same database. */
export async function importReports(env) {
  const file = join(mkdtempSync(join(tmpdir(), 'newsdesk-reports-')), 'reports.jsonl');
  const reports = [
    {
      title: 'Glacier survey opens in the Pamirs',
      body: 'A survey of the glaciers opened in the Pamirs on Monday. Twelve stations will send their readings once a day.',
    },
    {
      title: 'Ferry line on the lake resumes',
      body: 'The ferry line resumed on Tuesday after repairs. Tickets cost as much as before, the port said.',
    },
  ];
  writeFileSync(file, reports.map((report) => JSON.stringify(report)).join('\n'));
  const run = promisify(execFile);
  const { stdout } = await run('npm', ['run', '-s', 'newsdesk', '--', 'import', file], {
    env: { ...process.env, ...env },
  });
  return stdout.trim();
}

/** Everything a message says, wherever it stands. */
export const saying = (message, words) => JSON.stringify(message ?? '').includes(words);
