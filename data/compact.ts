import type { EventLog } from './event-log.js';
import { Vocabulary } from './vocabulary.js';

/** Returns the log with vocabularies of only the ids that occur in it, in ascending order of the shop's ids. */
export function compact(log: EventLog): EventLog {
  const visitors = usedIds(log.visitor, log.visitors);
  const items = usedIds(log.item, log.items);
  return {
    ...log,
    visitor: translate(log.visitor, visitors.dense),
    item: translate(log.item, items.dense),
    visitors: visitors.vocabulary,
    items: items.vocabulary,
  };
}

/** Returns the vocabulary of the ids that occur in `codes`, ascending, and the new dense id of each old one, −1 where unused. */
export function usedIds(codes: Int32Array, old: Vocabulary): { vocabulary: Vocabulary; dense: Int32Array } {
  const dense = new Int32Array(old.size).fill(-1);
  for (let i = 0; i < codes.length; i++) dense[codes[i]!] = 0;
  const ids = new Int32Array(old.size);
  let size = 0;
  let ascending = true;
  for (let code = 0; code < old.size; code++) {
    if (dense[code]! < 0) continue;
    const id = old.ids[code]!;
    if (size > 0 && id < ids[size - 1]!) ascending = false;
    dense[code] = size;
    ids[size++] = id;
  }
  const vocabulary = new Vocabulary(ids.slice(0, size));
  if (!ascending) {
    vocabulary.ids.sort();
    for (let code = 0; code < old.size; code++) dense[code] = vocabulary.indexOf(old.ids[code]!);
  }
  return { vocabulary, dense };
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
