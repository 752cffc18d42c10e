import { groupBy, type Lists } from '../../data/index.js';
import { TopK } from '../base/rankings.js';
import { sessionOfEach } from '../base/session-of-each.js';

/** For each item its rules, the heaviest first: the items it leads to, and parallel to them the rules' weights. */
export interface ItemRules extends Lists {
  readonly weights: Float64Array;
}

/** Which events of a session form a rule with a given event, and the weight of each such pair. */
export interface RuleWindow {
  /** The number of events before the given one, and after it. */
  readonly back: number;
  readonly ahead: number;
  /** The weight of a pair `step` events apart; the next event is 1 apart. */
  readonly weight: (step: number) => number;
}

/**
 * Mines rules of length two, item → item: the weights of the pairs inside a window, summed over all sessions.
 * @param sessions the items of each session, in order, repeats kept.
 * @param pruning the number of rules kept for an item, 0 for all; ties by the rule that occurs first in the log.
 * @param onItem called now and then with the number of items done.
 */
export function mineRules(
  sessions: Lists,
  items: number,
  { back, ahead, weight }: RuleWindow,
  pruning: number,
  onItem: (done: number) => void,
): ItemRules {
  const { offsets: bounds, values } = sessions;
  const occurrences = groupBy(values, items);
  const sessionOf = sessionOfEach(sessions);
  const counts = Float64Array.from({ length: longest(sessions) }, (_, step) => (step === 0 ? 0 : weight(step)));
  const sum = new Float64Array(items);
  const met = new Int32Array(items); // the items that the current item leads to, in order of the first pair
  const best = new TopK(pruning === 0 ? items : Math.min(pruning, items));
  const places = new Int32Array(best.k);
  const weights = new Float64Array(best.k);

  const rules = { items: [] as number[], weights: [] as number[] };
  const offsets = new Int32Array(items + 1);
  for (let item = 0; item < items; item++) {
    if (item % 1024 === 0) onItem(item);
    let others = 0;
    for (let o = occurrences.offsets[item]!; o < occurrences.offsets[item + 1]!; o++) {
      const at = occurrences.values[o]!;
      const session = sessionOf[at]!;
      const from = Math.max(bounds[session]!, at - back);
      const to = Math.min(bounds[session + 1]! - 1, at + ahead);
      for (let pair = from; pair <= to; pair++) {
        const count = counts[Math.abs(pair - at)]!;
        if (count === 0) continue;
        const other = values[pair]!;
        if (sum[other] === 0) met[others++] = other;
        sum[other]! += count;
      }
    }
    for (let place = 0; place < others; place++) {
      best.offer(place, onGrid(sum[met[place]!]!));
      sum[met[place]!] = 0;
    }
    const found = best.drain(places, weights, 0);
    for (let rank = 0; rank < found; rank++) {
      rules.items.push(met[places[rank]!]!);
      rules.weights.push(weights[rank]!);
    }
    offsets[item + 1] = rules.items.length;
  }
  onItem(items);
  return { offsets, values: Int32Array.from(rules.items), weights: Float64Array.from(rules.weights) };
}

/** Rounds off the last bits of a sum, which depend on the order of its terms: 1/2 and 1/3 + 1/6 are a tie. */
const onGrid = (sum: number): number => Math.round(sum * 2 ** 30) / 2 ** 30;

function longest({ offsets }: Lists): number {
  let most = 0;
  for (let i = 0; i + 1 < offsets.length; i++) most = Math.max(most, offsets[i + 1]! - offsets[i]!);
  return most;
}
