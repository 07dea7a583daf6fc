import { ArticleIndex } from '../../src/search/article-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { readSnapshot } from '../../src/search/snapshot.ts';

/** Reads a kept index, answers one question and says how long that took since the process began. */
const [file = '', text = 'telephone issues 75'] = process.argv.slice(2);
const beganMs = performance.now();
const kept = readSnapshot(file, 'bench');
if (!kept || 'unusable' in kept) throw new Error(`no snapshot to use: ${kept?.unusable}`);
const readMs = performance.now();
const index = new ArticleIndex([], kept.segments);
const { total } = index.find(parseQuery(text, new Date()), { from: 1, limit: 6 });
const { user, system } = process.cpuUsage();
const cpuMs = (user + system) / 1000;
const rssMb = process.memoryUsage().rss / 1e6;
process.stdout.write(
  `${JSON.stringify({ total, beganMs, readMs, firstMs: performance.now(), cpuMs, rssMb })}\n`,
);
