import type { KyselyPlugin, RootOperationNode } from 'kysely';
import type { Database } from '../../src/store/database.ts';

/** Where a process can be told to die; the last three are in the hands of the platforms' doubles. */
export const POINTS = [
  'before enter',
  'after enter',
  'before claim',
  'after claim',
  'before freeze',
  'inside freeze',
  'before begin',
  'after begin',
  'before end',
  'after end',
  'after postpone',
  'in the post',
  'after accept',
  'in shutdown',
] as const;
export type Point = (typeof POINTS)[number];

export type Step = 'enter' | 'claim' | 'freeze' | 'begin' | 'end' | 'postpone';

/** The ledger with a listener at both sides of every step: `after` of a freeze is inside its transaction. */
export function listening(
  db: Database,
  at: (side: 'before' | 'after', step: Step) => void,
): Database {
  const steps = new WeakMap<object, Step>();
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      const step = stepOf(node);
      if (step) {
        steps.set(queryId, step);
        at('before', step);
      }
      return node;
    },
    transformResult: async ({ result, queryId }) => {
      const step = steps.get(queryId);
      if (step) at('after', step);
      return result;
    },
  };
  return { ...db, query: db.query.withPlugin(plugin) };
}

/** A step is known by the columns that it alone writes. */
function stepOf(node: RootOperationNode): Step | undefined {
  if (node.kind === 'InsertQueryNode') {
    return JSON.stringify(node.into).includes('"delivery"') ? 'enter' : undefined;
  }
  if (node.kind !== 'UpdateQueryNode' || !JSON.stringify(node.table).includes('"delivery"')) {
    return undefined;
  }
  const columns = JSON.stringify(node.updates?.map(({ column }) => column));
  const writes = (column: string) => columns.includes(`"${column}"`);
  if (writes('fence')) return 'claim';
  if (writes('payload')) return writes('plain') ? 'postpone' : 'freeze';
  if (writes('first_post_at')) return 'begin';
  if (writes('finished_at')) return 'end';
  return writes('state') ? 'postpone' : undefined;
}
