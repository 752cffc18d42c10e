import type { EventLog } from './event-log.js';
import { Vocabulary } from './vocabulary.js';

/** A log whose vocabularies hold only the ids that occur in it, in ascending order of the shop's ids. */
export function compact(log: EventLog): EventLog {
  const visitors = usedIds(log.visitor, log.visitors);
  const items = usedIds(log.item, log.items);
  return {
    ...log,
    visitor: log.visitor.map((id) => visitors.dense[id]!),
    item: log.item.map((id) => items.dense[id]!),
    visitors: visitors.vocabulary,
    items: items.vocabulary,
  };
}

/** The vocabulary of the ids that occur in `codes`, ascending, and each old dense id's new one, −1 where unused. */
export function usedIds(codes: Int32Array, old: Vocabulary): { vocabulary: Vocabulary; dense: Int32Array } {
  const dense = new Int32Array(old.size).fill(-1);
  for (const code of codes) dense[code] = 0;
  const ids = old.ids.filter((_, code) => dense[code] === 0).sort();
  const vocabulary = new Vocabulary(ids);
  const ascending = old.ids.every((id, code) => code === 0 || id > old.ids[code - 1]!);
  for (let code = 0, next = 0; code < dense.length; code++)
    if (dense[code] === 0) dense[code] = ascending ? next++ : vocabulary.indexOf(old.ids[code]!);
  return { vocabulary, dense };
}
