import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import {
  forFinal,
  InputError,
  keepingNotes,
  loadDataset,
  quiet,
  splitLog,
  type Train,
  takeEvents,
} from '../../../data/index.js';
import { keepsItsParameters } from '../../../testing/contract/storage-contract.js';
import { queriesOf } from '../../../testing/queries-of.js';
import { row } from '../../../testing/row.js';
import { sessionsOf } from '../../../testing/sessions-of.js';
import { sharedData } from '../../../testing/shared-data.js';
import { Gru4Rec } from './gru4rec.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const small = {
  layers: '16',
  negatives: 8,
  batchSize: 4,
  embeddingDropout: 0,
  hiddenDropout: 0,
  learningRate: 0.05,
  epochs: 30,
};

/** What was looked at first tells what comes after the item in the middle. */
const paths = sessionsOf(Array.from({ length: 80 }, (_, session) => (session % 2 === 0 ? [1, 5, 2] : [3, 5, 4])));
const [one, two, three, four, five] = [0, 1, 2, 3, 4];

const first = async (model: Gru4Rec, contexts: number[][], scope: 'session' | 'history' = 'session') => {
  const rankings = await model.recommend(
    queriesOf(
      contexts.map((items) => ({ context: items })),
      scope,
    ),
    1,
  );
  return contexts.map((_, query) => row(rankings, query)[0]![0]);
};

