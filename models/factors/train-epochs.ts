import type { WorkOptions } from '../base/recommender.js';
import type { BprTrainer } from '../kernels/index.js';

/** Runs a trainer through its epochs; progress is reported in its samples. */
export async function trainEpochs(
  model: string,
  trainer: Pick<BprTrainer, 'samples' | 'train'>,
  { epochs, threads }: { readonly epochs: number; readonly threads: number },
  { reporter, abort }: WorkOptions,
): Promise<void> {
  const bar = reporter.start(`${model}: epochs`, epochs * trainer.samples, 'samples');
  await trainer.train({ epochs, threads, abort, done: (done) => bar.update(done * trainer.samples) });
  bar.finish();
}
