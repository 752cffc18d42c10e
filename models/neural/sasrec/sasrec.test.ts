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
import { trainOf } from '../../../testing/train-of.js';
import { sessionItems } from '../../base/session-items.js';
import { Popular } from '../../popularity/popular.js';
import { holdOutSequences, meanReciprocalRank } from '../training/held-out.js';
import { loadTensorFlow } from '../training/load-tensor-flow.js';
import { SasRec } from './sasrec.js';

const work = { seed: 1, reporter: quiet, threads: 1 };
const small = { embeddingSize: 64, negatives: 12, learningRate: 0.005, epochs: 30, batchSize: 16 };

/** What was looked at first tells what comes after the item in the middle. */
const paths = sessionsOf(Array.from({ length: 80 }, (_, session) => (session % 2 === 0 ? [1, 5, 2] : [3, 5, 4])));
const [one, two, three, four, five] = [0, 1, 2, 3, 4];

const first = async (model: SasRec, contexts: number[][], scope: 'session' | 'history' = 'session') => {
  const lines = contexts.map((items) => ({ context: items }));
  return [...(await model.recommend(queriesOf(lines, scope), 1)).items];
};

describe('sasrec', () => {
  it.each([{}, { heads: 2, blocks: 1 }, { temperature: null }, { loss: 'softmax' }])(
    'remembers how a session began: %j',
    async (given) => {
      const model = new SasRec({ ...small, ...given });
      await model.fit(paths, work);
      for (const scope of ['session', 'history'] as const)
        expect(await first(model, [[one, five], [three, five], [one], [three]], scope)).toEqual([
          two,
          four,
          five,
          five,
        ]);
    },
  );

  it('learns by one negative at a time, as published, which is never an item of the session', async () => {
    const model = new SasRec({ ...small, loss: 'bce', temperature: null });
    await model.fit(paths, work);
    const queries = [one, three].map((item) => ({ context: [item, five], exclude: [five] }));
    expect([...(await model.recommend(queriesOf(queries), 1)).items]).toEqual([two, four]);
  });

  it('learns the same by its graph, which leaves no tensor behind', async () => {
    const { memory } = await loadTensorFlow('cpu');
    const before = memory().numTensors;
    const model = new SasRec({ ...small, epochs: 3 });
    const itsBest = async (backend: 'step' | 'cpu') => {
      await model.fit(paths, { ...work, backend });
      return [...(await model.recommend(queriesOf([{ context: [one, five] }]), 4)).scores];
    };
    const [step, graph] = [await itsBest('step'), await itsBest('cpu')];
    for (const [rank, score] of step.entries()) expect(score).toBeCloseTo(graph[rank]!, 3);
    expect(memory().numTensors).toBe(before);
  });

  it('reads the last items alone', async () => {
    const model = new SasRec({ ...small, maxLength: 2, epochs: 2 });
    await model.fit(paths, work);
    const [short, long] = [
      [one, five],
      [three, three, one, five],
    ];
    const rankings = await model.recommend(queriesOf([{ context: short }, { context: long }]), 4);
    expect(row(rankings, 1)).toEqual(row(rankings, 0));
  });

  it('reads visitors’ histories where sessions have no two items', async () => {
    const lines = Array.from({ length: 240 }, (_, event) => ({
      visitor: Math.floor(event / 3),
      session: event,
      item: (Math.floor(event / 3) % 2 === 0 ? [1, 5, 2] : [3, 5, 4])[event % 3]!,
      time: event,
    }));
    const single = trainOf(lines);
    await expect(new SasRec(small).fit(single, work)).rejects.toThrow(/none of the sessions has two items/);
    const model = new SasRec({ ...small, sequences: 'visitors' });
    await model.fit(single, work);
    expect(
      await first(model, [
        [one, five],
        [three, five],
      ]),
    ).toEqual([two, four]);
  });

  it('gives what is popular to those of whom nothing is known, and never what it has learnt nothing of', async () => {
    const model = new SasRec({ ...small, batchSize: 2, epochs: 1 });
    await model.fit(sessionsOf([[1, 2], [3], [2, 4, 2]]), work);
    const empty = row(await model.recommend(queriesOf([{ context: [] }]), 10), 0);
    expect(empty).toEqual([
      [1, 3],
      [0, 1],
      [3, 1],
    ]);
    const items = row(await model.recommend(queriesOf([{ context: [0] }]), 10), 0).map(([item]) => item);
    expect(items.sort()).toEqual([0, 1, 3]);
  });

  it('stops where three epochs bring nothing better on sessions held out', async () => {
    const model = new SasRec({ ...small, patience: 3, heldOut: 0.2 });
    await model.fit(paths, work);
    const { validation } = model.history!;
    expect(validation.length).toBeLessThan(30);
    expect(validation.indexOf(Math.max(...validation))).toBe(validation.length - 4);
  });

  it('refuses batches larger than the sequences, and lowers its own to their number, saying so', async () => {
    const few = sessionsOf([[1, 2], [3], [2, 3, 4]]);
    const fitting = new SasRec({ batchSize: 3 }).fit(few, work);
    await expect(fitting).rejects.toThrow(InputError);
    await expect(fitting).rejects.toThrow(/batchSize is 3, and train has 2 .*\n.*at most 2/);
    const reporter = keepingNotes('test', quiet);
    await new SasRec({ ...small, batchSize: null, epochs: 1 }).fit(few, {
      ...work,
      reporter,
    });
    expect(reporter.notes).toContain('sasrec: batchSize is 2, the number of sequences of two items or more');
  });

  it.each([{ heads: 3 }, { dropout: 1 }, { loss: 'top1' }, { temperature: 0 }])('refuses %j', (parameters) => {
    expect(() => new SasRec({ embeddingSize: 16, ...parameters })).toThrow(InputError);
    expect(() => new SasRec({ embeddingSize: 16, ...parameters })).toThrow(
      `sasrec: parameter ${Object.keys(parameters)[0]}`,
    );
  });

  keepsItsParameters('sasrec', {
    ...{ sequences: 'visitors', maxLength: 7, embeddingSize: 6, blocks: 1, heads: 3, dropout: 0.1 },
    ...{ embeddingDropout: 0.3, loss: 'bce', temperature: null, negatives: 4, power: 0.75, logQ: 0.5, epochs: 2 },
    ...{ learningRate: 0.01, batchSize: 5, reach: 0.5, averaged: 2, search: 'hnsw' },
  });
});

const dir = sharedData('retailrocket-sessions');

describe.skipIf(!dir)('sasrec on retailrocket-sessions (skipped: ../shared/data is missing)', () => {
  it('ranks the next item of a session far ahead of popularity after two epochs on a part of train', async () => {
    const { log, givenTest } = await loadDataset(dir!);
    const { train } = forFinal(splitLog(log, { kind: 'given' }, givenTest));
    const events = (from: number, to: number) =>
      takeEvents(
        train,
        Int32Array.from({ length: to - from }, (_, event) => from + event),
      ) as Train;
    const [part, rest] = [events(0, 60_000), events(60_000, 70_000)];
    const sessions = sessionItems(rest, 'sasrec');
    const { queries, targets } = holdOutSequences(sessions, Float64Array.from(sessions.offsets.keys()), 0.1);
    const reciprocal = async (model: SasRec | Popular) => {
      await model.fit(part, work);
      return meanReciprocalRank(await model.recommend(queries, 20), targets);
    };
    const options = { embeddingSize: 32, negatives: 256, epochs: 2, learningRate: 0.005 };
    expect(await reciprocal(new SasRec(options))).toBeGreaterThan(5 * (await reciprocal(new Popular())));
  });
});
