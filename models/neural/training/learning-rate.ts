import type { TrainingParameters } from './training-parameters.js';

/**
 * The learning rate of a step, counted from 0 over all epochs. It rises from nearly 0 over the share `warmup` of the steps, then
 * follows `schedule`.
 * @param steps the number of steps of all epochs.
 */
export function learningRateAt(
  { learningRate, schedule, warmup }: Pick<TrainingParameters, 'learningRate' | 'schedule' | 'warmup'>,
  step: number,
  steps: number,
): number {
  const rising = Math.round(warmup * steps);
  if (step < rising) return (learningRate * (step + 1)) / rising;
  if (schedule === 'constant') return learningRate;
  const gone = Math.min(1, (step - rising) / (steps - rising));
  return learningRate * (schedule === 'linear' ? 1 - gone : (1 + Math.cos(Math.PI * gone)) / 2);
}
