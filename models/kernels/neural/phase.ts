import type { Kernel } from '../kernel.js';

/** Work, in ns, below which it is done before another thread would have begun. */
const least = 10_000;

/** Runs a kernel that takes rows on all threads, or, where the `work` of about so many ns on one is little, on this one alone. */
export function phase(kernel: Kernel, work: number, name: string, ...args: readonly number[]): void {
  if (work < least) kernel.alone(name, ...args);
  else kernel.parallel(name, ...args);
}
