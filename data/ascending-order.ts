import { compareIds, type Ids, isText, type TextIds } from './ids.js';
import { stableOrder } from './stable-order.js';

/** Bytes of a text that one key holds. With one of 257 digits for each it stays below 2⁵³, so a 64-bit float holds it exactly. */
const bytesInKey = 6;
/** Fewer texts than this are compared in pairs. */
const few = 1000;

/** Returns the positions of a column's ids in ascending order, equal ones in order of position: numbers by value, texts by their bytes. */
export function ascendingOrder(ids: Ids): Int32Array {
  if (!isText(ids)) return stableOrder(ids);
  const order = Int32Array.from({ length: ids.offsets.length - 1 }, (_, position) => position);
  sortFrom(ids, order, 0);
  return order;
}

/** Sorts positions of texts that agree in the bytes before `skip`: by the next bytes, then those that agree in them too. */
function sortFrom(ids: TextIds, positions: Int32Array, skip: number): void {
  if (positions.length < few) {
    positions.sort((a, b) => compareIds(ids, a, b) || a - b);
    return;
  }
  const keys = new Float64Array(positions.length);
  for (let i = 0; i < keys.length; i++) keys[i] = keyOf(ids, positions[i]!, skip);
  const order = stableOrder(keys);
  positions.set(order.map((at) => positions[at]!));
  for (let from = 0, to = 0; from < order.length; from = to) {
    const key = keys[order[from]!]!;
    while (to < order.length && keys[order[to]!] === key) to++;
    const areEnded = key % 257 === 0;
    if (to - from > 1 && !areEnded) sortFrom(ids, positions.subarray(from, to), skip + bytesInKey);
  }
}

/** The bytes of a text after the first `skip` as a number in base 257, where 0 stands for its end. */
function keyOf({ bytes, offsets }: TextIds, position: number, skip: number): number {
  const start = offsets[position]! + skip;
  const end = offsets[position + 1]!;
  let key = 0;
  for (let at = start; at < start + bytesInKey; at++) key = 257 * key + (at < end ? bytes[at]! + 1 : 0);
  return key;
}
