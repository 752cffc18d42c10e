import { execFile } from 'node:child_process';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { InputError } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { kernelOf } from '../../testing/kernel-of.js';
import { bytesFor, floatsOf, intsOf, type KernelBinary, openKernel } from './kernel.js';

vi.mock('node:os', async (os) => ({ ...(await os<typeof import('node:os')>()), availableParallelism: () => 3 }));

const source = `
  import { takeNear, takeRows, thread } from './lib/rows';
  export { thread };
  export function squares(counter: usize, values: usize, n: i32, byThread: usize): void {
    for (let row = takeRows(counter, 1); row < n; row = takeRows(counter, 1)) {
      const at = values + (<usize>row << 2);
      store<f32>(at, load<f32>(at) * load<f32>(at));
      atomic.add<i32>(byThread + (thread << 2), 1);
    }
  }
  export function meet(counter: usize, n: i32, byThread: usize): void {
    takeRows(counter, 1);
    for (let turn = 0; atomic.load<i32>(counter) < n; turn++) if (turn == 1 << 30) unreachable(); // nobody comes
    store<i32>(byThread + (thread << 2), 1);
  }
  export function shares(counter: usize, takenBy: usize, rows: i32, block: i32, scratch: usize, scratchBytes: usize): void {
    const own = scratch + <usize>thread * scratchBytes;
    for (let first = takeNear(counter, block, rows); first < rows; first = takeNear(counter, block, rows))
      for (let row = first; row < min(first + block, rows); row++) {
        store<i32>(own, 17 + thread);
        atomic.add<i32>(takenBy + (<usize>row << 2), load<i32>(own));
      }
  }
  export function failInWorkers(counter: usize): void {
    if (takeRows(counter, 1) >= 0 && thread > 0) unreachable();
    while (atomic.load<i32>(counter) < 2) {} // a worker has begun
  }
  export function awaitFlag(counter: usize, dies: i32, flag: usize): void { while (atomic.load<i32>(flag) == 0) {} }
  export function failHere(counter: usize): void { if (thread == 0) unreachable(); }
  export function sum(values: usize, n: i32): f32 {
    let sum: f32 = 0;
    for (let i = 0; i < n; i++) sum += load<f32>(values + (<usize>i << 2));
    return sum;
  }`;

let binary: KernelBinary;
beforeAll(async () => {
  binary = await kernelOf(source);
});

const n = 1000;
const numbers = Float32Array.from({ length: n }, (_, i) => i / 7);

/** The squares of the numbers, and how many threads the work had. */
async function squares(threads: number, open = openKernel) {
  const kernel = await open(binary, bytesFor(4 * n, 64));
  const values = floatsOf(kernel, numbers);
  const byThread = kernel.ints(16);
  return kernel.withThreads(threads, (had) => {
    kernel.parallel('squares', values.byteOffset, n, byThread.byteOffset);
    expect(byThread.reduce((sum, rows) => sum + rows)).toBe(n);
    return { values: values.slice(), had };
  });
}

