import type * as TensorFlow from '@tensorflow/tfjs';
import { InputError } from '../../../data/index.js';
import type { Backend } from '../../base/backend.js';
import { gpuPackage, importGpuPackage } from './gpu-package.js';
import { registerTensorKernels } from './tensor-kernels.js';

/**
 * Loads TensorFlow.js and sets its backend. It is not imported earlier, because the import takes a quarter of a second.
 * @throws InputError when the backend cannot be loaded, or `gpu` finds no GPU.
 */
export async function loadTensorFlow(backend: Exclude<Backend, 'step'>): Promise<typeof TensorFlow> {
  if (backend === 'gpu') return loadGpu();
  const tf = await import('@tensorflow/tfjs');
  if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  tf.enableProdMode(); // suppresses the hint at faster packages
  if (!(await tf.setBackend(backend)))
    throw new InputError(`TensorFlow.js's backend ${backend} does not start here`, {}, '--backend step, or auto');
  registerTensorKernels(tf, backend);
  return tf;
}

async function loadGpu(): Promise<typeof TensorFlow> {
  const tf = await importGpuPackage().catch((error: NodeJS.ErrnoException) => {
    const isAbsent = error.code === 'ERR_MODULE_NOT_FOUND';
    throw noGpu(isAbsent ? 'is not installed' : `does not load (${error.message.split('\n', 1)[0]})`);
  });
  await tf.setBackend('tensorflow');
  // Where it finds no GPU, it silently computes on the CPU.
  if (!(tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice) throw noGpu('finds no GPU');
  try {
    tf.tidy(() => tf.matMul(tf.ones([2, 2]), tf.ones([2, 2])).dataSync());
  } catch (error) {
    throw noGpu(`cannot compute on the GPU (${(error as Error).message.split('\n', 1)[0]})`);
  }
  return tf;
}

const noGpu = (why: string) =>
  new InputError(
    `the backend gpu cannot be used: ${gpuPackage} ${why}`,
    {},
    '--backend auto, step, wasm or cpu; or a GPU with CUDA and that package',
  );
