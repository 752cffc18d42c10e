import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { VSknn } from './v-sknn.js';

const train = sessionsOf([
  [1, 3],
  [0, 2],
]);

const answer = async (parameters: object, line: number[]) => {
  const model = new VSknn({ idfWeighting: 0, ...parameters });
  await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
  return new Map(row(await model.recommend(queriesOf([{ context: line }]), 4), 0));
};

it('follows the last items of the session most', async () => {
  const scores = await answer({}, [0, 1]);
  expect([...scores.keys()]).toEqual([1, 3, 0, 2]);
  // two items in the session: each similarity is the weight of the shared one, by 2
  expect(scores.get(3)).toBeCloseTo(1 / Math.log10(1.7) / 2);
  expect(scores.get(2)).toBeCloseTo(1 / Math.log10(2.7) / 2);
  expect([...(await answer({ weighting: 'same' }, [0, 1])).values()]).toEqual([0.5, 0.5, 0.5, 0.5]);
});

it('weighs an item by its last place, and a neighbour by the last item it shares', async () => {
  expect((await answer({ weighting: 'div' }, [1, 0, 0, 1])).get(3)).toBe(1 / 2);
  const scores = await answer({ weighting: 'same', weightingScore: 'div' }, [0, 1]);
  expect([...scores]).toEqual([
    [1, 1 / 2],
    [3, 1 / 2],
    [0, 1 / 4],
    [2, 1 / 4],
  ]);
});

it('prefers rare items', async () => {
  const model = new VSknn({ weighting: 'same', idfWeighting: 2 });
  await model.fit(
    sessionsOf([
      [2, 9],
      [0, 1, 2],
    ]),
    { seed: 1, reporter: quiet, threads: 1 },
  );
  const given = row(await model.recommend(queriesOf([{ context: [0] }]), 4), 0);
  expect(given).toEqual([
    [0, 1 + 2 * Math.log(2)],
    [1, 1 + 2 * Math.log(2)],
    [2, 1], // in every session: idf 0
  ]);
});

keepsItsParameters('v-sknn', {
  k: 3,
  sampleSize: 5,
  weighting: 'div',
  weightingScore: 'linear',
  idfWeighting: 0,
});