describe('gru4rec', () => {
  it.each([
    { loss: 'bpr-max' },
    { loss: 'cross-entropy' },
    { loss: 'cross-entropy', layers: '16/16' },
    { loss: 'cross-entropy', constrainedEmbedding: false, embedding: 8, logQ: 1 },
    { loss: 'cross-entropy', constrainedEmbedding: false, embedding: 0 },
  ])('remembers how a session began: %j', async (given) => {
    const model = new Gru4Rec({ ...small, ...given });
    await model.fit(paths, work);
    const contexts = [[one, five], [three, five], [one], [three]];
    for (const scope of ['session', 'history'] as const)
      expect(await first(model, contexts, scope)).toEqual([two, four, five, five]);
  });

  it.each(['cpu', 'wasm'] as const)(
    'answers alike, and leaves no tensor, trained by its graph on %s',
    async (backend) => {
      const parameters = { ...small, embeddingDropout: 0.2, epochs: 1 };
      const [step, graph] = [new Gru4Rec(parameters), new Gru4Rec(parameters)];
      await step.fit(paths, work);
      await graph.fit(paths, { ...work, backend });
      const queries = queriesOf([{ context: [one, five] }, { context: [] }]);
      const [ours, theirs] = [await step.recommend(queries, 3), await graph.recommend(queries, 3)];
      expect(theirs.items).toEqual(ours.items);
      for (const [at, score] of theirs.scores.entries()) expect(score).toBeCloseTo(ours.scores[at]!, 3);
      expect(tf.memory().numTensors).toBe(0);
    },
  );

  it('stops early at what it predicts best of the latest sessions, which it has not learnt', async () => {
    const model = new Gru4Rec({ ...small, patience: 2, heldOut: 0.1 });
    await model.fit(paths, work);
    const { epoch, validation } = model.history!;
    expect(epoch.length).toBeLessThan(30);
    expect(Math.max(...validation)).toBe(1);
    expect(await first(model, [[one, five]])).toEqual([two]);
  });

  it('learns smaller batches than its preset’s from a log of fewer sessions, and says so', async () => {
    const reporter = keepingNotes('test', quiet);
    await new Gru4Rec({ epochs: 1 }).fit(sessionsOf([[1, 2], [3], [2, 3, 4]]), {
      ...work,
      reporter,
    });
    expect(reporter.notes).toContain('gru4rec: batchSize is 2, the number of sessions with two clicks or more');
  });

  it('refuses logs that it cannot learn from', async () => {
    const fit = (parameters: object, sessions: number[][]) => new Gru4Rec(parameters).fit(sessionsOf(sessions), work);
    const few = [[1, 2], [3], [2, 3, 4]];
    await expect(fit({}, [[1], [2], [1]])).rejects.toThrow(/no session has two clicks/);
    await expect(fit({ batchSize: 3 }, few)).rejects.toThrow(InputError);
    await expect(fit({ batchSize: 3 }, few)).rejects.toThrow(/batchSize 3 is larger than .*\n.*at most 2/);
    await expect(fit({ batchSize: 1, negatives: 0 }, few)).rejects.toThrow(/held against/);
  });

  it('gives the most popular items where nothing of the context is known', async () => {
    const model = new Gru4Rec({ ...small, epochs: 1 });
    await model.fit(paths, work);
    const rankings = await model.recommend(queriesOf([{ context: [], exclude: [five] }, { context: [77] }]), 3);
    expect(row(rankings, 0).map(([item]) => item)).toEqual([one, two, three]);
    expect(row(rankings, 1)).toEqual([
      [five, 80],
      [one, 40],
      [two, 40],
    ]);
  });

  it('never recommends an item that it has learnt nothing of', async () => {
    const model = new Gru4Rec({ ...small, batchSize: 2 });
    await model.fit(sessionsOf([[1, 2], [3], [2, 4, 2]]), work);
    const items = row(await model.recommend(queriesOf([{ context: [0] }]), 10), 0).map(([item]) => item);
    expect(items.sort()).toEqual([0, 1, 3]);
    expect([...model.similarItems(0, 10).items].sort()).toEqual([1, 3]);
  });

  it.each([
    { layers: '0' },
    { layers: '10/' },
    { loss: 'top1' },
    { embeddingDropout: 1 },
    { embedding: 'wide' },
    { preset: 'movies' },
    { epochs: 0 },
  ])('refuses %j', (parameters) => {
    expect(() => new Gru4Rec(parameters)).toThrow(InputError);
    expect(() => new Gru4Rec(parameters)).toThrow(`gru4rec: parameter ${Object.keys(parameters)[0]}`);
  });

  it('takes from a preset what is not given', () => {
    expect(new Gru4Rec().parameters).toMatchObject({
      loss: 'bpr-max',
      layers: '224',
      bprRegularization: 1.95,
      negatives: 2048,
    });
    const other = new Gru4Rec({ preset: 'retailrocket-cross-entropy', layers: 32 });
    expect(other.parameters).toMatchObject({ loss: 'cross-entropy', layers: '32', logQ: 1, batchSize: 192 });
  });

  keepsItsParameters('gru4rec', {
    preset: 'defaults',
    loss: 'bpr-max',
    layers: '8/6',
    constrainedEmbedding: false,
    embedding: 'layersize',
    epochs: 2,
    batchSize: 7,
    embeddingDropout: 0.1,
    hiddenDropout: 0.2,
    learningRate: 0.1,
    momentum: 0.1,
    negatives: 5,
    power: 0.3,
    bprRegularization: 0.5,
    elu: 0,
    logQ: 0,
    search: 'exact',
  });
});

const dir = sharedData('retailrocket-sessions');

describe.skipIf(!dir)('gru4rec on retailrocket-sessions (skipped: ../shared/data is missing)', () => {
  it('finds the next items of later sessions after two epochs on a part of train', async () => {
    const { log, givenTest } = await loadDataset(dir!);
    const { train } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const part = takeEvents(
      train,
      Int32Array.from({ length: 60_000 }, (_, event) => event),
    ) as Train;
    const model = new Gru4Rec({ layers: 32, negatives: 256, epochs: 2, patience: 2 });
    await model.fit(part, work);
    const { loss, validation } = model.history!;
    expect(loss[1]).toBeLessThan(loss[0]!);
    expect(validation[1]).toBeGreaterThan(0.09); // the most popular items reach .004
  });
});
