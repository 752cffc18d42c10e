import { forFinal, groupBy, loadDataset, quiet, sessionBound, splitLog, type Test } from '../../data/index.js';
import type { Benchmark } from '../../testing/bench/benchmark.js';
import type { Queries, Recommender } from '../base/recommender.js';
import { Sknn } from './sknn.js';
import { Stan } from './stan.js';
import { VSknn } from './v-sknn.js';
import { VStan } from './v-stan.js';

const count = 4096;

/** Lists of 20 per second, by a model with its defaults; the fit is not timed. */
const queriesOf = (model: string, make: () => Recommender): Benchmark => ({
  name: `${model}-queries`,
  unit: 'queries/s',
  count,
  about: `${model}: lists of 20, one thread, on retailrocket-sessions`,
  needsLog: 'sessions',
  times: 5,
  prepare: async ({ log: folder }) => {
    const { log, givenTest } = await loadDataset(folder);
    const { train, held } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const recommender = make();
    await recommender.fit(train, { seed: 1, reporter: quiet, threads: 1 });
    const queries = nextItems(held);
    return () => recommender.recommend(queries, 20);
  },
});

export const sknnQueries = queriesOf('sknn', () => new Sknn());
export const vSknnQueries = queriesOf('v-sknn', () => new VSknn());
export const stanQueries = queriesOf('stan', () => new Stan());
export const vStanQueries = queriesOf('v-stan', () => new VStan());

/** The first queries of P-next: one after each event of a session except the last. */
function nextItems(held: Test): Queries {
  const { offsets, values: order } = groupBy(held.session, sessionBound(held));
  const starts: number[] = [];
  const to: number[] = [];
  for (let session = 0; session + 1 < offsets.length; session++)
    for (let at = offsets[session]! + 1; at < offsets[session + 1]! && starts.length < count; at++) {
      starts.push(offsets[session]!);
      to.push(at);
    }
  if (starts.length < count) throw new Error(`the log gives ${starts.length} queries, not ${count}`);
  const from = Int32Array.from(starts);
  return {
    visitor: new Int32Array(count),
    time: new Float64Array(count),
    from,
    sessionFrom: from,
    to: Int32Array.from(to),
    events: {
      item: order.map((event) => held.item[event]!),
      kind: new Uint8Array(order.length),
      time: Float64Array.from(order, (event) => held.time[event]!),
    },
    exclude: { offsets: new Int32Array(count + 1), values: new Int32Array(0) },
    scope: 'session',
  };
}
