import type { Kernel } from '../kernel.js';

/** Work, in ns, below which it ends before another thread would have begun. */
const least = 10_000;

/** Runs a kernel over rows on all threads, or on this one alone where `work`, its estimated ns on one thread, is small. */
export function phase(kernel: Kernel, work: number, name: string, ...args: readonly number[]): void {
  if (work < least) kernel.alone(name, ...args);
  else kernel.parallel(name, ...args);
}
