import { describe, expect, it } from 'vitest';
import { keepingNotes, quiet } from '../../data/index.js';
import { checkerboard, fillHoles, holes } from '../../testing/checkerboard.js';
import { keepsItsParameters } from '../../testing/contract/storage-contract.js';
import { queriesOf } from '../../testing/queries-of.js';
import { row } from '../../testing/row.js';
import { sessionsOf } from '../../testing/sessions-of.js';
import { Als } from './als.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const small = { factors: 2, regularization: 0.1, alpha: 2 };

const optional = 'hnswlib-node'; // not a literal: the compiler must not look for what may be missing
const hasHnswlib = await import(optional).then(
  () => true,
  () => false,
);

const fit = async (parameters: object) => {
  const model = new Als(parameters);
  await model.fit(checkerboard(), work);
  return model;
};

describe('als', () => {
  it('fills the hole in every visitor of the checkerboard', async () => {
    const model = await fit(small);
    expect(await fillHoles(model)).toEqual(holes);
  });

  it('answers anyone by what they did, seen in training or not', async () => {
    const model = await fit(small);
    const lines = [0, 1000].map((visitor) => ({ visitor, context: [3, 5] }));
    const rankings = await model.recommend(queriesOf(lines, 'history'), 10);
    expect(row(rankings, 1)).toEqual(row(rankings, 0));
    expect(row(rankings, 0).every(([item]) => item % 2 === 1)).toBe(true);
  });

  it('counts in a session the last items most', async () => {
    const model = await fit(small);
    const rankings = await model.recommend(queriesOf([{ context: [2, 3] }, { context: [3, 2] }]), 10);
    expect(row(rankings, 0).every(([item]) => item % 2 === 1)).toBe(true);
    expect(row(rankings, 1).every(([item]) => item % 2 === 0)).toBe(true);
  });

  it('gives no list to a visitor of whom nothing is known', async () => {
    const rankings = await (await fit(small)).recommend(queriesOf([{ context: [] }]), 5);
    expect(row(rankings, 0)).toEqual([]);
  });

  it('names the items most like one', async () => {
    const { items, scores } = (await fit(small)).similarItems(3, 9);
    expect([...items].sort((a, b) => a - b)).toEqual([1, 5, 7, 9, 11, 13, 15, 17, 19]);
    expect(Math.min(...scores)).toBeGreaterThan(0.9);
  });

  it('says when pairs with events count less than pairs without', async () => {
    const notesAt = async (alpha: number) => {
      const reporter = keepingNotes('test', quiet);
      await new Als({ ...small, alpha }).fit(checkerboard(), { ...work, reporter });
      return reporter.notes;
    };
    expect(await notesAt(1)).toEqual([]);
    expect(await notesAt(0.5)).toEqual([expect.stringMatching(/^als: 100 % of the pairs .* raise alpha$/)]);
  });

  it('measures the recall of hnsw on visitors, where its package is there', async () => {
    const reporter = keepingNotes('test', quiet);
    const threeVisitors = sessionsOf([
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
    ]);
    const model = new Als({ ...small, search: 'hnsw' });
    await model.fit(threeVisitors, { ...work, reporter });
    const told = hasHnswlib ? /recall@20 .* over 3 vectors/ : /hnswlib-node could not be .*exact search serves/;
    expect(reporter.notes).toEqual([expect.stringMatching(told)]);
  });

  it('is another for another seed', async () => {
    const [one, other] = [new Als(small), new Als(small)];
    await one.fit(checkerboard(), work);
    await other.fit(checkerboard(), { ...work, seed: 2 });
    const asked = queriesOf([{ context: [3] }]);
    expect(await one.recommend(asked, 5)).not.toEqual(await other.recommend(asked, 5));
  });

  it.each([{ alpha: 1e7 }, { alpha: 0 }, { cgSteps: 0 }, { decay: 1.1 }, { search: 'fast' }])('refuses %o', (wrong) => {
    expect(() => new Als(wrong)).toThrow(`als: parameter ${Object.keys(wrong)[0]}: `);
  });

  it('refuses factors beyond the memory before it starts', async () => {
    const started = { ...quiet, start: () => expect.unreachable('work has begun') };
    const model = new Als({ factors: 100_000_000 });
    await expect(model.fit(checkerboard(), { ...work, reporter: started })).rejects.toThrow(/needs .* GiB of memory/);
  });

  keepsItsParameters('als', {
    signal: {
      weights: { view: 1, addtocart: 2, transaction: 3 },
      decay: { halfLifeDays: 3 },
      repeats: 0.5,
      cap: 4,
      weighting: 'bm25',
      k1: 1,
      b: 0.5,
    },
    factors: 5,
    regularization: 1,
    alpha: 10,
    iterations: 2,
    cgSteps: 2,
    lastItems: 3,
    decay: 0.5,
    search: 'exact',
  });
});
