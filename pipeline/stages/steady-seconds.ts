/** Work that takes less than this, in seconds, is measured again. */
const short = 1;

/**
 * The seconds that a piece of work takes. What takes less than a second is done twice more, and the median of the three counts: a first
 * time includes what is done once, such as compiling, and two models of a tenth of a second could not be told apart by it.
 * @param first what it took the first time.
 * @param again does it once more.
 */
export async function steadySeconds(first: number, again: () => Promise<unknown>): Promise<number> {
  if (first >= short) return first;
  const seconds = [first];
  while (seconds.length < 3) {
    const started = performance.now();
    await again();
    seconds.push((performance.now() - started) / 1000);
  }
  return seconds.sort((a, b) => a - b)[1]!;
}
