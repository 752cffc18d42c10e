import { IdIndex } from '../id-index.js';
import { Vocabulary } from '../vocabulary.js';

/** Replaces each id in the array by its dense id, −1 kept; returns the vocabulary of the distinct ids, in ascending order. */
export function encodeAscending(ids: Int32Array): Vocabulary {
  let largest = 0;
  for (let i = 0; i < ids.length; i++) if (ids[i]! > largest) largest = ids[i]!;
  const distinct = largest < 4 * ids.length + 65_536 ? encodeByTable(ids, largest) : encodeByHash(ids);
  return new Vocabulary(distinct);
}

/** A table with one entry for each possible id: for fairly dense ids this takes a fraction of a hash table's time. */
function encodeByTable(ids: Int32Array, largest: number): Int32Array {
  const code = new Int32Array(largest + 1);
  for (let i = 0; i < ids.length; i++) if (ids[i]! >= 0) code[ids[i]!] = 1;
  let size = 0;
  for (let id = 0; id <= largest; id++) code[id] = code[id] === 1 ? size++ : -1;
  const distinct = new Int32Array(size);
  for (let id = 0; id <= largest; id++) if (code[id]! >= 0) distinct[code[id]!] = id;
  for (let i = 0; i < ids.length; i++) if (ids[i]! >= 0) ids[i] = code[ids[i]!]!;
  return distinct;
}

function encodeByHash(ids: Int32Array): Int32Array {
  const index = new IdIndex();
  for (let i = 0; i < ids.length; i++) if (ids[i]! >= 0) ids[i] = index.add(ids[i]!);
  const distinct = index.ids.slice().sort();
  const rank = new Int32Array(distinct.length);
  for (let dense = 0; dense < distinct.length; dense++) rank[index.numberOf(distinct[dense]!)] = dense;
  for (let i = 0; i < ids.length; i++) if (ids[i]! >= 0) ids[i] = rank[ids[i]!]!;
  return distinct;
}
