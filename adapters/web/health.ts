import type { ServerResponse } from 'node:http';
import { sendJson } from './wire.ts';

export type Health = { readonly ok: boolean; readonly detail: unknown };

export type HealthChecks = {
  /** Whether the process is alive. */
  readonly health: () => Health;
  /** Whether everything that it needs is there. */
  readonly ready: () => Promise<Health>;
};

/** Answers `/healthz` and `/readyz` with 200 or 503; false where the path is neither. */
export async function answerHealth(
  path: string,
  response: ServerResponse,
  { health, ready }: HealthChecks,
): Promise<boolean> {
  if (path !== '/healthz' && path !== '/readyz') return false;
  const state = path === '/healthz' ? health() : await ready();
  sendJson(response, state.ok ? 200 : 503, state);
  return true;
}
