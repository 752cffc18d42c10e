import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { InputError, quiet } from '../../../data/index.js';
import { lineNetwork, lineTraining } from '../../../testing/line-training.js';
import { scratchFolder } from '../../../testing/pipeline-run.js';
import type { FitOptions } from '../../base/recommender.js';
import { trainNetwork } from './train-network.js';
import type { TrainingParameters } from './training-parameters.js';

describe('a checkpoint', () => {
  let file: string;
  beforeEach(async () => {
    file = join(await scratchFolder(), 'checkpoint');
  });
  const work = (more: Partial<FitOptions> = {}): FitOptions => ({
    ...{ seed: 1, threads: 1, reporter: quiet, checkpoint: file },
    ...more,
  });

  /** A training whose epochs are found so good. */
  function validated(parameters: Partial<TrainingParameters>, mrr: readonly number[], network = lineNetwork()) {
    const training = lineTraining(parameters, network);
    let last = 0;
    const batches = (epoch: number) => {
      last = epoch;
      return training.batches(epoch);
    };
    return { ...training, batches, validate: async () => mrr[last]! };
  }

  /** What training comes to. */
  async function trained(training: ReturnType<typeof lineTraining>, more: Partial<FitOptions> = {}) {
    let epochs = 0;
    const begin = () => {
      epochs++;
    };
    const { loss, validation } = await trainNetwork(
      { ...training, network: { ...training.network, begin } },
      work(more),
    );
    return { epochs, result: { state: await training.network.state(), loss, validation } };
  }

  /** A network that is told to stop when so many epochs are over. */
  function stoppedAfter(epochs: number) {
    const stop = new AbortController();
    let begun = 0;
    const begin = () => {
      if (begun++ === epochs) stop.abort(new Error('stopped by the test'));
    };
    return { network: { ...lineNetwork(), begin }, abort: stop.signal };
  }

  it.each([1, 5])(
    'lets training go on where it was aborted, to the same result bit for bit, averaging %i epochs',
    async (averaged) => {
      const parameters = { epochs: 6, averaged };
      const { network, abort } = stoppedAfter(2);
      await expect(trainNetwork(lineTraining(parameters, network), work({ abort }))).rejects.toThrow('stopped');
      const { epochs, result } = await trained(lineTraining(parameters));
      expect(epochs).toBeGreaterThan(0);
      expect(epochs).toBeLessThanOrEqual(4);
      expect(result).toEqual((await trained(lineTraining(parameters), { checkpoint: `${file}.other` })).result);
      expect(await trained(lineTraining(parameters))).toEqual({ epochs: 0, result });
    },
  );

  it.each([1, 3])('remembers the best epoch, and when patience ran out, averaging %i epochs', async (averaged) => {
    const parameters = { epochs: 6, patience: 2, averaged };
    const mrr = [0.1, 0.5, 0.4, 0.3, 0.9, 1];
    const undisturbed = await trained(validated(parameters, mrr), { checkpoint: `${file}.other` });
    expect([...undisturbed.result.validation]).toEqual([0.1, 0.5, 0.4, 0.3]);
    const { network, abort } = stoppedAfter(2);
    await expect(trainNetwork(validated(parameters, mrr, network), work({ abort }))).rejects.toThrow('stopped');
    expect((await trained(validated(parameters, mrr))).result).toEqual(undisturbed.result);
    expect(await trained(validated(parameters, mrr))).toEqual({ epochs: 0, result: undisturbed.result });
  });

  it('survives kill -9', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'testing/train-line.ts', file], { stdio: 'ignore' });
    const over = once(child, 'close');
    while (!existsSync(file) && child.exitCode === null) await setTimeout(5);
    child.kill('SIGKILL');
    expect(await over).toEqual([null, 'SIGKILL']);
    const { epochs, result } = await trained(lineTraining({ epochs: 8 }));
    expect(epochs).toBeGreaterThan(0);
    expect(epochs).toBeLessThan(8);
    expect(result).toEqual((await trained(lineTraining({ epochs: 8 }), { checkpoint: `${file}.other` })).result);
  });

  describe('is refused, and left as it is,', () => {
    const refused = async (training = lineTraining(), more: Partial<FitOptions> = {}) => {
      const before = await readFile(file);
      const error: unknown = await trainNetwork(training, work(more)).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InputError);
      expect(await readFile(file)).toEqual(before);
      const { message } = error as InputError;
      expect(message).toContain(file);
      expect(message).toContain('delete the file');
      return message;
    };
    beforeEach(async () => {
      await trainNetwork(lineTraining(), work());
    });

    it('when it is cut short', async () => {
      for (const bytes of [0, 20, 300]) {
        await writeFile(file, (await readFile(file)).subarray(0, bytes));
        expect(await refused()).toContain('cut short');
      }
    });

    it('when it is of other parameters, naming one', async () => {
      expect(await refused(lineTraining({ learningRate: 0.2 }))).toContain('parameter learningRate is 0.1, here 0.2');
      const modelParameters = { factors: 3 };
      expect(await refused({ ...lineTraining(), modelParameters })).toContain('parameter factors is undefined, here 3');
    });

    it('when it is of another model, seed or data', async () => {
      expect(await refused({ ...lineTraining(), model: 'curve' })).toContain('its model is line, here curve');
      expect(await refused(lineTraining(), { seed: 2 })).toContain('its seed is 1, here 2');
      expect(await refused({ ...lineTraining(), samples: 21 })).toContain('its points is 20, here 21');
      const other = { ...lineTraining(), batches: () => [{ x: Float32Array.of(1), y: Float32Array.of(1) }] };
      expect(await refused(other)).toContain('its data are others');
    });

    it('when its weights have other shapes', async () => {
      const restore = async () => {
        throw new InputError('the weights "line" are 1 × 2', {}, '1 × 3');
      };
      const training = lineTraining();
      expect(await refused({ ...training, network: { ...training.network, restore } })).toContain('"line" are 1 × 2');
    });
  });
});
