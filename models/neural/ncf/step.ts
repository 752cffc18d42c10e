import { bytesFor, type Kernel } from '../../kernels/index.js';
import {
  binaryCrossEntropy,
  matrixBytes,
  newMatrix,
  openNeural,
  rowGroups,
  rowGroupsBytes,
} from '../../kernels/neural/index.js';
import type { Network, Weights } from '../training/network.js';
import { stepNetwork } from '../training/step-network.js';
import { type StepGradients, StepWeights, stepWeightsBytes } from '../training/step-weights.js';
import type { NcfBatch } from './batches.js';
import { gmfBranch, gmfBytes } from './gmf-branch.js';
import { type NcfLoss, optimizer } from './graph.js';
import type { Ids } from './lookup.js';
import { mlpBranch, mlpBytes } from './mlp-branch.js';
import type { NcfBranch } from './ncf-branch.js';
import { hasGmf, hasMlp, type NcfShape } from './shape.js';

/** The sizes that a step's memory is laid out for. */
export interface NcfStepOptions extends NcfLoss {
  /** The most visitors in a batch … */
  readonly batchSize: number;
  /** … and the number of items for each of them besides their own. */
  readonly negatives: number;
}

/** The fused step of the model that `ncfGraph` specifies. */
export async function ncfStep(shape: NcfShape, weights: Weights, options: NcfStepOptions): Promise<Network<NcfBatch>> {
  const { batchSize: visitors, negatives } = options;
  const items = visitors * (1 + negatives);
  const places: Record<string, number> = {};
  if (hasGmf(shape)) Object.assign(places, { 'gmf.visitors': visitors, 'gmf.items': items });
  if (hasMlp(shape)) Object.assign(places, { 'mlp.visitors': visitors, 'mlp.items': items });
  const kernel = await openNeural(
    stepWeightsBytes(weights, places) +
      bytesFor(4 * visitors, 4 * items, 4 * items, 4 * items) +
      rowGroupsBytes(visitors) +
      rowGroupsBytes(items) +
      matrixBytes(1, 1) +
      (hasGmf(shape) ? gmfBytes(shape.factors, visitors, items) : 0) +
      (hasMlp(shape) ? mlpBytes(shape, visitors, items) : 0),
  );
  const table = new StepWeights(kernel, weights, optimizer, places);
  const halves: NcfBranch[] = [];
  if (hasGmf(shape)) halves.push(gmfBranch(kernel, table, options, visitors, items));
  if (hasMlp(shape)) halves.push(mlpBranch(kernel, table, shape, options, visitors, items));
  const visitorIds = idsOf(kernel, visitors, shape.visitors);
  const itemIds = idsOf(kernel, items, shape.items);
  const allScores = kernel.floats(items);
  const allLosses = kernel.floats(items);
  const bias = table.matrices['output.bias']!;
  const ofBias = newMatrix(kernel, 1, 1);

  return stepNetwork(kernel, table, (batch) => {
    const count = batch.items.length;
    const looked = { visitors: visitorIds(batch.visitors), items: itemIds(batch.items), key: batch.key };
    const scores = allScores.subarray(0, count).fill(0);
    const losses = allLosses.subarray(0, count);
    for (const half of halves) half.forward(looked, scores);
    binaryCrossEntropy(kernel, scores, { period: count / batch.visitors.length, bias, scale: 1 / count, losses });
    let loss = mean(losses);
    ofBias.values[0] = count * mean(scores);
    let gradients: StepGradients = { 'output.bias': { rows: ofBias } };
    for (const half of halves) {
      loss += half.penalty(looked);
      gradients = { ...gradients, ...half.backward(looked, scores) };
    }
    return { loss, gradients };
  });
}

/** Allocates memory for the ids of a batch, and returns the function that fills it. */
function idsOf(kernel: Kernel, most: number, tableRows: number): (ids: Int32Array) => Ids {
  const room = kernel.ints(most);
  const grouped = rowGroups(kernel, most, tableRows);
  return (given) => {
    const ids = room.subarray(0, given.length);
    ids.set(given);
    return { ids, groups: grouped(ids) };
  };
}

function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
