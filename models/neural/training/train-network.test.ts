import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { InputError, keepingNotes, quiet, type Reporter } from '../../../data/index.js';
import { lineNetwork, lineTraining } from '../../../testing/line-training.js';
import { scratchFolder } from '../../../testing/pipeline-run.js';
import type { FitOptions } from '../../base/recommender.js';
import { trainNetwork } from './train-network.js';
import type { TrainingParameters } from './training-parameters.js';

const work = (more: Partial<FitOptions> = {}): FitOptions => ({ seed: 1, threads: 1, reporter: quiet, ...more });

describe('trainNetwork', () => {
  it('learns, and tells of each epoch', async () => {
    const training = lineTraining({ epochs: 10 });
    const history = await trainNetwork(training, work());
    const { line } = await training.network.weights();
    expect(line!.values[0]).toBeCloseTo(2, 1);
    expect(line!.values[1]).toBeCloseTo(1, 1);
    expect([...history.epoch]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(history.loss[9]).toBeLessThan(history.loss[0]! / 10);
    expect(history.learningRate[9]).toBeCloseTo(0.1 / 50);
    expect([...history.validation].every(Number.isNaN)).toBe(true);
    for (const [epoch, seconds] of history.seconds.entries()) expect(history.rate[epoch]! * seconds).toBeCloseTo(20, 6);
  });

  it('gives the mean loss over samples, not over batches', async () => {
    const training = lineTraining({ epochs: 1, learningRate: 1e-9 });
    const point = (y: number, count: number) => ({ x: new Float32Array(count), y: new Float32Array(count).fill(y) });
    const batches = () => [point(1, 1), point(3, 3)];
    const { loss } = await trainNetwork({ ...training, batches }, work());
    expect(loss[0]).toBeCloseTo((1 * 1 + 3 * 9) / 4, 6);
  });

  it('hands on learning rate and clipNorm', async () => {
    const training = lineTraining({ epochs: 1, warmup: 1, clipNorm: 3 });
    const given: unknown[] = [];
    const network = { ...training.network, step: async (_: unknown, options: unknown) => given.push(options) };
    await trainNetwork({ ...training, network }, work());
    const rates = [0.02, 0.04, 0.06, 0.08, 0.1].map((learningRate) => ({
      learningRate: expect.closeTo(learningRate),
      clipNorm: 3,
    }));
    expect(given).toEqual(rates);
  });

  it('tells progress of samples done, with epoch and loss, and of what came of it', async () => {
    const log: [number, string | undefined][] = [];
    let end: string | undefined;
    const reporter: Reporter = {
      ...quiet,
      start: (task: string, total: number, unit?: string) => {
        expect([task, total, unit]).toEqual(['line: epochs', 40, 'points']);
        return {
          update: (done: number, note?: string) => void log.push([done, note]),
          finish: (note?: string) => {
            end = note;
          },
        };
      },
    };
    await trainNetwork(
      lineTraining(
        { epochs: 2 },
        lineNetwork(() => setTimeout(30)),
      ),
      work({ reporter }),
    );
    expect(log.length).toBeGreaterThan(2);
    expect(log.map(([done]) => done)).toEqual(log.map(([done]) => done).sort((a, b) => a - b));
    for (const [done, note] of log) expect(note).toMatch(done <= 20 ? /^epoch 1, loss \d/ : /^epoch 2, loss \d/);
    expect(end).toMatch(/^loss \d/);
  });

  it('stops when told to, with the reason', async () => {
    const stop = new AbortController();
    const network = lineNetwork(() => setTimeout(20));
    const training = trainNetwork(lineTraining({ epochs: 1000 }, network), work({ abort: stop.signal }));
    stop.abort(new Error('stopped by the test'));
    await expect(training).rejects.toThrow('stopped by the test');
  });

  it('lets others have a turn though its epochs are short and its steps wait for nothing', async () => {
    const network = lineNetwork();
    const stop = new AbortController();
    const training = trainNetwork(lineTraining({ epochs: 1e7 }, network), work({ abort: stop.signal }));
    globalThis.setTimeout(() => stop.abort(new Error('stopped by a timer')), 1);
    await expect(training).rejects.toThrow('stopped by a timer');
  });
});

describe('early stopping', () => {
  const validated = async (mrr: readonly number[], patience: number, more: Partial<FitOptions> = {}) => {
    const training = lineTraining({ epochs: mrr.length, patience });
    const lines: Float32Array[] = [];
    const validate = async () => {
      lines.push((await training.network.weights()).line!.values);
      return mrr[lines.length - 1]!;
    };
    const history = await trainNetwork({ ...training, validate }, work(more));
    return { history, lines, line: (await training.network.weights()).line!.values };
  };

  it('goes back to the best epoch after some without a better one', async () => {
    const reporter = keepingNotes('test', quiet);
    const { history, lines, line } = await validated([0.1, 0.3, 0.2, 0.3, 0.9, 1], 2, {
      reporter,
    });
    expect([...history.validation]).toEqual([0.1, 0.3, 0.2, 0.3]);
    expect(line).toEqual(lines[1]);
    expect(line).not.toEqual(lines[3]);
    expect(reporter.notes).toEqual([
      'line: stopped early: of 4 epochs the best is 2, mrr@20 0.3000 on what was held out',
    ]);
  });

  it('goes back to the best epoch when all epochs are over, too', async () => {
    const { lines, line } = await validated([0.1, 0.3, 0.2], 2);
    expect(line).toEqual(lines[1]);
  });

  it('asks for nothing where patience is 0', async () => {
    const { lines } = await validated([0.3, 0.1, 0.1], 0);
    expect(lines).toEqual([]);
  });
});

describe('averaged weights', () => {
  const lineAfter = async (parameters: Partial<TrainingParameters>) => {
    const training = lineTraining({ schedule: 'constant', ...parameters });
    await trainNetwork(training, work());
    return (await training.network.weights()).line!.values;
  };

  it('are the mean of those after the last epochs', async () => {
    const [two, three, four] = [
      await lineAfter({ epochs: 2 }),
      await lineAfter({ epochs: 3 }),
      await lineAfter({ epochs: 4 }),
    ];
    const mean = Array.from(two, (value, i) => (value + three[i]! + four[i]!) / 3);
    const averaged = await lineAfter({ epochs: 4, averaged: 3 });
    for (const i of [0, 1]) expect(averaged[i]).toBeCloseTo(mean[i]!, 6);
  });

  it('are what early stopping validates and goes back to; training goes on from those of the last epoch', async () => {
    const training = lineTraining({ epochs: 3, schedule: 'constant', averaged: 2, patience: 3 });
    const lines: Float32Array[] = [];
    const validate = async () => lines.push((await training.network.weights()).line!.values);
    await trainNetwork({ ...training, validate }, work());
    const [one, two, three] = [
      await lineAfter({ epochs: 1 }),
      await lineAfter({ epochs: 2 }),
      await lineAfter({ epochs: 3 }),
    ];
    expect(lines[0]).toEqual(one);
    for (const i of [0, 1]) {
      expect(lines[1]![i]).toBeCloseTo((one[i]! + two[i]!) / 2, 6);
      expect(lines[2]![i]).toBeCloseTo((two[i]! + three[i]!) / 2, 6);
    }
    expect((await training.network.weights()).line!.values).toEqual(lines[2]);
  });
});

describe('a loss that is not finite', () => {
  it('ends training with one error that says where; the batch is saved and the last good checkpoint kept', async () => {
    const folder = await scratchFolder();
    const checkpoint = join(folder, 'line');
    const training = lineTraining();
    const { step } = training.network;
    let steps = 0;
    const network = {
      ...training.network,
      step: (...given: Parameters<typeof step>) => (++steps === 8 ? Number.NaN : step(...given)),
    };
    const failing = trainNetwork({ ...training, network }, work({ checkpoint }));
    await expect(failing).rejects.toThrow(InputError);
    await expect(failing).rejects.toThrow(
      `line: the loss is NaN in epoch 2 at step 3, at a learning rate of 0.065 (its batch is in ${checkpoint}.batch.json)`,
    );
    const saved = JSON.parse(await readFile(`${checkpoint}.batch.json`, 'utf8'));
    expect(saved).toMatchObject({ model: 'line', epoch: 2, step: 3, loss: 'NaN' });
    expect(saved.batch.x).toEqual([...[...training.batches(1)][2]!.x]);
    const reporter = keepingNotes('test', quiet);
    await trainNetwork(lineTraining(), work({ checkpoint, reporter }));
    expect(reporter.notes).toEqual(['line: training went on from its checkpoint after epoch 1']);
  });
});
