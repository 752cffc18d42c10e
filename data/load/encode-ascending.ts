import { Vocabulary } from '../vocabulary.js';

/** Puts into the array each entry's dense id for its id; returns the vocabulary of the distinct ids, in ascending order. */
export function encodeAscending(ids: Int32Array): Vocabulary {
  let largest = 0;
  for (let i = 0; i < ids.length; i++) if (ids[i]! > largest) largest = ids[i]!;
  const codes = largest < 16 * ids.length + 65_536 ? codesByTable(ids, largest) : codesByMap(ids);
  for (let i = 0; i < ids.length; i++) ids[i] = codes.of(ids[i]!);
  return new Vocabulary(codes.distinct);
}

interface Codes {
  readonly distinct: Int32Array;
  readonly of: (id: number) => number;
}

/** One place in memory for each possible id: for ids that are fairly dense this takes a tenth of a map's time. */
function codesByTable(ids: Int32Array, largest: number): Codes {
  const code = new Int32Array(largest + 1);
  for (let i = 0; i < ids.length; i++) code[ids[i]!] = 1;
  let size = 0;
  for (let id = 0; id <= largest; id++) code[id] = code[id] === 1 ? size++ : -1;
  const distinct = new Int32Array(size);
  for (let id = 0; id <= largest; id++) if (code[id]! >= 0) distinct[code[id]!] = id;
  return { distinct, of: (id) => code[id]! };
}

function codesByMap(ids: Int32Array): Codes {
  const distinct = Int32Array.from(new Set(ids)).sort();
  const code = new Map(Array.from(distinct, (id, dense) => [id, dense]));
  return { distinct, of: (id) => code.get(id)! };
}
