import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError, quiet } from '../../data/index.js';
import { type NaiveModel, naiveNeighbourScores } from '../../testing/naive-session-neighbours.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { trainOf } from '../../testing/train-of.js';
import type { Parameters } from '../base/recommender.js';
import { createModel } from '../create-model.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const hours = 60 * 60 * 1000;

/** Events in the order of time, of at most seven items in at most nine sessions that run side by side. */
const logs = fc.array(fc.record({ item: fc.nat(6), session: fc.nat(8), pause: fc.nat(30) }), {
  minLength: 1,
  maxLength: 40,
});

const trainFrom = (events: readonly { item: number; session: number; pause: number }[]) => {
  let time = 0;
  return trainOf(
    events.map(({ item, session, pause }) => {
      time += pause * hours;
      return { visitor: session, item, session, time };
    }),
  );
};

const one = () => 1;
const decay = (lambda: number) => (distance: number) => Math.exp(-distance / lambda);
const plain = { weight: one, recency: one, lastShared: one, nearness: one, idf: 0 };

/** Every formula of every model, small neighbourhoods so that both cuts are met. */
const models: [
  name: string,
  parameters: Parameters & { k: number; sampleSize: number },
  naive: Omit<NaiveModel, 'k' | 'sampleSize'>,
][] = [
  ['sknn', { k: 2, sampleSize: 4 }, { ...plain, similarity: 'cosine' }],
  ['sknn', { k: 50, sampleSize: 50 }, { ...plain, similarity: 'cosine' }],
  [
    'v-sknn',
    { k: 2, sampleSize: 3, weighting: 'div', weightingScore: 'div', idfWeighting: 3 },
    { ...plain, similarity: 'vec', weight: (place, length) => place / length, lastShared: (step) => 1 / step, idf: 3 },
  ],
  [
    'v-sknn',
    { k: 3, sampleSize: 50, weighting: 'log', weightingScore: 'quadratic', idfWeighting: 0 },
    {
      ...plain,
      similarity: 'vec',
      weight: (place, length) => 1 / Math.log10(length - place + 1.7),
      lastShared: (step) => 1 / step ** 2,
    },
  ],
  [
    'v-sknn',
    { k: 3, sampleSize: 50, weighting: 'quadratic', weightingScore: 'log', idfWeighting: 1 },
    {
      ...plain,
      similarity: 'vec',
      weight: (place, length) => (place / length) ** 2,
      lastShared: (step) => 1 / Math.log10(step + 1.7),
      idf: 1,
    },
  ],
  [
    'v-sknn',
    { k: 3, sampleSize: 5, weighting: 'linear', weightingScore: 'linear', idfWeighting: 10 },
    {
      ...plain,
      similarity: 'vec',
      weight: (place, length) => Math.max(0, 1 - 0.1 * (length - place)),
      lastShared: (step) => Math.max(0, 1 - 0.1 * step),
      idf: 10,
    },
  ],
  [
    'stan',
    { k: 3, sampleSize: 5, lambdaSpw: 1.2, lambdaSnh: 4, lambdaInh: 0.8 },
    { ...plain, similarity: 'cosine', weight: recencyOf(1.2), recency: decay(4), nearness: decay(0.8) },
  ],
  [
    'v-stan',
    {
      k: 3,
      sampleSize: 5,
      similarity: 'vec',
      lambdaSpw: 2,
      lambdaSnh: 3,
      lambdaInh: 1,
      lambdaIpw: 1.5,
      lambdaIdf: 2,
    },
    {
      similarity: 'vec',
      weight: recencyOf(2),
      recency: decay(3),
      nearness: decay(1),
      lastShared: (step) => Math.exp(-(step - 1) / 1.5),
      idf: 2,
    },
  ],
  [
    'v-stan',
    {
      k: 4,
      sampleSize: 4,
      similarity: 'cosine',
      lambdaSpw: 2,
      lambdaSnh: 3,
      lambdaInh: 1,
      lambdaIpw: 1.5,
      lambdaIdf: 0,
    },
    {
      ...plain,
      similarity: 'cosine',
      weight: recencyOf(2),
      recency: decay(3),
      nearness: decay(1),
      lastShared: (step) => Math.exp(-(step - 1) / 1.5),
    },
  ],
];

