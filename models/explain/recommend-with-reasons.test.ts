import { expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { queriesOf } from '../../testing/queries-of.js';
import { trainOf } from '../../testing/train-of.js';
import { createModel } from '../create-model.js';
import { recommendWithReasons } from './recommend-with-reasons.js';

/** After item 0 came 1 twice and 2 once. */
const train = trainOf(
  [
    [0, 1],
    [0, 1],
    [0, 2],
  ].flatMap((items, session) =>
    items.map((item, at) => ({ visitor: session, session, item, time: 10 * session + at })),
  ),
);
const reasonsOf = async (name: string) => {
  const model = createModel(name);
  await model.fit(train, { seed: 1, reporter: quiet, threads: 1 });
  return recommendWithReasons(model, queriesOf([{ context: [] }, { context: [0] }]), 2);
};

it('says of each item of a list why it stands there', async () => {
  const [, list] = await reasonsOf('markov');
  expect(list!.map(({ item, reasons }) => [item, reasons.map(({ kind, items }) => [kind, items])])).toEqual([
    [1, [['viewed', [0]]]],
    [2, [['viewed', [0]]]],
  ]);
  expect(list![0]).toMatchObject({ score: 2, evidence: [{ kind: 'event', event: 0, weight: 2 }] });
});

it('refuses a model that cannot say why', async () => {
  await expect(reasonsOf('random')).rejects.toThrow(
    'random cannot say why it recommends an item\n  expected: a model that explains',
  );
});