describe('a kernel', () => {
  it.each([1, 2, 3])('gives the same on %i threads', async (threads) => {
    expect(await squares(threads)).toEqual({ values: numbers.map((value) => value * value), had: threads });
  });

  it('has all threads at work at once, each with a number of its own', async () => {
    const kernel = await openKernel(binary, 64);
    const byThread = kernel.ints(16);
    await kernel.withThreads(3, () => kernel.parallel('meet', 3, byThread.byteOffset));
    expect([...byThread.subarray(0, 4)]).toEqual([1, 1, 1, 0]);
  });

  it.each([0, 1, 5, 1000])('shares %i rows, each taken once, by threads with scratch of their own', async (rows) => {
    const kernel = await openKernel(binary, bytesFor(4 * rows), 64);
    const takenBy = kernel.ints(rows);
    const args = [takenBy.byteOffset, rows, 3, kernel.scratch.byteOffset, kernel.scratch.length];
    expect(kernel.threads).toBe(1);
    await kernel.withThreads(3, (threads) => {
      expect(kernel.threads).toBe(threads);
      kernel.parallel('shares', ...args);
      expect(takenBy.every((once) => once >= 17 && once <= 19)).toBe(true);
      takenBy.fill(0);
      kernel.alone('shares', ...args);
    });
    expect(takenBy.every((once) => once === 17)).toBe(true);
  });

  it('calls a function on this thread alone and gives its result', async () => {
    const kernel = await openKernel(binary, 64);
    const values = floatsOf(kernel, [1, 2, 3.5]);
    expect(kernel.call('sum', values.byteOffset, 3)).toBe(6.5);
  });

  it.each(['failInWorkers', 'failHere'])('gives one error where %s, and works on', async (name) => {
    const kernel = await openKernel(binary, 64);
    const byThread = kernel.ints(16);
    await kernel.withThreads(3, () => {
      expect(() => kernel.parallel(name)).toThrow(/failed in a worker|unreachable/);
      kernel.parallel('meet', 3, byThread.byteOffset);
    });
    expect(byThread.reduce((sum, count) => sum + count)).toBe(3);
  });

  it('knows no function that its binary lacks, on however many threads', async () => {
    const kernel = await openKernel(binary, 64);
    await kernel.withThreads(3, () => expect(() => kernel.parallel('cubes')).toThrow('no function cubes'));
  });

  it('does one thing at a time', async () => {
    const kernel = await openKernel(binary, 64);
    const byThread = kernel.ints(16);
    const meet = (threads: number) => kernel.parallel('meet', threads, byThread.byteOffset);
    const first = kernel.withThreads(3, meet);
    await expect(kernel.withThreads(2, meet)).rejects.toThrow(/at work/);
    await first;
    await kernel.withThreads(2, meet);
    expect([...byThread.subarray(0, 4)]).toEqual([1, 1, 1, 0]);
  });

  it('lends its workers to kernels that work at the same time', async () => {
    const results = await Promise.all([squares(3), squares(2), squares(3)]);
    expect(results.map(({ had }) => had)).toEqual([3, 2, 3]);
    expect(results[1]!.values).toEqual(results[0]!.values);
  });

  it('gives arrays of zeros, one after another, on cache lines of their own', async () => {
    const kernel = await openKernel(binary, bytesFor(4, 8, 12, 1));
    const arrays = [kernel.floats(1), kernel.doubles(1), intsOf(kernel, [0, 0, 0]), kernel.bytes(1)];
    const first = arrays[0]!.byteOffset;
    expect(arrays.map(({ byteOffset }) => byteOffset - first)).toEqual([0, 64, 128, 192]);
    expect(arrays.every((array) => array.every((value) => value === 0))).toBe(true);
  });

  it('says so when more arrays are asked of it than it was opened for', async () => {
    const kernel = await openKernel(binary, bytesFor(4 * n));
    expect(() => kernel.floats(100 * n)).toThrow(/exceed/);
  });
});

it('is built with relaxed SIMD too where it multiplies and adds, and that build is taken', async () => {
  expect(binary.relaxed).toBeUndefined();
  const madd = await kernelOf(`
    import { multiplyAdd } from './lib/multiply-add';
    export function madd(at: usize): void { v128.store(at, multiplyAdd(v128.load(at), v128.load(at), v128.load(at))); }`);
  const compile = vi.spyOn(WebAssembly, 'compile');
  const kernel = await openKernel(madd, 64);
  expect(compile.mock.calls).toEqual([[Buffer.from(madd.relaxed!, 'base64')]]);
  compile.mockRestore();
  const values = floatsOf(kernel, [0, 1, 2, 3]);
  kernel.call('madd', values.byteOffset);
  expect([...values]).toEqual([0, 2, 6, 12]);
});

