import { InputError, type Lists, listAt, packLists } from '../../../data/index.js';
import type { Queries, Rankings } from '../../base/recommender.js';

/** The data that early stopping holds out of train, and validates on after each epoch. */
export interface HeldOut {
  /** The remaining training data; a list without remaining items stays as an empty list, so that all keep their numbers. */
  readonly kept: Lists;
  readonly queries: Queries;
  /** The target item of each query. */
  readonly targets: Int32Array;
}

/**
 * Holds out the sequences that end last, as a whole: each of their items is a target, given those before it.
 * @param ends time of each sequence's end; ties in order of the sequences.
 * @param share of the sequences with two different items or more; at least one of them is held out.
 * @throws InputError when fewer than two sequences have two different items.
 */
export function holdOutSequences(sequences: Lists, ends: ArrayLike<number>, share: number): HeldOut {
  const held = latest(sequences, ends, share);
  const asked = held.flatMap((list) => {
    const [from, to] = [sequences.offsets[list]!, sequences.offsets[list + 1]!];
    return Array.from({ length: to - from - 1 }, (_, i) => ({ visitor: nobody, from, to: from + i + 1, exclude: [] }));
  });
  const isHeld = new Set(held);
  return {
    kept: mapLists(sequences, (items, list) => (isHeld.has(list) ? [] : items)),
    queries: queriesOf(sequences.values, asked, 'session'),
    targets: Int32Array.from(asked, ({ to }) => sequences.values[to]!),
  };
}

/**
 * Holds out the last item of the histories that end last, at every place where it occurs. It is the target, given the rest, whose
 * items are excluded from the answer. List `i` is visitor `i`.
 * @param ends time of each history's end; ties in order of the histories.
 * @param share of the histories with two different items or more; at least one of them is held out.
 * @throws InputError when fewer than two histories have two different items.
 */
export function holdOutLastItems(histories: Lists, ends: ArrayLike<number>, share: number): HeldOut {
  const held = latest(histories, ends, share);
  const targets = Int32Array.from(held, (list) => listAt(histories, list).at(-1)!);
  const targetOf = new Map(held.map((list, i) => [list, targets[i]!]));
  const kept = mapLists(histories, (items, list) => items.filter((item) => item !== targetOf.get(list)));
  const asked = held.map((list) => ({
    visitor: list,
    from: kept.offsets[list]!,
    to: kept.offsets[list + 1]!,
    exclude: [...new Set(listAt(kept, list))].sort((a, b) => a - b),
  }));
  return { kept, queries: queriesOf(kept.values, asked, 'history'), targets };
}

/** Mean of 1 / rank of each query's target, 0 where it is not among the first `k`; among equal scores the target comes last. */
export function meanReciprocalRank(rankings: Rankings, targets: Int32Array, k = 20): number {
  let sum = 0;
  for (const [query, target] of targets.entries()) {
    const row = [query * rankings.k, query * rankings.k + Math.min(k, rankings.k)] as const;
    const at = rankings.items.subarray(...row).indexOf(target);
    if (at < 0) continue;
    const scores = rankings.scores.subarray(...row);
    sum += 1 / (scores.lastIndexOf(scores[at]!) + 1);
  }
  return sum / targets.length;
}

const nobody = 0x7fffffff;

/** The ascending numbers of the lists that end last, among those with two different items. */
function latest(lists: Lists, ends: ArrayLike<number>, share: number): number[] {
  const usable = Array.from({ length: lists.offsets.length - 1 }, (_, list) => list).filter((list) => {
    const items = listAt(lists, list);
    return items.some((item) => item !== items[0]);
  });
  if (usable.length < 2)
    throw new InputError(
      'early stopping holds sequences out of train, and train has fewer than two of two different items',
      {},
      'a larger log, or patience 0',
    );
  const count = Math.min(usable.length - 1, Math.max(1, Math.round(share * usable.length)));
  return usable
    .sort((a, b) => ends[a]! - ends[b]! || a - b)
    .slice(-count)
    .sort((a, b) => a - b);
}

const mapLists = (lists: Lists, of: (items: Int32Array, list: number) => ArrayLike<number>): Lists =>
  packLists(Array.from({ length: lists.offsets.length - 1 }, (_, list) => of(listAt(lists, list), list)));

interface Asked {
  readonly visitor: number;
  readonly from: number;
  readonly to: number;
  readonly exclude: readonly number[];
}

function queriesOf(item: Int32Array, asked: readonly Asked[], scope: Queries['scope']): Queries {
  return {
    visitor: Int32Array.from(asked, ({ visitor }) => visitor),
    time: new Float64Array(asked.length),
    from: Int32Array.from(asked, ({ from }) => from),
    sessionFrom: Int32Array.from(asked, ({ from, to }) => (scope === 'session' ? from : to)),
    to: Int32Array.from(asked, ({ to }) => to),
    events: { item, kind: new Uint8Array(item.length), time: new Float64Array(item.length) },
    exclude: packLists(asked.map(({ exclude }) => exclude)),
    scope,
  };
}
