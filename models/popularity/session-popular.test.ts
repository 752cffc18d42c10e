import { expect, it } from 'vitest';
import { packLists, quiet, seededRandom } from '../../data/index.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import type { Queries } from '../base/recommender.js';
import { createModel } from '../create-model.js';

const random = seededRandom(1);
const catalogue = 12;
/** Item `i` was viewed about 12 / (i + 1) times. */
const train = trainOf(
  Array.from({ length: 60 }, (_, i) => ({ visitor: i, item: Math.floor(catalogue ** random.float()) - 1, time: i })),
);
const popularity = Array.from({ length: train.items.size }, (_, item) => {
  const n = train.item.filter((other) => other === item).length;
  return n / (1 + n);
});

/** Queries of contexts that are stretches of the same events. */
function queriesAt(
  events: number[],
  stretches: readonly (readonly [from: number, to: number])[],
  exclude: number[][],
): Queries {
  const from = Int32Array.from(stretches, ([start]) => start);
  return {
    visitor: new Int32Array(from.length),
    time: new Float64Array(from.length),
    ...{ from, sessionFrom: from, to: Int32Array.from(stretches, ([, end]) => end) },
    events: {
      item: Int32Array.from(events),
      kind: new Uint8Array(events.length),
      time: new Float64Array(events.length),
    },
    exclude: packLists(exclude),
    scope: 'session',
  };
}

/** The definition once more: each context counted anew, the whole catalogue sorted. */
function naive(
  { from, to, events }: Queries,
  query: number,
  exclude: readonly number[],
  k: number,
): [number, number][] {
  const context = [...events.item.subarray(from[query], to[query])];
  return popularity
    .map((popular, item): [number, number] => [item, context.filter((other) => other === item).length + popular])
    .filter(([item]) => !exclude.includes(item))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, k);
}

it('gives what counting each context anew gives, whether contexts go on from one another or not', async () => {
  const model = createModel('session-popular');
  await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
  const items = train.items.size;
  for (let round = 0; round < 100; round++) {
    const events = Array.from({ length: 60 }, () => random.int(items + 2) - 1); // unknown ones too
    // sessions one after the other, some asked after each event, some in leaps, some backwards
    const stretches = Array.from({ length: 6 }, () => {
      const from = random.int(60);
      const ends = Array.from({ length: 1 + random.int(8) }, () => from + random.int(61 - from));
      return (random.int(3) ? ends.sort((a, b) => a - b) : ends).map((to) => [from, to] as const);
    }).flat();
    const exclude = stretches.map(() =>
      random.int(3) ? [] : Array.from({ length: items }, (_, item) => item).filter(() => random.int(3) === 0),
    );
    const queries = queriesAt(events, stretches, exclude);
    for (const k of [1, 4, items + 3]) {
      const rankings = await model.recommend(queries, k);
      for (let query = 0; query < stretches.length; query++)
        expect(row(rankings, query)).toEqual(naive(queries, query, exclude[query]!, k));
    }
    const asked = packLists(stretches.map(() => Array.from({ length: items }, (_, item) => item)));
    const scores = await model.score!(queries, asked);
    for (let query = 0; query < stretches.length; query++)
      for (const [item, score] of naive(queries, query, exclude[query]!, items))
        expect(scores[query * items + item]).toBe(score);
  }
});

it('goes through a session once, however many queries it has', async () => {
  const model = createModel('session-popular');
  await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
  const cpuSeconds = async (length: number) => {
    const events = Array.from({ length }, () => random.int(train.items.size));
    const stretches = events.map((_, to) => [0, to + 1] as const);
    const queries = queriesAt(
      events,
      stretches,
      stretches.map(() => []),
    );
    const before = process.cpuUsage().user;
    await model.recommend(queries, 5);
    return process.cpuUsage().user - before;
  };
  await cpuSeconds(2000);
  const ratios: number[] = [];
  for (let round = 0; round < 3; round++) {
    const short = await cpuSeconds(5000);
    ratios.push((await cpuSeconds(40_000)) / short);
  }
  // eight times the length is eight times the work; it was 64 times
  expect(ratios.sort((a, b) => a - b)[1]).toBeLessThan(24);
});
