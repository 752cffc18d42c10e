import { seededRandom } from '../data/index.js';
import type { Rankings } from '../models/index.js';
import type { Benchmark } from '../testing/bench/benchmark.js';
import { taskOf } from '../testing/rankings-of.js';
import { evaluate } from './evaluate.js';
import type { MetricName } from './metrics/metrics.js';
import type { EvaluationTask } from './task.js';

const queries = 50_000;
const items = 100_000;
const k = 50;
const metrics: readonly MetricName[] = ['precision', 'recall', 'ndcg', 'map', 'mrr'];

export const fiveMetrics: Benchmark = {
  name: 'metrics',
  unit: 'ms',
  about: 'five metrics at three cut-offs over 50,000 lists of 50 items, 1 to 8 targets each',
  times: 15,
  prepare: async () => {
    const { task, rankings } = randomLists();
    return () => evaluate(task, rankings, { ks: [5, 10, 20], metrics });
  },
};

/** Lists of distinct random items, about half of the targets among them. */
function randomLists(): { task: EvaluationTask; rankings: Rankings } {
  const random = seededRandom(1);
  const rankings = { k, items: new Int32Array(queries * k), scores: new Float64Array(queries * k) };
  const targets: number[][] = [];
  for (let query = 0; query < queries; query++) {
    // A stride coprime to the number of items never repeats an item within a list.
    const first = random.int(items);
    const itemAt = (rank: number) => (first + rank * 7919) % items;
    for (let rank = 0; rank < k; rank++) {
      rankings.items[query * k + rank] = itemAt(rank);
      rankings.scores[query * k + rank] = 1 - rank / k;
    }
    const ranks = new Set(Array.from({ length: 1 + random.int(8) }, () => random.int(2 * k)));
    targets.push(Array.from(ranks, itemAt).sort((a, b) => a - b));
  }
  return { task: taskOf({ items, targets }), rankings };
}
