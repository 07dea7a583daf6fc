import { statSync } from 'node:fs';
import { importFile } from '../../src/feed/import.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';

/** What importing one file cost. */
export type ImportCost = {
  readonly added: number;
  readonly seconds: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
  /** Of the database, its write-ahead log included. */
  readonly bytes: number;
};

const [file = '', source = ''] = process.argv.slice(2);
const db = await openDatabase({ kind: 'sqlite', file });
const before = process.cpuUsage();
const startedMs = performance.now();
const { added } = await importFile(db, source, { now: new Date() });
const seconds = (performance.now() - startedMs) / 1000;
const { user, system } = process.cpuUsage(before);
await closeDatabase(db);
const cost: ImportCost = {
  added,
  seconds,
  cpuMs: (user + system) / 1000,
  maxRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  bytes: statSync(file).size,
};
process.send?.(cost);
process.disconnect();
