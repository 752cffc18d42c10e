// Ends a command at once if Node's memory limits are so low that the engine would abort in the midst of the work.
import { readFileSync } from 'node:fs';
import { getHeapStatistics } from 'node:v8';

const [mebi, gibi] = [2 ** 20, 2 ** 30];
/** Node's limit counts the heap's young generation, which does not shrink with the old one: 48 MiB, from Node 24 on 192. */
const youngHeap = (Number.parseInt(process.versions.node, 10) < 24 ? 48 : 192) * mebi;
/** Heap needed by all models on a small log, and by two quick ones on 2.7 million events; typed arrays lie outside the heap. */
const leastHeap = youngHeap + 52 * mebi;
/** Address space: a WebAssembly memory takes ten GiB for its guard pages alone, unless Node checks bounds itself. */
const leastAddresses = { guarded: 128 * gibi, checked: 4 * gibi };

const heap = getHeapStatistics().heap_size_limit;
if (heap < leastHeap)
  fail(
    `Node's heap may take ${Math.round(heap / mebi)} MiB, and ${leastHeap / mebi} are needed`,
    'no --max-old-space-size (in NODE_OPTIONS), or one of 64 or more; of 256 for a log of millions of events',
  );

const isChecked = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').includes('--disable-wasm-trap-handler');
const least = isChecked ? leastAddresses.checked : leastAddresses.guarded;
const addresses = addressLimit();
if (addresses < least)
  fail(
    `the address space is limited to ${(addresses / gibi).toFixed(1)} GiB (ulimit -v), and ${least / gibi} are needed`,
    isChecked
      ? 'a larger limit, or none'
      : `no limit, or one of ${leastAddresses.checked / gibi} GiB with NODE_OPTIONS=--disable-wasm-trap-handler, which is slower`,
  );

/** The limit of the process's address space in bytes; known on Linux only. */
function addressLimit() {
  try {
    const [, soft] = /^Max address space +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === undefined ? Number.POSITIVE_INFINITY : Number(soft);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function fail(problem, expected) {
  process.stderr.write(`error: ${problem}\n  expected: ${expected}\n`);
  process.exit(1);
}
