import type { Backend, BackendChoice } from '../../base/backend.js';
import { loadTensorFlow } from './load-tensor-flow.js';

/** What computes, and why. */
export interface ChosenBackend {
  readonly backend: Backend;
  readonly reason: string;
}

/**
 * Says what is to compute the steps of neural models: what was asked for, or with `auto` a GPU where one answers.
 * @throws InputError when what was asked for cannot be loaded.
 */
export async function chooseBackend(choice: BackendChoice): Promise<ChosenBackend> {
  if (choice === 'auto') return firstThatAnswers();
  if (choice !== 'step') await loadTensorFlow(choice);
  return { backend: choice, reason: 'asked for' };
}

async function firstThatAnswers(): Promise<ChosenBackend> {
  try {
    await loadTensorFlow('gpu');
    return { backend: 'gpu', reason: 'a GPU answers' };
  } catch (error) {
    const [why] = (error as Error).message.split('\n', 1);
    return { backend: 'step', reason: why! };
  }
}

/** In a line, what computes and why. */
export const backendLine = ({ backend, reason }: ChosenBackend): string => `${descriptions[backend]} (${reason})`;

const descriptions = {
  step: 'step: fused kernels on the CPU',
  gpu: 'gpu: TensorFlow on a GPU',
  wasm: 'wasm: TensorFlow.js on its WASM backend',
  cpu: 'cpu: TensorFlow.js in plain JavaScript',
} satisfies Record<Backend, string>;
