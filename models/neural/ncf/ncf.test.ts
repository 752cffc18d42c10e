import { describe, expect, it } from 'vitest';
import { InputError, quiet } from '../../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../../testing/checkerboard.js';
import { keepsItsParameters } from '../../../testing/contract/storage-contract.js';
import { queriesOf } from '../../../testing/queries-of.js';
import { row } from '../../../testing/row.js';
import { trainOf } from '../../../testing/train-of.js';
import { Ncf } from './ncf.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const everyone = [...Array(20).keys()];
const small = { factors: 8, learningRate: 0.01 };

describe('ncf', () => {
  it.each(['neumf', 'gmf', 'mlp'])('%s fills the hole in every visitor of the checkerboard', async (kind) => {
    const model = new Ncf({ kind, ...small });
    await model.fit(checkerboard(), work);
    expect(await fillHoles(model)).toEqual(holes);
    for (const scope of ['history', 'session'] as const) expect(await fillHoles(model, scope, 20)).toEqual(holes);
  });

  it.each(['neumf', 'gmf'])('%s ranks by popularity where nothing is known of the visitor', async (kind) => {
    // Item 12 has every visitor, 10 and 11 have half of them, the others one each.
    const lines = everyone.flatMap((visitor) => [
      { visitor, item: 12, time: visitor },
      { visitor, item: 10 + (visitor % 2), time: visitor },
      { visitor, item: 20 + visitor, time: visitor },
    ]);
    const model = new Ncf({ kind, ...small });
    await model.fit(trainOf(lines), work);
    const items = row(await model.recommend(queriesOf([{ visitor: 99, context: [] }]), 3), 0).map(([item]) => item);
    expect(items[0]).toBe(2);
    expect(items.slice(1).sort()).toEqual([0, 1]);
  });

  it.each(['neumf', 'gmf'])('%s never answers with items that nothing was learnt of', async (kind) => {
    const views = everyone.map((visitor) => ({ visitor, item: visitor % 4, time: visitor }));
    const purchases = everyone.map((visitor) => ({ visitor, item: 10 + (visitor % 3), time: 50 + visitor }));
    const lines = [...views, ...purchases.map((line) => ({ ...line, event: 'transaction' as const }))];
    const model = new Ncf({ kind, ...small, epochs: 2, signal: { weights: { view: 0 } } });
    await model.fit(trainOf(lines), work);
    const given = row(await model.recommend(queriesOf([{ context: [4] }]), 7), 0).map(([item]) => item);
    expect(given.sort()).toEqual([4, 5, 6]);
  });

  it('learns much the same by TensorFlow.js', async () => {
    const [step, graph] = [new Ncf({ ...small, epochs: 2 }), new Ncf({ ...small, epochs: 2 })];
    await step.fit(checkerboard(), { ...work, backend: 'step' });
    await graph.fit(checkerboard(), { ...work, backend: 'cpu' });
    expect(graph.history!.loss[1]).toBeCloseTo(step.history!.loss[1]!, 4);
  });

  it('goes back to the best epoch on pairs held out', async () => {
    const model = new Ncf({ ...small, patience: 2, heldOut: 0.3 });
    await model.fit(checkerboard(), work);
    const { validation } = model.history!;
    expect(validation.length).toBeLessThan(40);
    const best = validation.indexOf(Math.max(...validation));
    expect(validation.length).toBe(best + 3);
  });

  it('names the items most like one', async () => {
    const model = new Ncf(small);
    await model.fit(checkerboard(), work);
    const { items } = model.similarItems(3, 9);
    expect([...items].sort((a, b) => a - b)).toEqual([1, 5, 7, 9, 11, 13, 15, 17, 19]);
  });

  it('says how many pairs there are where a batch is to have more', async () => {
    const model = new Ncf({ batchSize: 181 });
    await expect(model.fit(checkerboard(), work)).rejects.toThrow(
      'ncf: batchSize is 181, and train has 180 pairs of visitor and item',
    );
  });

  it.each([
    { factors: 0 },
    { layers: '64' },
    { layers: '63-32' },
    { layers: '64-0' },
    { layers: '64,32' },
    { negatives: 0 },
    { dropout: 1 },
    { kind: 'svd' },
  ])('refuses %j', (parameters) => {
    expect(() => new Ncf(parameters)).toThrow(InputError);
    expect(() => new Ncf(parameters)).toThrow(`ncf: parameter ${Object.keys(parameters)[0]}`);
  });

  keepsItsParameters('ncf', { kind: 'mlp', layers: '12-6-3', negatives: 2, dropout: 0.1, epochs: 2, batchSize: 50 });
});
