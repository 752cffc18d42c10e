import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { collectGarbage } from './collect-garbage.js';
import { gigabytes, MemoryError, machineMemory, mostAddressed } from './memory-error.js';
import { gather, prepare, type WorkerPool } from './worker-pool.js';

/** A kernel's binaries as `build.mjs` writes them: for memory that threads share, and for memory of a single thread. */
export interface KernelBinary {
  readonly shared: string;
  readonly single: string;
  /**
   * `shared` with the multiply-adds of relaxed SIMD, for kernels that multiply and add: faster, and rounded once where the processor
   * can. So results are identical bit for bit on one kind of processor and version of Node, and elsewhere up to rounding.
   */
  readonly relaxed?: string;
}

/** A WASM kernel with its memory, ready to be called. The arrays it computes on lie in this memory. */
export interface Kernel {
  /** Allocates arrays of zeros in the kernel's memory, 64-byte aligned; their `byteOffset` is the pointer passed to kernels. */
  floats(length: number): Float32Array;
  doubles(length: number): Float64Array;
  ints(length: number): Int32Array;
  bytes(length: number): Uint8Array;
  /** The first thread's own bytes, followed by those of the others; their content does not survive from call to call. */
  readonly scratch: Uint8Array;
  /** The number of threads that {@link Kernel.parallel} currently uses. */
  readonly threads: number;
  /** Runs an exported function on this thread. */
  call(name: string, ...args: readonly number[]): number;
  /**
   * Runs an exported function on all threads at once and returns when all are done. Its first argument is the address
   * of a counter, reset to 0, from which the threads take rows (`takeRows`, `takeNear`); `args` follow.
   */
  parallel(name: string, ...args: readonly number[]): void;
  /** Runs such a function on this thread alone, to the same result, for work that ends before other threads would have begun. */
  alone(name: string, ...args: readonly number[]): void;
  /**
   * Runs work in which {@link Kernel.parallel} uses at most so many threads, this one included. Outside of such work, and where the
   * machine has no shared memory or starts no workers, it uses this thread alone, to the same result (without shared memory up to
   * rounding, where the kernel has a relaxed build).
   * @throws Error when other such work of this kernel, whose memory it would share, is still running.
   */
  withThreads<T>(threads: number, work: (threads: number) => T | Promise<T>): Promise<T>;
}

const pageBytes = 65_536;
const largeBytes = 2 ** 25;

/**
 * Opens a kernel.
 * @param bytes the size of all its arrays (see {@link bytesFor}).
 * @param scratchBytes memory of each thread's own, a multiple of 64.
 * @throws MemoryError when `bytes` exceed what WASM can address, what the machine has, or what it can allocate.
 */
export async function openKernel(binary: KernelBinary, bytes: number, scratchBytes = 0): Promise<Kernel> {
  const shared = sharesMemory();
  const threads = shared ? availableParallelism() : 1;
  const allBytes = bytes + threads * scratchBytes;
  assertFits(allBytes);
  if (allBytes > largeBytes) collectGarbage(); // otherwise a kernel no longer needed would still hold its memory
  const memory = memoryOf(allBytes, shared);
  const module = await compiled(shared ? sharedBinary(binary) : binary.single);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return kernelOf(module, exports, memory, threads, scratchBytes);
}

/** Starts threads early, so that they are ready for {@link Kernel.withThreads}; useful when other work comes first. */
export function startThreads(threads: number): void {
  if (sharesMemory()) prepare(othersOf(threads));
}

function assertFits(bytes: number): void {
  const most = Math.min(mostAddressed, machineMemory());
  if (pagesFor(bytes) * pageBytes > most) throw tooLarge(bytes, `the most that it may take is ${gigabytes(most)}`);
}

function memoryOf(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = pagesFor(bytes);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (error) {
    throw tooLarge(bytes, `and the machine does not give it (${(error as Error).message})`);
  }
}

const tooLarge = (bytes: number, why: string) =>
  new MemoryError(`the model needs ${gigabytes(bytes)} of memory: ${why}`);
const pagesFor = (bytes: number) => Math.ceil((bytes + headBytes) / pageBytes);

/** The bytes that arrays of such sizes occupy in a kernel's memory, e.g. `bytesFor(4 * n, 8 * m)`. */
export const bytesFor = (...sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + aligned(size), 0);

