import type * as TensorFlow from '@tensorflow/tfjs';
import type { Table } from '../../base/table.js';
import { assertSameShapes } from './assert-same-shapes.js';
import { graphOptimizer } from './graph-optimizer.js';
import type { Graph, Network, StepOptions, Weights } from './network.js';

type Variable = TensorFlow.Variable<TensorFlow.Rank.R2>;
type Matrix = TensorFlow.Tensor2D;

/**
 * Makes a graph trainable by TensorFlow.js on the current backend. Gradients come from automatic differentiation; weights and
 * the optimizer's sums are variables that never leave the device during a step.
 */
export function graphNetwork<Batch>(graph: Graph<Batch>, tf: typeof TensorFlow): Network<Batch> {
  const weights: Readonly<Record<string, Variable>> = mapTables(graph.weights, (table) => variableOf(tf, table));
  const optimizer = graphOptimizer(graph.optimizer, weights, tf);
  const changed = { ...weights, ...optimizer.sums };
  let steps = 0;

  const differentiated = (batch: Batch) => {
    const { value, grads } = tf.variableGrads(() => graph.loss(tf, weights, batch), Object.values(weights));
    const gradients: Record<string, Matrix> = {};
    for (const [name, weight] of Object.entries(weights))
      gradients[name] = (grads[weight.name] as Matrix | undefined) ?? tf.zerosLike(weight);
    return { value, gradients };
  };

  return {
    begin: () => graph.begin?.(tf),
    step: async (batch, { learningRate, clipNorm }: StepOptions) => {
      steps++;
      const loss = tf.tidy(() => {
        const { value, gradients } = differentiated(batch);
        const clip = clipNorm > 0 ? clipped(gradients, clipNorm, tf) : gradients;
        const touched = graph.touched(batch);
        for (const [name, weight] of Object.entries(weights)) {
          const rows = touched[name] && rowMask(touched[name], weight.shape[0], tf);
          optimizer.update(name, clip[name]!, { step: steps, learningRate, rows });
        }
        return value;
      });
      const [value] = await loss.data();
      loss.dispose();
      return value!;
    },
    gradients: async (batch) => {
      const gradients = tf.tidy(() => differentiated(batch).gradients);
      const tables = await tablesOf(gradients);
      tf.dispose(gradients);
      return tables;
    },
    weights: () => tablesOf(weights),
    state: async () => ({ ...(await tablesOf(changed)), steps: oneNumber(steps) }),
    restore: async (state) => {
      assertSameShapes(state, { ...mapTables(changed, shapeOf), steps: oneNumber(steps) });
      for (const [name, variable] of Object.entries(changed))
        tf.tidy(() => variable.assign(tensorOf(tf, state[name]!) as never));
      steps = state.steps!.values[0]!;
    },
    withThreads: (_threads, work) => work(),
    dispose: () => {
      tf.dispose(changed);
      graph.dispose?.();
    },
  };
}

const tensorOf = (tf: typeof TensorFlow, { rows, columns, values }: Table): Matrix =>
  tf.tensor2d(values.slice(), [rows, columns]); // a copy: the backend `cpu` computes on the array itself

const variableOf = (tf: typeof TensorFlow, table: Table): Variable => tf.tidy(() => tf.variable(tensorOf(tf, table)));

const shapeOf = ({ shape: [rows, columns] }: Matrix) => ({ rows, columns });

const oneNumber = (value: number): Table => ({ rows: 1, columns: 1, values: Float32Array.of(value) });

/** Gradients scaled down to norm `longest` where their norm, over all weights, exceeds it. */
function clipped(gradients: Record<string, Matrix>, longest: number, tf: typeof TensorFlow): Record<string, Matrix> {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const factor = tf.minimum(1, tf.div(longest, tf.sqrt(tf.addN(squares))));
  return mapTables(gradients, (gradient) => tf.mul(gradient, factor));
}

/** rows × 1: 1 for the rows that a batch touches. */
function rowMask(touched: Int32Array, rows: number, tf: typeof TensorFlow): Matrix {
  const mask = new Float32Array(rows);
  for (const row of touched) mask[row] = 1;
  return tf.tensor2d(mask, [rows, 1]);
}

async function tablesOf(tensors: Readonly<Record<string, Matrix>>): Promise<Weights> {
  const tables: Record<string, Table> = {};
  for (const [name, tensor] of Object.entries(tensors))
    tables[name] = { ...shapeOf(tensor), values: (await tensor.data<'float32'>()).slice() };
  return tables;
}

function mapTables<A, B>(tables: Readonly<Record<string, A>>, of: (table: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, of(table)]));
}
