import type * as TensorFlow from '@tensorflow/tfjs';

export const gpuPackage: string = '@tensorflow/tfjs-node-gpu';

/** Loads the optional package that computes on a GPU. @throws where it is not installed, or its native part does not load. */
export const importGpuPackage = (): Promise<typeof TensorFlow> => import(gpuPackage); // not a literal: the compiler must not look for what may be missing
