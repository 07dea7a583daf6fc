import { SILENT } from '../../src/log.ts';
import { openFinder } from '../../src/search/finder.ts';
import { closeDatabase, type DatabaseLocation, openDatabase } from '../../src/store/database.ts';
import { runDigests } from '../../test/support/digests.ts';

/** What one process of the benchmark did. */
export type Report = { readonly posted: number; readonly cpuMs: number; readonly rssMb: number };

const { location, now } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly location: DatabaseLocation;
  readonly now: number;
};
const db = await openDatabase(location);
const finder = await openFinder({ db, log: SILENT });
await finder.refresh();
let posted = 0;

process.once('message', async () => {
  const before = process.cpuUsage();
  await runDigests({
    db,
    finder,
    posters: {
      web: async () => {
        posted += 1;
        return { kind: 'posted', messageId: String(posted) };
      },
    },
    log: SILENT,
    leaseMs: 60_000,
    now: () => new Date(now),
  });
  const { user, system } = process.cpuUsage(before);
  const report: Report = {
    posted,
    cpuMs: (user + system) / 1000,
    rssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
  };
  process.send?.(report);
  await finder.close();
  await closeDatabase(db);
  process.disconnect();
});
process.send?.('ready');