describe('a worker that dies', () => {
  /** The modules anew, with workers that a test can reach, and that die in the midst of work where its first argument is 1. */
  async function watched() {
    vi.resetModules();
    const workers: Worker[] = [];
    class Watched extends Worker {
      constructor(program: string, options: ConstructorParameters<typeof Worker>[1]) {
        const death = 'if (args[1] === 1) { new Int32Array(memory.buffer)[args[2] / 4] = 1; process.exit(); }';
        super(program.replace('try {', `${death} try {`), options);
        workers.push(this);
      }
    }
    vi.doMock('node:worker_threads', () => ({ Worker: Watched }));
    const { openKernel } = await import('./kernel.js');
    vi.doUnmock('node:worker_threads');
    const kernel = await openKernel(binary, bytesFor(4 * n, 64));
    return { kernel, workers, values: floatsOf(kernel, numbers), byThread: kernel.ints(16) };
  }

  it.each(['as work begins', 'between two works'])('%s is done without, and others take its place', async (when) => {
    const { kernel, workers, values, byThread } = await watched();
    await kernel.withThreads(3, async (threads) => {
      kernel.parallel('meet', threads, byThread.byteOffset);
      const dying = workers[0]!.terminate(); // which it hears of later
      if (when === 'between two works') await dying;
      kernel.parallel('squares', values.byteOffset, n, byThread.byteOffset);
      expect(values).toEqual(numbers.map((x) => x * x));
      await dying;
    });
    byThread.fill(0);
    await kernel.withThreads(3, (threads) => kernel.parallel('meet', threads, byThread.byteOffset));
    expect([...byThread.subarray(0, 4)]).toEqual([1, 1, 1, 0]);
    expect(workers.length).toBe(3);
    await workers[2]!.terminate();
    await kernel.withThreads(3, (threads) => expect(threads).toBe(1));
  });

  it('in the midst of work is one error', async () => {
    const { kernel, byThread } = await watched();
    await kernel.withThreads(2, () =>
      expect(() => kernel.parallel('awaitFlag', 1, byThread.byteOffset)).toThrow(
        'a worker thread died while the kernel awaitFlag ran',
      ),
    );
  });
});

describe('a machine without', () => {
  afterEach(() => {
    vi.doUnmock('node:worker_threads');
    vi.resetModules();
  });

  it('workers gives the same on one thread', async () => {
    vi.resetModules();
    class Worker {
      constructor() {
        throw new Error('no workers here');
      }
    }
    vi.doMock('node:worker_threads', () => ({ Worker }));
    const { openKernel } = await import('./kernel.js');
    expect(await squares(3, openKernel)).toEqual({ ...(await squares(1)), had: 1 });
  });

  it('shared memory gives the same on one thread', async () => {
    const right = await squares(1);
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        if (descriptor.shared) throw new RangeError('no shared memory here');
        super(descriptor);
      }
    };
    try {
      expect(await squares(3)).toEqual(right);
    } finally {
      WebAssembly.Memory = Memory;
    }
  });
});

describe('memory', () => {
  it('that a kernel cannot have is one error, before anything is allocated', async () => {
    await expect(openKernel(binary, Math.min(2 ** 32, totalmem()))).rejects.toThrow(InputError);
    await expect(openKernel(binary, 5 * 2 ** 30)).rejects.toThrow(
      /needs 5.0 GiB of memory: .*\n {2}expected: smaller parameters/,
    );
  });

  it('that the machine does not give is the same kind of error', async () => {
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        if (descriptor.initial > 1000) throw new RangeError('could not allocate memory');
        super(descriptor);
      }
    };
    try {
      await expect(openKernel(binary, 2 ** 30)).rejects.toThrow(InputError);
    } finally {
      WebAssembly.Memory = Memory;
    }
  });
});

it('a process with idle workers ends by itself', async () => {
  const module = fileURLToPath(new URL('kernel.ts', import.meta.url));
  const script = `
    import { openKernel } from '${module}';
    const kernel = await openKernel(${JSON.stringify(binary)}, 64);
    const byThread = kernel.ints(16);
    const had = await kernel.withThreads(2, (threads) => { kernel.parallel('meet', threads, byThread.byteOffset); return threads; });
    console.log('worked', had);`;
  const folder = await folderOf({ 'script.mts': script });
  const args = ['--import', 'tsx', join(folder, 'script.mts')];
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, timeout: 600_000 });
  expect(stdout).toMatch(/worked [12]/);
});
