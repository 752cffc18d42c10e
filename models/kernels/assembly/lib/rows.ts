/** Number of this thread, from 0: each thread has an instance of its own, which the pool tells its number. */
export let thread: i32 = 0;

/** Takes the next `count` rows from a counter that all threads share, and gives the first of them. */
@inline
export function takeRows(counter: usize, count: i32): i32 {
  return atomic.add<i32>(counter, count);
}
