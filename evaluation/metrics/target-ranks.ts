import type { Rankings } from '../../models/index.js';
import type { EvaluationTask } from '../task.js';

/**
 * The order of equal scores: first the items that are not targets (`conservative`, against the model), or first the targets
 * (`standard`: for a single target, 1 + the number of items scored strictly above it), or that of the list (`listed`).
 */
export type Ties = 'conservative' | 'standard' | 'listed';

/** The ranks of each query's targets: query `i` has the entries `offsets[i] … offsets[i + 1]`. */
export interface TargetRanks {
  readonly offsets: Int32Array;
  /** Ranks from 1, ascending within a query; Infinity if not found. */
  readonly ranks: Float64Array;
  /** Gain of the target at the same place in `ranks`; meaningless if not found. */
  readonly gain: Float64Array;
  /** The query's gains in descending order, as in the best possible ranking. */
  readonly ideal: Float64Array;
}

/**
 * Looks up the targets in ranked lists, O(lists × k).
 *
 * An item that is not in the list is not found. With `conservative` ties an item is not found either if its tie reaches the end
 * of a full list shorter than the query's candidates, because more items of that score may follow. Among tied targets the one
 * with the lower gain comes first (`standard`: with the higher).
 *
 * Scores 5 4 4 4 of items a b c d, of which b and d are targets: conservative ranks 3 and 4 when these are all the candidates,
 * Infinity twice when there are more; standard ranks 2 and 3 in both cases, listed ranks 2 and 4.
 * @throws Error when scores are NaN or rise along a row, or the rankings do not belong to this task.
 */
export function targetRanks(
  task: Pick<EvaluationTask, 'targets' | 'gain' | 'items' | 'queries'>,
  rankings: Rankings,
  ties: Ties = 'conservative',
): TargetRanks {
  const { k, items, scores } = rankings;
  const { offsets, values } = task.targets;
  const queries = offsets.length - 1;
  if (items.length !== queries * k || scores.length !== items.length) {
    throw new Error(`rankings hold ${items.length} entries, not ${queries} queries of ${k}`);
  }
  const excluded = task.queries.exclude.offsets;
  const conservative = ties === 'conservative';
  const ranks = new Float64Array(values.length).fill(Number.POSITIVE_INFINITY);
  const gain = new Float64Array(values.length);
  const isTarget = new Uint8Array(task.items); // of the current query; bytes, to stay in the processor's cache
  const hits = new Int32Array(longest(offsets)); // their places in the row

  for (let query = 0; query < queries; query++) {
    const from = offsets[query]!;
    const to = offsets[query + 1]!;
    const row = query * k;
    for (let t = from; t < to; t++) isTarget[values[t]!] = 1;
    let found = 0;
    let previous = Number.POSITIVE_INFINITY;
    let end = row;
    for (const full = row + k; end < full; end++) {
      const item = items[end]!;
      if (item < 0) break;
      const score = scores[end]!;
      if (!(score <= previous))
        throw new Error(`query ${query}: score ${score} after ${previous}, must not rise or be NaN`);
      previous = score;
      if (isTarget[item] !== 1) continue;
      isTarget[item] = 0;
      let target = from;
      while (values[target] !== item) target++;
      gain[from + found] = task.gain[target]!;
      hits[found++] = end;
    }
    for (let t = from; t < to; t++) isTarget[values[t]!] = 0;
    if (ties === 'listed') {
      for (let i = 0; i < found; i++) ranks[from + i] = hits[i]! - row + 1;
      continue;
    }

    const candidates = task.items - (excluded[query + 1]! - excluded[query]!);
    const cut = conservative && end === row + k && k < candidates;
    for (let first = 0; first < found; ) {
      const score = scores[hits[first]!]!;
      let last = first;
      while (last + 1 < found && scores[hits[last + 1]!] === score) last++;
      let start = hits[first]!;
      let next = hits[last]! + 1;
      while (start > row && scores[start - 1] === score) start--;
      while (next < end && scores[next] === score) next++;
      if (cut && next === end) break;
      const rank = conservative ? next - row - (last - first) : start - row + 1;
      for (let i = first; i <= last; i++) ranks[from + i] = rank + i - first;
      if (last > first) sortGains(gain, from + first, from + last + 1, conservative);
      first = last + 1;
    }
  }
  return { offsets, ranks, gain, ideal: idealGains(task.gain, offsets) };
}

function longest(offsets: Int32Array): number {
  let most = 0;
  for (let i = 0; i + 1 < offsets.length; i++) most = Math.max(most, offsets[i + 1]! - offsets[i]!);
  return most;
}

/** Insertion sort: mostly the gains are equal, and then a single pass is enough. */
function sortGains(gain: Float64Array, from: number, to: number, ascending: boolean): void {
  const sign = ascending ? 1 : -1;
  for (let i = from + 1; i < to; i++) {
    const own = gain[i]!;
    let at = i;
    for (; at > from && sign * gain[at - 1]! > sign * own; at--) gain[at] = gain[at - 1]!;
    gain[at] = own;
  }
}

function idealGains(gain: Float64Array, offsets: Int32Array): Float64Array {
  const ideal = gain.slice();
  for (let query = 0; query + 1 < offsets.length; query++) {
    const from = offsets[query]!;
    const to = offsets[query + 1]!;
    if (to > from + 1) sortGains(ideal, from, to, false);
  }
  return ideal;
}
