import { ascendingOrder } from './ascending-order.js';
import type { EventLog } from './event-log.js';
import { takeIds } from './ids.js';
import type { Vocabulary } from './vocabulary.js';

/** Returns the log with vocabularies of only the ids that occur in it, in ascending order of the shop's ids. */
export function compact(log: EventLog): EventLog {
  const visitors = usedIds(log.visitor, log.visitors);
  const items = usedIds(log.item, log.items);
  const orders = usedIds(log.transaction, log.orders);
  return {
    ...log,
    visitor: translate(log.visitor, visitors.dense),
    item: translate(log.item, items.dense),
    transaction: translate(log.transaction, orders.dense),
    visitors: visitors.vocabulary,
    items: items.vocabulary,
    orders: orders.vocabulary,
  };
}

/** Returns the vocabulary of the ids that occur in `codes`, ascending, and the new dense id of each old one, −1 where unused. */
export function usedIds(codes: Int32Array, old: Vocabulary): { vocabulary: Vocabulary; dense: Int32Array } {
  const dense = new Int32Array(old.size).fill(-1);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) dense[codes[i]!] = 0;
  const used = new Int32Array(old.size);
  let size = 0;
  for (let code = 0; code < old.size; code++) if (dense[code] === 0) used[size++] = code;
  const inUse = used.subarray(0, size);
  const inOrder = ascending(old, inUse);
  for (let i = 0; i < size; i++) dense[inOrder[i]!] = i;
  const isSame = size === old.size && inOrder === inUse;
  return { vocabulary: isSame ? old : old.take(inOrder), dense };
}

/** Codes in ascending order of the shop's ids: as they are where they are so already, which nearly all vocabularies are. */
function ascending(vocabulary: Vocabulary, codes: Int32Array): Int32Array {
  let at = 1;
  while (at < codes.length && vocabulary.compare(codes[at - 1]!, codes[at]!) < 0) at++;
  if (at >= codes.length) return codes;
  const ids = codes.length === vocabulary.size ? vocabulary.ids : takeIds(vocabulary.ids, codes);
  return ascendingOrder(ids).map((place) => codes[place]!);
}

/** Writes each code's entry in `dense`, −1 for codes outside, to `to`: a separate array, or `codes` itself. */
export function translate(
  codes: Int32Array,
  dense: Int32Array,
  to: Int32Array = new Int32Array(codes.length),
): Int32Array {
  for (let i = 0; i < codes.length; i++) to[i] = dense[codes[i]!] ?? -1;
  return to;
}
