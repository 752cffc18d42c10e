import { bytesFor } from '../../kernels/index.js';
import {
  bagRows,
  firstRows,
  gemm,
  type Matrix,
  matrixBytes,
  newMatrix,
  openNeural,
  softmaxCrossEntropy,
} from '../../kernels/neural/index.js';
import type { Network, Weights } from '../training/network.js';
import { stepNetwork } from '../training/step-network.js';
import { StepWeights, stepWeightsBytes } from '../training/step-weights.js';
import { optimizer, type TowerLoss } from './graph.js';
import { bagTurner, bagTurnerBytes, kernelBags, kernelBagsBytes } from './kernel-bags.js';
import type { TowerBatch } from './samples.js';
import { sides, type TowerShape } from './shape.js';
import { Tower, towerBytes } from './tower.js';
import { TowerGradients, towerGradientsBytes } from './tower-gradients.js';

/** The sizes that a step's memory is laid out for. */
export interface TowerStepOptions extends TowerLoss {
  /** Samples in a batch. */
  readonly size: number;
  /** The most entries of all its bags. */
  readonly entries: number;
}

/** The fused step of the model that `towerGraph` specifies. */
export async function towerStep(
  shape: TowerShape,
  weights: Weights,
  { temperature, corrections, size, entries }: TowerStepOptions,
): Promise<Network<TowerBatch>> {
  const { width, hidden, embeddings } = shape;
  const places = { items: Math.min(entries, embeddings) };
  const kernel = await openNeural(
    bytesFor(
      stepWeightsBytes(weights, places),
      kernelBagsBytes(2 * size, entries),
      bagTurnerBytes(entries),
      ...sides.map(() => towerBytes(hidden, size) + towerGradientsBytes(shape, size) + 3 * matrixBytes(size, width)),
      ...[matrixBytes(places.items, width), matrixBytes(size, size)],
      ...[4 * size, 4 * size, 4 * size, 4 * size],
    ),
  );
  const table = new StepWeights(kernel, weights, optimizer, places);
  const items = table.matrices.items!;
  const copied = kernelBags(kernel, 2 * size, entries);
  const turned = bagTurner(kernel, entries, embeddings);
  const sums = newMatrix(kernel, 2 * size, width);
  const ofSums = newMatrix(kernel, 2 * size, width);
  const ofItems = newMatrix(kernel, places.items, width);
  const towers = {
    visitor: new Tower(kernel, 'visitor', table.matrices, 1 / temperature, size),
    item: new Tower(kernel, 'item', table.matrices, 1, size),
  };
  const gradients = { visitor: new TowerGradients(towers.visitor), item: new TowerGradients(towers.item) };
  const vectors = { visitor: newMatrix(kernel, size, width), item: newMatrix(kernel, size, width) };
  const scores = newMatrix(kernel, size, size);
  const [targets, columnItems] = [kernel.ints(size), kernel.ints(size)];
  const [columnOffsets, losses] = [kernel.floats(size), kernel.floats(size)];
  for (let row = 0; row < size; row++) targets[row] = row;

  return stepNetwork(kernel, table, (batch) => {
    const bags = copied(batch.bags);
    bagRows(kernel, sums, items, bags);
    const inputs = { visitor: half(sums, 0), item: half(sums, 1) };
    for (const side of sides) towers[side].forward(vectors[side], inputs[side]);
    gemm(kernel, scores, vectors.visitor, vectors.item, { transpose: 'b' });
    columnItems.set(batch.items);
    for (let row = 0; row < size; row++) columnOffsets[row] = corrections[batch.items[row]!]!;
    softmaxCrossEntropy(kernel, scores, { targets, columnOffsets, columnItems, scale: 1 / size, losses });

    const back = { visitor: half(ofSums, 0), item: half(ofSums, 1) };
    gemm(kernel, back.visitor, scores, vectors.item);
    gemm(kernel, back.item, scores, vectors.visitor, { transpose: 'a' });
    const ofTowers = sides.map((side) => gradients[side].backward(back[side], vectors[side], inputs[side]));
    const { bags: ofRows, groups } = turned(bags);
    const rows = firstRows(ofItems, groups.rows.length);
    bagRows(kernel, rows, ofSums, ofRows);
    return { loss: mean(losses), gradients: { items: { rows, groups }, ...ofTowers[0], ...ofTowers[1] } };
  });
}

/** The first or second half of a matrix's rows, in the same memory. */
const half = (matrix: Matrix, second: 0 | 1): Matrix => {
  const rows = matrix.rows / 2;
  const length = rows * matrix.stride;
  return { ...matrix, rows, values: matrix.values.subarray(second * length, (second + 1) * length) };
};

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
