import type * as TensorFlow from '@tensorflow/tfjs';

type KernelFunc = TensorFlow.KernelConfig['kernelFunc'];
type TensorInfo = TensorFlow.TensorInfo;

/**
 * Adds to TensorFlow.js's backends `wasm` and `cpu` what training needs and they lack. UnsortedSegmentSum, the gradient of gather, is
 * missing in `wasm` and takes time segments × rows in `cpu`. Products of transposed matrices take `wasm` ten times longer than
 * transposing them first.
 */
export function registerTensorKernels(tf: typeof TensorFlow, backendName: 'wasm' | 'cpu'): void {
  replace(tf, { kernelName: 'UnsortedSegmentSum', backendName, kernelFunc: segmentSum });
  if (backendName === 'cpu') return;
  const multiply = tf.getKernel('BatchMatMul', backendName);
  if (!ours.has(multiply.kernelFunc))
    replace(tf, { ...multiply, kernelFunc: transposingFirst(tf, multiply.kernelFunc) });
}

/** Products that already transpose first. */
const ours = new WeakSet<KernelFunc>();

function replace(tf: typeof TensorFlow, kernel: TensorFlow.KernelConfig): void {
  if (tf.getKernel(kernel.kernelName, kernel.backendName)) tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

/** Row `i` of x is added to row `segmentIds[i]` of the result. */
const segmentSum: KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
  const { numSegments } = attrs as { numSegments: number };
  const plain = backend as TensorFlow.KernelBackend;
  const rows = plain.readSync(x.dataId) as Float32Array;
  const ids = plain.readSync(segmentIds.dataId) as Int32Array;
  const shape = [numSegments, ...x.shape.slice(1)];
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  const sums = new Float32Array(numSegments * width);
  for (let i = 0; i < ids.length; i++)
    for (let c = 0; c < width; c++) sums[ids[i]! * width + c]! += rows[i * width + c]!;
  return { dataId: plain.write(sums, shape, 'float32'), shape, dtype: 'float32' };
};

function transposingFirst(tf: typeof TensorFlow, multiply: KernelFunc): KernelFunc {
  const { kernelFunc: transpose } = tf.getKernel('Transpose', 'wasm');
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) => {
    const transposed = (x: TensorInfo): TensorInfo => {
      const axes = [...x.shape.keys()];
      const perm = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
      return transpose({ inputs: { x }, backend, attrs: { perm } }) as TensorInfo;
    };
    const given = inputs as { a: TensorInfo; b: TensorInfo };
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const a = transposeA ? transposed(given.a) : given.a;
    const b = transposeB ? transposed(given.b) : given.b;
    const product = multiply({ inputs: { a, b }, backend, attrs: { transposeA: false, transposeB: false } });
    if (transposeA) (backend as TensorFlow.KernelBackend).disposeData(a.dataId);
    if (transposeB) (backend as TensorFlow.KernelBackend).disposeData(b.dataId);
    return product;
  };
  ours.add(kernelFunc);
  return kernelFunc;
}
