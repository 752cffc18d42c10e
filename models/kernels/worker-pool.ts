import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** Worker threads that work for one kernel, besides the thread that calls it. */
export interface WorkerPool {
  readonly size: number;
  /** Starts one exported function on all workers, by its place among the exports. */
  begin(name: number, args: readonly number[]): void;
  /**
   * Waits for the workers that have begun; those that have not, for want of a processor, are no longer needed. So the work must
   * be complete when this thread has no more to do. @throws Error when a worker failed or died.
   */
  end(name: string): void;
  /** Releases the workers, which then wait for the next kernel. */
  leave(): void;
}

// The words by which begin and the workers communicate, in a small shared array of their own.
const turn = 0; // incremented by every begin and leave; workers wait for that
const gate = 1; // workers at work, and whether more may begin; the caller waits for them
const failed = 2;
const called = 3; // place of the function among the exports, −1 to leave
const count = 4; // number of arguments
const asleep = 5; // number of workers that must be woken
const waits = 6; // whether the caller must be woken
const words = 7;
const mostArgs = 32;
/** In `gate`: more may begin. */
const open = 2 ** 30;
/**
 * How long a waiting thread spins before it sleeps, in ms: a model's step consists of some dozen works of 0.05 to 2 ms, and sleeping
 * and waking takes as long as the shortest.
 */
const alert = 0.1;
/** How long to wait for workers before checking whether they are alive, in ms. */
const patience = 200;

/**
 * The workers' program. It is text, not a module, because Node, tsx and test runners all load a TypeScript file in a worker
 * differently, and it must run under each. Everything that computes is in the kernel.
 */
const program = `
  const { parentPort } = require('node:worker_threads');
  require('node:v8').setFlagsFromString('--expose-gc');
  const collect = require('node:vm').runInNewContext('gc');
  parentPort.on('message', ({ module, memory, words, args, thread }) => {
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    if (exports.thread) exports.thread.value = thread;
    const functions = Object.values(exports);
    let seen = Atomics.load(words, ${turn});
    parentPort.postMessage('joined');
    for (;;) {
      const until = performance.now() + ${alert};
      while (Atomics.load(words, ${turn}) === seen && performance.now() < until);
      if (Atomics.load(words, ${turn}) === seen) {
        Atomics.add(words, ${asleep}, 1);
        Atomics.wait(words, ${turn}, seen);
        Atomics.sub(words, ${asleep}, 1);
      }
      seen = Atomics.load(words, ${turn});
      if (words[${called}] < 0) return setImmediate(collect); // an idle thread would hold on to the kernel's memory
      let state = Atomics.load(words, ${gate});
      for (let was; state & ${open}; state = was)
        if ((was = Atomics.compareExchange(words, ${gate}, state, state + 1)) === state) break;
      if (!(state & ${open})) continue; // it was done without this worker
      seen = Atomics.load(words, ${turn});
      try {
        functions[words[${called}]](...args.subarray(0, words[${count}]));
      } catch (error) {
        words[${failed}] = 1;
      }
      if (Atomics.sub(words, ${gate}, 1) === 1 && Atomics.load(words, ${waits})) Atomics.notify(words, ${gate});
    }
  });
`;

const idle: Promise<Worker>[] = [];

/** Starts workers without waiting for them, so that a later {@link gather} of such a size is immediate. */
export function prepare(size: number): void {
  while (idle.length < size) {
    const worker = start();
    worker.catch(() => {}); // the failure is handled in gather
    idle.push(worker);
  }
}

/** Assigns idle workers, or new ones, to a kernel; undefined where the machine cannot run them. */
export async function gather(
  size: number,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<WorkerPool | undefined> {
  const state = new Int32Array(new SharedArrayBuffer(4 * words));
  const args = new Float64Array(new SharedArrayBuffer(8 * mostArgs));
  prepare(size);
  const taken = idle.splice(0, size);
  try {
    const workers = await Promise.all(taken);
    await Promise.all(workers.map((worker, i) => join(worker, { module, memory, words: state, args, thread: i + 1 })));
    return poolOf(workers, state, args);
  } catch {
    for (const worker of taken)
      worker.then(
        (started) => started.terminate(),
        () => {}, // it never was
      );
    return undefined;
  }
}

async function start(): Promise<Worker> {
  // Without the parent's flags, because it needs no loaders and inspectors.
  const worker = new Worker(program, { eval: true, execArgv: [] });
  await once(worker, 'online');
  worker.on('error', () => {}); // noticed by the thread that waits for its work
  worker.unref();
  return worker;
}

async function join(worker: Worker, message: object): Promise<void> {
  if (worker.threadId < 0) throw new Error('the worker has stopped, and would never answer');
  worker.ref(); // otherwise a process with nothing else to do would end here
  const joined = once(worker, 'message');
  worker.postMessage(message);
  await joined;
  worker.unref();
}

/**
 * Whether a worker has stopped. A waiting thread receives no event, but can query how long the worker's event loop has run: that
 * of a stopped worker reports 0, or −1 for idle.
 */
function isDead({ performance }: Worker): boolean {
  const { active, idle } = performance.eventLoopUtilization();
  return active === 0 || idle < 0;
}

function poolOf(workers: Worker[], state: Int32Array, args: Float64Array): WorkerPool {
  const wake = () => {
    Atomics.add(state, turn, 1);
    if (Atomics.load(state, asleep) > 0) Atomics.notify(state, turn);
  };
  return {
    size: workers.length,
    begin: (name, given) => {
      args.set(given);
      state[called] = name;
      state[count] = given.length;
      state[failed] = 0;
      Atomics.store(state, gate, open);
      wake();
    },
    end: (name) => {
      Atomics.sub(state, gate, open);
      const until = performance.now() + alert;
      while (Atomics.load(state, gate) > 0 && performance.now() < until);
      Atomics.store(state, waits, 1);
      for (let left = Atomics.load(state, gate); left > 0; left = Atomics.load(state, gate))
        if (Atomics.wait(state, gate, left, patience) === 'timed-out' && workers.some(isDead))
          throw new Error(`a worker thread died while the kernel ${name} ran`);
      Atomics.store(state, waits, 0);
      if (state[failed]) throw new Error(`the kernel ${name} failed in a worker`);
    },
    leave: () => {
      state[called] = -1;
      wake();
      for (const worker of workers) if (!isDead(worker)) idle.push(Promise.resolve(worker));
    },
  };
}
