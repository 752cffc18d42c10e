import { gigabytes, isOutOfMemory, MemoryError, machineMemory, mostAddressed } from '../kernels/index.js';
import type { Parameters } from './recommender.js';

/** A lower estimate of the bytes that a fit holds at once: in a kernel, limited by what WASM can address, and outside it. */
export interface Memory {
  readonly kernel: number;
  readonly beside?: number;
}

/** The memory of a fit as a function of its parameters. */
export type MemoryOf<P> = (parameters: P) => Memory;

/**
 * Rejects parameters for which no memory can suffice.
 * @throws MemoryError naming the parameter that needs the most memory, and the largest value that fits.
 */
export function assertRoom<P extends Parameters>(parameters: P, memoryOf: MemoryOf<P>): void {
  const memory = memoryOf(parameters);
  if (fits(memory)) return;
  const most = memory.kernel > mostAddressed ? Math.min(mostAddressed, machineMemory()) : machineMemory();
  const what = `the model needs ${gigabytes(total(memory))} of memory, and the most that it may take is ${gigabytes(most)}`;
  throw new MemoryError(what, remedyFor(parameters, memoryOf));
}

/** Adds to an out-of-memory error the parameter that needs the most memory; returns any other error unchanged. */
export function namingTheLargest<P extends Parameters>(error: unknown, parameters: P, memoryOf: MemoryOf<P>): unknown {
  if (error instanceof MemoryError) return new MemoryError(error.what, remedyFor(parameters, memoryOf));
  if (!isOutOfMemory(error)) return error;
  return new MemoryError(`the model does not fit into memory (${error.message})`, remedyFor(parameters, memoryOf));
}

const total = ({ kernel, beside = 0 }: Memory) => kernel + beside;
const fits = (memory: Memory) => memory.kernel <= mostAddressed && total(memory) <= machineMemory();

function remedyFor<P extends Parameters>(parameters: P, memoryOf: MemoryOf<P>): string {
  const smallerLog = 'a log of fewer visitors and items';
  const needed = total(memoryOf(parameters));
  const saved = Object.keys(parameters).map((name) => {
    const least = smallest(parameters[name]);
    const saves = least === undefined ? 0 : needed - total(memoryOf({ ...parameters, [name]: least }));
    return { name, saves };
  });
  const [largest] = saved.sort((a, b) => b.saves - a.saves);
  if (!largest || largest.saves <= 0) return `${smallerLog}, or a machine with more memory`;
  const { name } = largest;
  const value = parameters[name];
  const room = typeof value === 'number' ? largestThatFits(parameters, name, value, memoryOf) : undefined;
  return room === undefined
    ? `a smaller "${name}" than ${JSON.stringify(value)}, or ${smallerLog}`
    : `"${name}" of at most ${room}, or ${smallerLog}`;
}

/** A parameter's smallest value: 1 for numbers, widths of 2 for strings such as `64-32`; undefined for others. */
function smallest(value: unknown): unknown {
  if (typeof value === 'number' && value > 1) return 1;
  return typeof value === 'string' && /^\d+([-/]\d+)*$/.test(value) ? value.replaceAll(/\d+/g, '2') : undefined;
}

/** The largest integer below `value` with which the model fits into memory; undefined if none does, or if `value` does. */
function largestThatFits<P extends Parameters>(parameters: P, name: string, value: number, memoryOf: MemoryOf<P>) {
  const holds = (one: number) => fits(memoryOf({ ...parameters, [name]: one }));
  if (holds(value) || !holds(1)) return undefined;
  let [low, high] = [1, value];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
