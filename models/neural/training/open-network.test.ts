import type * as TensorFlow from '@tensorflow/tfjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { InputError, keepingNotes, quiet } from '../../../data/index.js';
import type { BackendChoice } from '../../base/backend.js';
import { importGpuPackage } from './gpu-package.js';
import type { Graph, Network } from './network.js';
import { openNetwork } from './open-network.js';

vi.mock('./gpu-package.js', { spy: true });

/** Its loss is its one weight. */
const graph: Graph<null> = {
  weights: { w: { rows: 1, columns: 1, values: Float32Array.of(5) } },
  optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  touched: () => ({}),
  loss: (tf, { w }) => tf.sum<TensorFlow.Scalar>(w!),
};
const fused = { begin: () => {} } as Network<null>;

async function open(backend?: BackendChoice) {
  const reporter = keepingNotes('test', quiet);
  const context = { reporter, ...(backend && { backend }) };
  const network = await openNetwork({ step: async () => fused, graph: () => graph }, context);
  return { network, notes: reporter.notes };
}

/** What the package gives on a machine with or without a GPU: TensorFlow.js with a backend named `tensorflow`. */
async function packageWith(isUsingGpuDevice: boolean): Promise<typeof TensorFlow> {
  const tf = await import('@tensorflow/tfjs');
  return { ...tf, setBackend: () => tf.setBackend('cpu'), backend: () => ({ isUsingGpuDevice }) as never };
}

describe('openNetwork', () => {
  beforeEach(() => {
    vi.mocked(importGpuPackage).mockReset();
    const absent = Object.assign(new Error("Cannot find package '@tensorflow/tfjs-node-gpu'"), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    vi.mocked(importGpuPackage).mockRejectedValue(absent);
  });

  it('takes the fused step by default where there is no GPU, and says why', async () => {
    const { network, notes } = await open();
    expect(network).toBe(fused);
    expect(notes).toEqual([
      'backend: step: fused kernels on the CPU (the backend gpu cannot be used: @tensorflow/tfjs-node-gpu is not installed)',
    ]);
  });

  it('takes the step when asked to, without loading TensorFlow.js for a GPU, and says nothing', async () => {
    const { network, notes } = await open('step');
    expect(network).toBe(fused);
    expect(notes).toEqual([]);
    expect(importGpuPackage).not.toHaveBeenCalled();
  });

  it.each(['wasm', 'cpu'] as const)('runs the graph on %s', async (backend) => {
    const { network } = await open(backend);
    expect(await network.step(null, { learningRate: 1, clipNorm: 0 })).toBe(5);
    expect((await network.weights()).w!.values[0]).toBeCloseTo(4);
    network.dispose();
  });

  it('runs the graph on a GPU where one answers', async () => {
    vi.mocked(importGpuPackage).mockResolvedValue(await packageWith(true));
    const { network, notes } = await open('auto');
    expect(await network.step(null, { learningRate: 1, clipNorm: 0 })).toBe(5);
    expect(notes).toEqual(['backend: gpu: TensorFlow on a GPU (a GPU answers)']);
    network.dispose();
  });

  it('takes the step where the package loads and finds no GPU', async () => {
    vi.mocked(importGpuPackage).mockResolvedValue(await packageWith(false));
    const { network, notes } = await open('auto');
    expect(network).toBe(fused);
    expect(notes[0]).toContain('finds no GPU');
  });

  it('refuses a GPU that is asked for and not there, in one error', async () => {
    await expect(open('gpu')).rejects.toThrow(InputError);
    await expect(open('gpu')).rejects.toThrow(
      'the backend gpu cannot be used: @tensorflow/tfjs-node-gpu is not installed',
    );
    vi.mocked(importGpuPackage).mockResolvedValue(await packageWith(false));
    await expect(open('gpu')).rejects.toThrow('finds no GPU');
    vi.mocked(importGpuPackage).mockRejectedValue(new Error('libcudart.so.11: cannot open shared object file\nat …'));
    await expect(open('gpu')).rejects.toThrow('does not load (libcudart.so.11: cannot open shared object file)');
  });
});
