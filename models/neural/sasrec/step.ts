import type { Kernel } from '../../kernels/index.js';
import {
  bytesOf,
  gatherRows,
  type Matrix,
  newMatrix,
  openNeural,
  rowGroups,
  rowRange,
} from '../../kernels/neural/index.js';
import type { Network, Weights } from '../training/network.js';
import { type Differentiated, stepNetwork } from '../training/step-network.js';
import { StepWeights, stepWeightsBytes } from '../training/step-weights.js';
import type { SasRecBatch } from './batches.js';
import { Encoder, type Most } from './encoder.js';
import { optimizer } from './graph.js';
import { layOutLoss } from './losses.js';
import type { SasRecShape } from './shape.js';

/** The largest size of a batch. */
export interface MostOfBatch extends Most {
  /** Negatives that all rows share, where the loss is sampled softmax. */
  readonly negatives: number;
}

type Matrices = Readonly<Record<string, Matrix>>;

/** The fused step of the model that `sasRecGraph` specifies. */
export async function sasRecStep(
  shape: SasRecShape,
  weights: Weights,
  { negatives, ...most }: MostOfBatch,
): Promise<Network<SasRecBatch>> {
  const drawn = { 'sampled-softmax': negatives, softmax: 0, bce: most.rows }[shape.loss];
  const all = 2 * most.rows + drawn;
  const places = { positions: most.rows, ...(shape.loss === 'softmax' ? {} : { items: all }) };
  const layOut = (kernel: Kernel, matrices: Matrices) =>
    laidOut(kernel, matrices, weights, shape, { ...most, negatives: drawn });
  const kernel = await openNeural(stepWeightsBytes(weights, places) + bytesOf((counting) => layOut(counting, {})));
  const table = new StepWeights(kernel, weights, optimizer, places);
  return stepNetwork(kernel, table, layOut(kernel, table.matrices));
}

/** Lays out a step's memory besides the weights, and returns its forward and backward pass. */
function laidOut(
  kernel: Kernel,
  matrices: Matrices,
  weights: Weights,
  shape: SasRecShape,
  most: MostOfBatch,
): (batch: SasRecBatch) => Differentiated {
  const { embeddingSize, dropout, embeddingDropout, maxLength } = shape;
  const isDense = shape.loss === 'softmax';
  const items = matrices.items!;
  const encoder = new Encoder(kernel, matrices, shape, most);
  const loss = layOutLoss(kernel, items, shape, most);
  const sums = Object.fromEntries(
    Object.entries(weights)
      .filter(([name]) => name !== 'positions' && (isDense || name !== 'items'))
      .map(([name, { rows, columns }]) => [name, newMatrix(kernel, rows, columns)]),
  );
  // A batch's ids of row items, of targets and of negatives lie one after the other, and so do their gradients.
  const all = 2 * most.rows + most.negatives;
  const allIds = kernel.ints(all + 3); // negatives are read four at a time
  const allGradients = newMatrix(kernel, all, embeddingSize);
  const ofRows = newMatrix(kernel, most.rows, embeddingSize);
  const itemGroups = rowGroups(kernel, all, shape.items);
  const positionGroups = rowGroups(kernel, most.rows, maxLength);

  return (batch) => {
    const rows = batch.items.length;
    const places = 2 * rows + batch.negatives.length;
    const ids = allIds.subarray(0, places);
    ids.set(batch.items);
    ids.set(batch.targets, rows);
    ids.set(batch.negatives, 2 * rows);
    const sequences = { offsets: batch.offsets, key: batch.key, dropout, embeddingDropout };
    gatherRows(kernel, encoder.embeddings(rows), items, ids.subarray(0, rows));
    const foretold = encoder.forward(sequences);

    const gradients = rowRange(ofRows, 0, rows);
    const ofInputs = rowRange(allGradients, 0, rows);
    const meanLoss = loss(
      { targets: ids.subarray(rows, 2 * rows), negatives: ids.subarray(2 * rows), rows: foretold },
      {
        ofRows: gradients,
        ofTargets: rowRange(allGradients, rows, 2 * rows),
        ofNegatives: rowRange(allGradients, 2 * rows, places),
        ofItems: sums.items!,
      },
    );
    encoder.backward(ofInputs, gradients, sequences, sums);
    const ofItems = isDense
      ? { rows: addPlaces(sums.items!, ofInputs, ids) }
      : { rows: rowRange(allGradients, 0, places), groups: itemGroups(ids) };
    const others = Object.entries(sums).map(([name, matrix]) => [name, { rows: matrix }]);
    const ofPositions = { rows: ofInputs, groups: positionGroups(encoder.positions(rows)) };
    return {
      loss: meanLoss,
      gradients: { ...Object.fromEntries(others), items: ofItems, positions: ofPositions },
    };
  };
}

/** Adds each row to the table's row of its id. */
function addPlaces(table: Matrix, rows: Matrix, ids: Int32Array): Matrix {
  for (let row = 0; row < rows.rows; row++)
    for (let column = 0; column < rows.columns; column++)
      table.values[ids[row]! * table.stride + column]! += rows.values[row * rows.stride + column]!;
  return table;
}
