import type * as TensorFlow from '@tensorflow/tfjs';
import { InputError } from '../../data/index.js';
import type { Backend } from './backend.js';
import { registerTensorKernels } from './tensor-kernels.js';

/**
 * Loads TensorFlow.js, which takes a quarter of a second and is therefore not imported anywhere, and sets its backend.
 * @throws InputError when the backend cannot be loaded, or `gpu` finds no GPU.
 */
export async function loadTensorFlow(backend: Exclude<Backend, 'step'>): Promise<typeof TensorFlow> {
  if (backend === 'gpu') return loadGpu();
  const tf = await import('@tensorflow/tfjs');
  if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  tf.enableProdMode(); // says nothing of packages that would be faster
  if (!(await tf.setBackend(backend)))
    throw new InputError(`TensorFlow.js's backend ${backend} does not start here`, {}, '--backend step or cpu');
  await tf.ready();
  registerTensorKernels(tf, backend);
  return tf;
}

const gpuPackage: string = '@tensorflow/tfjs-node-gpu'; // not a literal: the compiler must not look for what may be missing

async function loadGpu(): Promise<typeof TensorFlow> {
  const expected = 'a machine with a CUDA GPU and that package installed, or --backend auto, step, wasm or cpu';
  const tf = (await import(gpuPackage).catch((error: Error) => {
    throw new InputError(`the backend gpu cannot be loaded: ${firstLine(error)}`, {}, expected);
  })) as typeof TensorFlow;
  await tf.setBackend('tensorflow');
  // The binding computes on the CPU, without a word, where it finds no GPU.
  if (!(tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice)
    throw new InputError(`the backend gpu cannot be used: ${gpuPackage} loads but finds no GPU`, {}, expected);
  return tf;
}

const firstLine = ({ message }: Error) => message.split('\n', 1)[0];
