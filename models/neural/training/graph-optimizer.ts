import type * as TensorFlow from '@tensorflow/tfjs';
import type { Optimizer } from '../../kernels/neural/index.js';
import type { Tensors } from './network.js';

type Matrix = TensorFlow.Tensor2D;

/** What an update requires besides the gradient. */
interface UpdateOptions {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** rows × 1: 1 for the rows that may change, 0 for the others; absent: all rows may. */
  readonly rows: Matrix | undefined;
}

/** Updates of weights, and the sums over past gradients that they require, on the device. */
export interface GraphOptimizer {
  /** Two for each weight, of its shape, named after it. */
  readonly sums: Tensors;
  /** Updates a weight and its sums. Runs inside `tidy`. */
  update(name: string, gradient: Matrix, options: UpdateOptions): void;
}

/** Makes an {@link Optimizer} for graphs, with its sums initialised to 0. */
export function graphOptimizer(optimizer: Optimizer, weights: Tensors, tf: typeof TensorFlow): GraphOptimizer {
  const first = `${optimizer.kind === 'adam' ? 'mean' : 'momentum'}`;
  const sums: Record<string, Tensors[string]> = {};
  for (const [name, weight] of Object.entries(weights)) {
    sums[`${name}.${first}`] = tf.tidy(() => tf.variable(tf.zerosLike(weight)));
    sums[`${name}.squares`] = tf.tidy(() => tf.variable(tf.zerosLike(weight)));
  }
  const rule = optimizer.kind === 'adam' ? adam(optimizer, tf) : adagrad(optimizer, tf);
  return {
    sums,
    update: (name, gradient, { step, learningRate, rows }) => {
      const before = [weights[name]!, sums[`${name}.${first}`]!, sums[`${name}.squares`]!] as const;
      const after = rule(...before, gradient, learningRate, step);
      for (const [i, variable] of before.entries())
        variable.assign(rows ? chosen(rows, after[i]!, variable) : after[i]!);
    },
  };
}

// Not tf.where: it first repeats the mask in each column, which takes the WASM backend a hundred times longer.
const chosen = (rows: Matrix, after: Matrix, before: Matrix): Matrix =>
  after.mul<Matrix>(rows).add<Matrix>(before.mul(rows.mul<Matrix>(-1).add<Matrix>(1)));

type Rule = (
  weight: Matrix,
  first: Matrix,
  squares: Matrix,
  gradient: Matrix,
  learningRate: number,
  step: number,
) => readonly [weight: Matrix, first: Matrix, squares: Matrix];

const adagrad =
  ({ momentum, epsilon }: Optimizer & { kind: 'adagrad' }, tf: typeof TensorFlow): Rule =>
  (weight, move, squares, gradient, learningRate) => {
    const squaresNow = squares.add<Matrix>(tf.square(gradient));
    const length = gradient.mul<Matrix>(learningRate).div<Matrix>(tf.sqrt(squaresNow.add(epsilon)));
    const moveNow = move.mul<Matrix>(momentum).sub<Matrix>(length);
    return [weight.add(moveNow), moveNow, squaresNow];
  };

const adam =
  ({ beta1, beta2, epsilon }: Optimizer & { kind: 'adam' }, tf: typeof TensorFlow): Rule =>
  (weight, mean, squares, gradient, learningRate, step) => {
    const meanNow = mean.mul<Matrix>(beta1).add<Matrix>(gradient.mul(1 - beta1));
    const squaresNow = squares.mul<Matrix>(beta2).add<Matrix>(tf.square(gradient).mul(1 - beta2));
    const size = tf.sqrt(squaresNow.div(1 - beta2 ** step)).add(epsilon);
    const move = meanNow.mul<Matrix>(learningRate / (1 - beta1 ** step)).div<Matrix>(size);
    return [weight.sub(move), meanNow, squaresNow];
  };
