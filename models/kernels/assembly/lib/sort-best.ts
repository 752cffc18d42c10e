/**
 * Sorts the keys `low … high`, distinct 64-bit numbers, the largest first, as far as place `k`: a quicksort that leaves
 * alone what lies beyond (partial quicksort, Martínez 2004).
 */
export function sortBest(keys: usize, low: i32, high: i32, k: i32): void {
  while (high - low > 16) {
    const place = partition(keys, low, high);
    if (place + 1 < k) sortBest(keys, place + 1, high, k);
    high = place;
  }
  for (let at = low + 1; at < high; at++) {
    const key = load<u64>(keys + 8 * <usize>at);
    let to = keys + 8 * <usize>at;
    for (; to > keys + 8 * <usize>low && load<u64>(to - 8) < key; to -= 8) store<u64>(to, load<u64>(to - 8));
    store<u64>(to, key);
  }
}

/** Moves the larger keys before the middle one, the others behind it, and gives its place. No branches: keys are random. */
function partition(keys: usize, low: i32, high: i32): i32 {
  const first = keys + 8 * <usize>low;
  const end = keys + 8 * <usize>high;
  const middle = keys + 8 * <usize>((low + high) >> 1);
  const pivot = load<u64>(middle);
  store<u64>(middle, load<u64>(first));
  let smaller = first + 8; // where the first key stands that is not larger
  for (let at = smaller; at < end; at += 8) {
    const key = load<u64>(at);
    store<u64>(at, load<u64>(smaller));
    store<u64>(smaller, key);
    smaller += <usize>i32(key > pivot) << 3;
  }
  store<u64>(first, load<u64>(smaller - 8));
  store<u64>(smaller - 8, pivot);
  return <i32>((smaller - 8 - keys) >> 3);
}
