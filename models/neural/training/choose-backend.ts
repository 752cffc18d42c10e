import type { Backend, BackendChoice } from '../../base/backend.js';
import { loadTensorFlow } from './load-tensor-flow.js';

/** The chosen backend, and why it was chosen. */
export interface ChosenBackend {
  readonly backend: Backend;
  readonly reason: string;
}

/**
 * Chooses the backend of neural training steps: the requested one, or with `auto` a GPU where one responds.
 * @throws InputError when the requested backend cannot be loaded.
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

/** One line that names the backend and the reason. */
export const backendLine = ({ backend, reason }: ChosenBackend): string => `${descriptions[backend]} (${reason})`;

const descriptions = {
  step: 'step: fused kernels on the CPU',
  gpu: 'gpu: TensorFlow on a GPU',
  wasm: 'wasm: TensorFlow.js on its WASM backend',
  cpu: 'cpu: TensorFlow.js in plain JavaScript',
} satisfies Record<Backend, string>;
