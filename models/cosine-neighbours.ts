import { groupBy, type Lists } from '../data/index.js';
import type { DistinctPairs } from './distinct-pairs.js';
import { TopK } from './rankings.js';
import { type RareFirst, rareFirst } from './rare-first.js';

/** For each item its neighbours, best first, and parallel to their values the similarity of each. */
export interface Neighbours extends Lists {
  readonly similarities: Float32Array;
}

/**
 * The `k` items most similar to each item: cosine of their columns in the binary visitor × item matrix,
 * |visitors of both| / √(|visitors of a| · |visitors of b|). Items that share no visitor are no neighbours; ties go to
 * the smaller item id.
 *
 * Item by item over a sparse accumulator, with two things that make it quick on a shop's log, where nearly all pairs of
 * items share a single visitor, and a few visitors of thousands of items make most of them:
 * - Of items that share one visitor with an item the rarer is the more similar: their ranks order them.
 * - The longest list of an item's visitors (its *host*'s) is not added up. Of what stands in that list alone only the first
 *   `k` can be neighbours; of the rest it is enough to know whether it stands there.
 *
 * Squares of cosines are compared: quotients of whole numbers, equal ones come out equal to the last bit, as roots would not.
 *
 * @param onRow called with the number of items done, now and then.
 */
export function cosineNeighbours(
  pairs: DistinctPairs,
  k: number,
  onRow: (done: number) => void = () => {},
): Neighbours {
  const matrix = rareFirst(pairs);
  const { itemAt, degree, byVisitor, byRank } = matrix;
  const items = itemAt.length;
  const visitors = byVisitor.offsets.length - 1;
  const guests = groupBy(hosts(matrix), visitors + 1);
  const hosted = new Int32Array(items).fill(-1); // the last host whose list held the item
  const shared = new Int32Array(items); // visitors in common with the item at hand, its host left out
  const touched = new Int32Array(items);
  const once = new Int32Array(items + k); // ranks of what shares a single visitor with it
  const often = new TopK(k); // the others
  const oftenItem = new Int32Array(k);
  const oftenScore = new Float64Array(k);

  const start = new Int32Array(items);
  const end = new Int32Array(items);
  const neighbours = new Int32Array(roomFor(matrix, k));
  const similarities = new Float32Array(neighbours.length);
  let size = 0;
  let done = 0;
  for (let host = 0; host < visitors; host++) {
    const first = byVisitor.offsets[host]!;
    const last = byVisitor.offsets[host + 1]!;
    for (let at = first; at < last; at++) hosted[byVisitor.values[at]!] = host;

    for (let guest = guests.offsets[host]!; guest < guests.offsets[host + 1]!; guest++) {
      if (done++ % 1024 === 0) onRow(done - 1);
      const rank = guests.values[guest]!;
      let others = 0;
      for (let at = byRank.offsets[rank]!; at < byRank.offsets[rank + 1]!; at++) {
        const visitor = byRank.values[at]!;
        if (visitor === host) continue;
        for (let to = byVisitor.offsets[visitor]!; to < byVisitor.offsets[visitor + 1]!; to++) {
          const other = byVisitor.values[to]!;
          if (shared[other]!++ === 0) touched[others++] = other;
        }
      }

      let singles = 0;
      shared[rank] = 1; // it is no candidate
      for (let at = first; at < last && singles < k; at++)
        if (shared[byVisitor.values[at]!] === 0) once[singles++] = byVisitor.values[at]!;
      const hostSingles = singles;
      const bound = singles === k ? once[k - 1]! : items;
      for (let i = 0; i < others; i++) {
        const other = touched[i]!;
        const both = shared[other]! + (hosted[other] === host ? 1 : 0);
        shared[other] = 0;
        if (other === rank) continue;
        if (both > 1) often.offer(itemAt[other]!, both ** 2 / (degree[rank]! * degree[other]!));
        else if (other < bound) once[singles++] = other;
      }
      shared[rank] = 0;
      if (singles > hostSingles) once.subarray(0, singles).sort();

      const item = itemAt[rank]!;
      const oftens = often.drain(oftenItem, oftenScore, 0);
      start[item] = size;
      for (let i = 0, j = 0; i + j < k && (i < singles || j < oftens); size++) {
        const other = i < singles ? itemAt[once[i]!]! : items;
        const score = i < singles ? 1 / (degree[rank]! * degree[once[i]!]!) : 0;
        if (j < oftens && (oftenScore[j]! > score || (oftenScore[j] === score && oftenItem[j]! < other))) {
          neighbours[size] = oftenItem[j]!;
          similarities[size] = Math.sqrt(oftenScore[j++]!);
        } else {
          neighbours[size] = other;
          similarities[size] = Math.sqrt(score);
          i++;
        }
      }
      end[item] = size;
    }
  }
  onRow(items);
  return inOrder(start, end, neighbours, similarities);
}

/** Of each item's visitors the one with the longest list; of items without, the number of visitors. */
function hosts({ byRank, byVisitor }: RareFirst): Int32Array {
  const host = new Int32Array(byRank.offsets.length - 1).fill(byVisitor.offsets.length - 1);
  for (let rank = 0; rank < host.length; rank++) {
    let most = 0;
    for (let at = byRank.offsets[rank]!; at < byRank.offsets[rank + 1]!; at++) {
      const visitor = byRank.values[at]!;
      const size = byVisitor.offsets[visitor + 1]! - byVisitor.offsets[visitor]!;
      if (size <= most) continue;
      most = size;
      host[rank] = visitor;
    }
  }
  return host;
}

/** How many neighbours there can be, `k` an item at most. */
function roomFor({ byRank, byVisitor }: RareFirst, k: number): number {
  let room = 0;
  for (let rank = 0; rank + 1 < byRank.offsets.length; rank++) {
    let own = 0;
    for (let at = byRank.offsets[rank]!; at < byRank.offsets[rank + 1]! && own < k; at++) {
      const visitor = byRank.values[at]!;
      own += byVisitor.offsets[visitor + 1]! - byVisitor.offsets[visitor]! - 1;
    }
    room += Math.min(k, own);
  }
  return room;
}

/** The lists that stand at `start[item] … end[item]`, laid end to end in order of the items. */
function inOrder(start: Int32Array, end: Int32Array, from: Int32Array, fromScores: Float32Array): Neighbours {
  const offsets = new Int32Array(start.length + 1);
  for (let item = 0; item < start.length; item++) offsets[item + 1] = offsets[item]! + end[item]! - start[item]!;
  const values = new Int32Array(offsets[start.length]!);
  const similarities = new Float32Array(values.length);
  for (let item = 0; item < start.length; item++)
    for (let at = start[item]!, to = offsets[item]!; at < end[item]!; at++, to++) {
      values[to] = from[at]!;
      similarities[to] = fromScores[at]!;
    }
  return { offsets, values, similarities };
}
