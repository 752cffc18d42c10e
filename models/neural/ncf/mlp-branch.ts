import type { Kernel } from '../../kernels/index.js';
import {
  addGroupsRelu,
  addRelu,
  addRow,
  columnSums,
  firstRows,
  gemm,
  groupDots,
  groupDotsGradients,
  type Matrix,
  matrixBytes,
  newMatrix,
  reluGradient,
  sumGroups,
} from '../../kernels/neural/index.js';
import type { StepGradients, StepWeights } from '../training/step-weights.js';
import type { NcfLoss } from './graph.js';
import { Lookup, lookupBytes } from './lookup.js';
import type { NcfBranch } from './ncf-branch.js';
import type { NcfShape } from './shape.js';

/** The bytes that {@link mlpBranch} requires for so many visitors and items a batch. */
export function mlpBytes({ embedding, hidden }: NcfShape, visitors: number, items: number): number {
  const inputs = [2 * embedding, ...hidden];
  const layers = hidden.map(
    (width, layer) => 2 * matrixBytes(items, width) + 2 * matrixBytes(inputs[layer]!, width) + matrixBytes(1, width),
  );
  const lookups = lookupBytes(visitors, embedding) + lookupBytes(items, embedding);
  const first = 2 * matrixBytes(visitors, hidden[0]!);
  return lookups + first + matrixBytes(1, hidden.at(-1)!) + layers.reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * MLP: output · the last layer of the tower. The first layer's product with the concatenated embeddings is the sum of its
 * products with each; the visitor's product is shared by all of the visitor's items.
 */
export function mlpBranch(
  kernel: Kernel,
  { matrices }: StepWeights,
  { embedding, hidden }: NcfShape,
  options: NcfLoss,
  visitors: number,
  items: number,
): NcfBranch {
  const [first, last] = [hidden[0]!, hidden.at(-1)!];
  const u = new Lookup(kernel, 'mlp.visitors', matrices['mlp.visitors']!, options, visitors);
  const v = new Lookup(kernel, 'mlp.items', matrices['mlp.items']!, options, items);
  const allShared = newMatrix(kernel, visitors, first);
  const allSharedGradients = newMatrix(kernel, visitors, first);
  const ofVisitors = newMatrix(kernel, embedding, first);
  const ofItems = newMatrix(kernel, embedding, first);
  const ofOutput = newMatrix(kernel, 1, last);
  const layers = hidden.map((width, i) => ({
    name: `mlp.${i + 1}`,
    allOutputs: newMatrix(kernel, items, width),
    allGradients: newMatrix(kernel, items, width),
    ofBiases: newMatrix(kernel, 1, width),
    ofWeights: i > 0 ? newMatrix(kernel, hidden[i - 1]!, width) : ofItems,
  }));
  let looked: { u: Matrix; v: Matrix; shared: Matrix; outputs: Matrix[] } | undefined;

  return {
    forward(batch, scores) {
      const count = batch.items.ids.length;
      const shared = firstRows(allShared, batch.visitors.ids.length);
      const outputs = layers.map(({ allOutputs }) => firstRows(allOutputs, count));
      looked = { u: u.rows(batch.visitors, batch.key), v: v.rows(batch.items, batch.key), shared, outputs };
      gemm(kernel, shared, looked.u, matrices['mlp.1.visitors']!);
      addRow(kernel, shared, matrices['mlp.1.biases']!);
      gemm(kernel, outputs[0]!, looked.v, matrices['mlp.1.items']!);
      addGroupsRelu(kernel, outputs[0]!, shared);
      for (const [i, { name }] of layers.entries()) {
        if (i === 0) continue;
        gemm(kernel, outputs[i]!, outputs[i - 1]!, matrices[`${name}.weights`]!);
        addRelu(kernel, outputs[i]!, matrices[`${name}.biases`]!);
      }
      groupDots(kernel, scores, matrices['output.mlp']!, outputs.at(-1)!);
    },
    penalty: (batch) => u.penalty(batch.visitors) + v.penalty(batch.items),
    backward(batch, scores) {
      const { outputs, ...rows } = looked!;
      const gradients = layers.map(({ allGradients }, i) => firstRows(allGradients, outputs[i]!.rows));
      const made: Record<string, { rows: Matrix }> = { 'output.mlp': { rows: ofOutput } };
      const ends = { shared: ofOutput, matrix: gradients.at(-1)! };
      groupDotsGradients(kernel, ends, scores, matrices['output.mlp']!, outputs.at(-1)!);
      for (let i = layers.length - 1; i > 0; i--) {
        const { name, ofWeights, ofBiases } = layers[i]!;
        reluGradient(kernel, gradients[i]!, outputs[i]!);
        columnSums(kernel, ofBiases, gradients[i]!);
        gemm(kernel, ofWeights, outputs[i - 1]!, gradients[i]!, { transpose: 'a' });
        gemm(kernel, gradients[i - 1]!, gradients[i]!, matrices[`${name}.weights`]!, { transpose: 'b' });
        made[`${name}.weights`] = { rows: ofWeights };
        made[`${name}.biases`] = { rows: ofBiases };
      }
      const { ofBiases } = layers[0]!;
      const shared = firstRows(allSharedGradients, rows.shared.rows);
      reluGradient(kernel, gradients[0]!, outputs[0]!);
      sumGroups(kernel, shared, gradients[0]!);
      columnSums(kernel, ofBiases, shared);
      gemm(kernel, ofVisitors, rows.u, shared, { transpose: 'a' });
      gemm(kernel, ofItems, rows.v, gradients[0]!, { transpose: 'a' });
      gemm(kernel, u.gradients(batch.visitors), shared, matrices['mlp.1.visitors']!, { transpose: 'b' });
      gemm(kernel, v.gradients(batch.items), gradients[0]!, matrices['mlp.1.items']!, { transpose: 'b' });
      return {
        ...made,
        'mlp.1.biases': { rows: ofBiases },
        'mlp.1.visitors': { rows: ofVisitors },
        'mlp.1.items': { rows: ofItems },
        'mlp.visitors': u.tableGradients(batch.visitors),
        'mlp.items': v.tableGradients(batch.items),
      } satisfies StepGradients;
    },
  };
}
