/**
 * Milliseconds of computing that `work` took on this thread. Unlike the clock it does not run while
 * others use the machine, so that a limit holds on a busy one, too.
 */
export function cpuMsOf(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
