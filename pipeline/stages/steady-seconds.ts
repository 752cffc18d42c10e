/** Seconds below which work is measured again. */
const short = 1;

/**
 * The seconds that a piece of work takes. Work of less than a second is done twice more, and the median of the three counts: the first
 * time includes one-off costs such as compiling, which would hide the difference between two models of a tenth of a second.
 * @param first seconds of the first time.
 * @param again repeats the work.
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