function recencyOf(lambda: number) {
  return (place: number, length: number) => Math.exp(-(length - place) / lambda);
}

describe('session neighbours', () => {
  it.each(models)('%s %o scores as the formula says, naively computed', async (name, parameters, naive) => {
    const contexts = fc.array(fc.array(fc.nat(6), { maxLength: 14 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(logs, contexts, async (events, lines) => {
        const train = trainFrom(events);
        const known = lines.map((line) => line.filter((item) => item < train.items.size));
        const model = createModel(name, parameters);
        await model.fit(train, work);
        const rankings = await model.recommend(queriesOf(known.map((line) => ({ context: line }))), 7);
        for (const [query, line] of known.entries()) {
          const expected = naiveNeighbourScores(train, line, { ...parameters, ...naive });
          const given = row(rankings, query);
          expect(given.map(([item]) => item).sort()).toEqual([...expected.keys()].sort());
          for (const [item, score] of given) expect(score).toBeCloseTo(expected.get(item)!, 10);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  const bad: [name: string, parameters: object, message: RegExp][] = [
    ['sknn', { k: 0 }, /sknn: parameter k: /],
    ['sknn', { k: 10, sampleSize: 9 }, /sknn: parameter sampleSize: must be at least k/],
    ['sknn', { k: 1.5 }, /sknn: parameter k: /],
    ['v-sknn', { weighting: 'often' }, /v-sknn: parameter weighting: .*"quadratic"/],
    ['v-sknn', { idfWeighting: -1 }, /v-sknn: parameter idfWeighting: /],
    ['stan', { lambdaSpw: 0 }, /stan: parameter lambdaSpw: /],
    ['v-stan', { similarity: 'jaccard' }, /v-stan: parameter similarity: .*"vec"/],
  ];
  it.each(bad)('%s refuses %o in one clear error', (name, parameters, message) => {
    expect(() => createModel(name, parameters)).toThrow(InputError);
    expect(() => createModel(name, parameters)).toThrow(message);
  });

  it.each(['sknn', 'v-sknn', 'stan', 'v-stan'])('%s finds nothing where no session shares an item', async (name) => {
    const train = trainFrom([
      { item: 0, session: 0, pause: 0 },
      { item: 1, session: 0, pause: 0 },
      { item: 2, session: 1, pause: 0 },
    ]);
    const model = createModel(name);
    await model.fit(train, work);
    expect(row(await model.recommend(queriesOf([{ context: [] }, { context: [2] }]), 3), 0)).toEqual([]);
    const rankings = await model.recommend(queriesOf([{ context: [2], exclude: [2] }]), 3);
    expect(row(rankings, 0)).toEqual([]);
    expect([...rankings.scores].some(Number.isNaN)).toBe(false);
  });

  it.each(['sknn', 'v-sknn', 'stan', 'v-stan'])('%s passes over items that train does not know', async (name) => {
    const train = trainFrom([0, 1, 2].map((item) => ({ item, session: 0, pause: 0 })));
    const model = createModel(name, { k: 1, sampleSize: 1, ...(name === 'v-sknn' && { weighting: 'same' }) });
    await model.fit(train, work);
    const rankings = await model.recommend(queriesOf([{ context: [0] }, { context: [9, 9, 0] }]), 3);
    expect(row(rankings, 1)).toEqual(row(rankings, 0));
  });

  it.each(['sknn', 'stan'])('%s asks for sessions', async (name) => {
    const train = trainOf([{ visitor: 1, item: 1, time: 0 }]);
    await expect(createModel(name).fit(train, work)).rejects.toThrow(/learns from sessions, and this log has none/);
  });
});
