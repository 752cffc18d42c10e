/** Number of this thread, from 0: each thread has an instance of its own, which the pool tells its number. */
export let thread: i32 = 0;

/** Takes the next `count` rows from a counter that all threads share, and gives the first of them. */
@inline
export function takeRows(counter: usize, count: i32): i32 {
  return atomic.add<i32>(counter, count);
}

/**
 * Takes the next `count` of `rows`, first of this thread's own share of them, then of the others'; gives `rows` when all are taken.
 * From kernel to kernel a thread so comes back to the rows that its caches hold.
 *
 * Behind the counter stands the number of threads, then on a cache line for each how much of its share is taken.
 */
export function takeNear(counter: usize, count: i32, rows: i32): i32 {
  const threads = load<i32>(counter, 4);
  const blocks = (rows + count - 1) / count;
  for (let i = 0; i < threads; i++) {
    const owner = (thread + i) % threads;
    const block = (blocks * owner) / threads + atomic.add<i32>(counter + <usize>((1 + owner) << 6), 1);
    if (block < (blocks * (owner + 1)) / threads) return block * count;
  }
  return rows;
}
