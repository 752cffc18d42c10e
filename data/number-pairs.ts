/** Distinct pairs of two columns: the number of each row's, and the first row of each, in order of first appearance. */
export interface NumberedPairs {
  readonly number: Int32Array;
  readonly first: Int32Array;
}

/** Numbers the distinct pairs of the values of two columns: a hash table with open addressing over rows. */
export function numberPairs(a: Int32Array, b: Int32Array): NumberedPairs {
  const number = new Int32Array(a.length);
  let first = new Int32Array(1024);
  let size = 0;
  let slots = new Int32Array(4096).fill(-1);
  const slotOf = (row: number): number => {
    const last = slots.length - 1;
    let hash = Math.imul(a[row]!, 0x9e3779b1) ^ Math.imul(b[row]!, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & last;
    for (let known = slots[slot]!; known >= 0; known = slots[slot]!) {
      if (a[first[known]!] === a[row] && b[first[known]!] === b[row]) break;
      slot = (slot + 1) & last;
    }
    return slot;
  };
  for (let row = 0; row < number.length; row++) {
    const slot = slotOf(row);
    if (slots[slot]! >= 0) {
      number[row] = slots[slot]!;
      continue;
    }
    if (size === first.length) {
      const grown = new Int32Array(2 * size);
      grown.set(first);
      first = grown;
    }
    slots[slot] = size;
    first[size] = row;
    number[row] = size++;
    if (2 * size <= slots.length) continue;
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let known = 0; known < size; known++) slots[slotOf(first[known]!)] = known;
  }
  return { number, first: first.slice(0, size) };
}
