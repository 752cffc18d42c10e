import { type Ids, idAt, idCount, isText } from '../ids.js';

/** Whether all ids are written as whole numbers from 0 to `largest` are (`7`, not `07`): then they can leave as numbers. */
export function areWholeNumbers(ids: Ids, largest: bigint): boolean {
  if (!isText(ids)) return true;
  for (let at = 0; at < idCount(ids); at++) {
    const id = String(idAt(ids, at));
    if (!/^(0|[1-9][0-9]*)$/.test(id) || id.length > 20 || BigInt(id) > largest) return false;
  }
  return true;
}
