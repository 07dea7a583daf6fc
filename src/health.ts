import type { Health, HealthChecks } from '../adapters/web/health.ts';
import { VERSION } from './open-desk.ts';
import type { Database } from './store/database.ts';
import { readMeta } from './store/meta.ts';

/** Alive is whoever answers; ready is who reaches the database and its platforms and sends digests. */
export function healthOf(
  db: Database,
  parts: () => Readonly<Record<string, Health | undefined>>,
): HealthChecks {
  return {
    health: () => ({ ok: true, detail: { version: VERSION } }),
    ready: async () => {
      const database = await readMeta(db, 'any').then(
        () => ({ ok: true, detail: 'answers' }),
        () => ({ ok: false, detail: 'does not answer' }),
      );
      const all = { database, ...parts() };
      return { ok: Object.values(all).every((part) => part?.ok !== false), detail: all };
    },
  };
}
