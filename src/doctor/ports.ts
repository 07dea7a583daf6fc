import { createServer } from 'node:net';
import type { Health } from '../../adapters/web/health.ts';
import type { Config } from '../config.ts';
import { type Check, look, mend, ok } from './check.ts';

const LOOPBACK = '127.0.0.1';
const ASK_MS = 2_000;

/** Whether what will be listened on is free, or is Newsdesk already. */
export async function portChecks({ slack, host, port, webPort }: Config): Promise<Check[]> {
  const serves = slack?.mode === 'http' || slack?.oauth !== undefined;
  const playground = serves ? webPort : port;
  return Promise.all([
    ...(serves ? [portCheck('PORT', 'Slack', port, host)] : []),
    playground === undefined
      ? ok('the playground is off; WEB_PORT switches it on, for this machine alone')
      : portCheck(serves ? 'WEB_PORT' : 'PORT', 'the playground', playground, LOOPBACK),
  ]);
}

/** What a Newsdesk that is running already says of its own health. */
export async function runningChecks({ port }: Pick<Config, 'port'>): Promise<Check[]> {
  if (!(await isNewsdesk(port))) return [];
  return Object.entries(await detailOf(port, '/readyz')).flatMap(([name, part]) => {
    const { ok: isWell, detail } = part as Health;
    return isWell ? [] : [look(`Newsdesk is running, and its /readyz says of ${name}: ${detail}`)];
  });
}

async function portCheck(name: string, what: string, port: number, host: string): Promise<Check> {
  const where = `${host}:${port}`;
  const problem = await listenProblem(port, host);
  if (problem === undefined) return ok(`${where} is free for ${what}`);
  if (problem !== 'EADDRINUSE') {
    return mend(`${name} is ${port}, on which nothing can listen at ${host} (${problem})`);
  }
  return (await isNewsdesk(port))
    ? ok(`${where} serves ${what}: Newsdesk is running`)
    : mend(`${name} is ${port}, which another program uses; set ${name} to a free port`);
}

function listenProblem(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

async function isNewsdesk(port: number): Promise<boolean> {
  return typeof (await detailOf(port, '/healthz')).version === 'string';
}

/** Empty where whoever listens there says nothing of the kind. */
async function detailOf(
  port: number,
  path: '/healthz' | '/readyz',
): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(`http://${LOOPBACK}:${port}${path}`, {
      signal: AbortSignal.timeout(ASK_MS),
    });
    const { detail = {} } = (await response.json()) as { detail?: Record<string, unknown> };
    return detail;
  } catch {
    return {};
  }
}
