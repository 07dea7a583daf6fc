import { expect, test } from 'vitest';
import { endLease, takeLease } from '../../src/store/leases.ts';
import { onEveryDatabase } from '../support/databases.ts';

const START = new Date('2026-11-22T08:00:00Z');

onEveryDatabase('a lease', (db) => {
  const take = (holder: string, seconds: number) => {
    const now = new Date(START.getTime() + seconds * 1_000);
    return takeLease(db(), { name: 'a', holder, now, leaseMs: 60_000 });
  };

  test('is held by one, who renews it, until it runs out or is ended', async () => {
    expect(await Promise.all([take('one', 0), take('two', 0)])).toEqual(['one', 'one']);
    expect(await take('one', 59)).toBe('one');
    expect(await take('two', 118)).toBe('one');
    expect(await take('two', 119)).toBe('two');
    await endLease(db(), { name: 'a', holder: 'one' });
    expect(await take('one', 120)).toBe('two');
    await endLease(db(), { name: 'a', holder: 'two' });
    expect(await take('one', 120)).toBe('one');
  });

  test('that was taken by a clock that ran ahead holds nobody up', async () => {
    expect(await take('one', 86_400)).toBe('one');
    expect(await take('two', 0)).toBe('two');
  });
});