/** Copies an array into the kernel's memory. */
export function floatsOf(kernel: Kernel, values: ArrayLike<number>): Float32Array {
  const array = kernel.floats(values.length);
  array.set(values);
  return array;
}

/** Copies an array into the kernel's memory. */
export function intsOf(kernel: Kernel, values: ArrayLike<number>): Int32Array {
  const array = kernel.ints(values.length);
  array.set(values);
  return array;
}

// The memory's first bytes hold AssemblyScript's constants, then the counter of rows, the number of threads, and a counter for each
// thread on a cache line of its own: see assembly/lib/rows.ts.
const counterAt = 4096;
const headBytes = 8192;
const lineInts = 16;
const mostThreads = (headBytes - counterAt) / (4 * lineInts) - 1;
const aligned = (bytes: number) => Math.ceil(bytes / 64) * 64;

function kernelOf(
  module: WebAssembly.Module,
  exports: WebAssembly.Exports,
  memory: WebAssembly.Memory,
  most: number,
  scratchBytes: number,
): Kernel {
  const places = new Map(Object.keys(exports).map((name, place) => [name, place]));
  const counters = new Int32Array(memory.buffer, counterAt, lineInts * (1 + mostThreads));
  let pool: WorkerPool | undefined;
  let isAtWork = false;
  let free = headBytes;
  const take = (bytes: number) => {
    const start = free;
    free += aligned(bytes);
    if (free > memory.buffer.byteLength) throw new RangeError(`a kernel's arrays exceed what it was opened for`);
    return start;
  };
  const call = (name: string, ...args: readonly number[]) =>
    (exports[name] as (...args: readonly number[]) => number)(...args);
  const scratch = new Uint8Array(memory.buffer, take(most * scratchBytes), scratchBytes);
  const resetCounters = (threads: number) => {
    counters[0] = 0;
    counters[1] = threads;
    for (let thread = 0; thread < threads; thread++) counters[lineInts * (1 + thread)] = 0;
  };
  const alone = (name: string, ...args: readonly number[]) => {
    resetCounters(1);
    call(name, counterAt, ...args);
  };
  return {
    scratch,
    get threads() {
      return 1 + (pool?.size ?? 0);
    },
    floats: (length) => new Float32Array(memory.buffer, take(4 * length), length),
    doubles: (length) => new Float64Array(memory.buffer, take(8 * length), length),
    ints: (length) => new Int32Array(memory.buffer, take(4 * length), length),
    bytes: (length) => new Uint8Array(memory.buffer, take(length), length),
    call,
    alone,
    parallel: (name, ...args) => {
      const place = places.get(name);
      if (place === undefined) throw new Error(`the kernel has no function ${name}`);
      if (!pool) return alone(name, ...args);
      resetCounters(1 + pool.size);
      pool.begin(place, [counterAt, ...args]);
      try {
        call(name, counterAt, ...args);
      } finally {
        pool.end(name);
      }
    },
    withThreads: async (threads, work) => {
      if (isAtWork) throw new Error('the kernel is at work: await what it was asked for before');
      isAtWork = true;
      try {
        const others = othersOf(threads);
        if (most > 1 && others > 0) pool = await gather(others, module, memory);
        return await work(1 + (pool?.size ?? 0));
      } finally {
        pool?.leave();
        pool = undefined;
        isAtWork = false;
      }
    },
  };
}

const othersOf = (threads: number) => Math.min(threads, availableParallelism(), mostThreads) - 1;

const sharedBinary = ({ relaxed, shared }: KernelBinary) => (relaxed && isTaken(relaxed) ? relaxed : shared);

/** Whether the engine accepts a binary with relaxed SIMD. Node 22 does; Node 20 requires a flag. */
function isTaken(base64: string): boolean {
  const binary = Buffer.from(base64, 'base64');
  if (WebAssembly.validate(binary)) return true;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.validate(binary);
}

const modules = new Map<string, Promise<WebAssembly.Module>>();

function compiled(base64: string): Promise<WebAssembly.Module> {
  if (!modules.has(base64)) modules.set(base64, WebAssembly.compile(Buffer.from(base64, 'base64')));
  return modules.get(base64)!;
}

function sharesMemory(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}
