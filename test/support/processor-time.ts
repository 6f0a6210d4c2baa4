/**
 * Does work that grows with the square of its input where something is wrong. Bounded by what this thread used of the processor: the clock on the wall goes on while others
 * have it.
 * @throws where it took more than `maxMs`
 */
export async function inProcessorTime<Result>(maxMs: number, work: () => Result | Promise<Result>): Promise<Result> {
  const before = process.threadCpuUsage();
  const result = await work();
  const { user, system } = process.threadCpuUsage(before);
  const usedMs = (user + system) / 1000;
  if (usedMs > maxMs) throw new Error(`It took ${Math.round(usedMs)} ms of the processor; ${maxMs} are allowed.`);
  return result;
}
