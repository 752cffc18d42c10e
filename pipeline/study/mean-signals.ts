import { type SignalInput, signalMatrix, signalSchema } from '../../features/index.js';
import { resolveStage } from '../engine/stage.js';
import { readSplit } from '../files/split-file.js';
import { fitPartsFor } from '../stages/fit-parts.js';
import { split } from '../stages/split.js';
import { quietPipeline, type Settings } from './quiet-pipeline.js';

/**
 * The mean weight of a visitor-item pair under each signal, in the log that a protocol's models are
 * fitted on. A larger mean raises all confidences of an ALS, however well the signal tells pairs apart.
 * @param signals settings that differ from the signal's defaults, by name.
 */
export async function meanSignals<Name extends string>(
  settings: Settings,
  signals: Readonly<Record<Name, SignalInput>>,
): Promise<Record<Name, number>> {
  const pipeline = quietPipeline(settings);
  const parts = await readSplit((await resolveStage(pipeline, split)).folder);
  const { train } = fitPartsFor(pipeline.config, parts);
  const meanOf = (signal: SignalInput) => {
    const { weights } = signalMatrix(train, signalSchema().parse(signal));
    return weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  };
  const means = Object.entries<SignalInput>(signals).map(([name, signal]) => [name, meanOf(signal)] as const);
  return Object.fromEntries(means) as Record<Name, number>;
}
