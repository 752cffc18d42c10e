import type { Kernel } from '../../kernels/index.js';
import {
  columnSums,
  firstRows,
  groupDots,
  groupDotsGradients,
  matrixBytes,
  newMatrix,
  product,
} from '../../kernels/neural/index.js';
import type { StepWeights } from '../training/step-weights.js';
import type { NcfLoss } from './graph.js';
import { Lookup, lookupBytes } from './lookup.js';
import type { NcfBranch } from './ncf-branch.js';

/** The bytes that {@link gmfBranch} requires for so many visitors and items a batch. */
export const gmfBytes = (factors: number, visitors: number, items: number): number =>
  lookupBytes(visitors, factors) +
  lookupBytes(items, factors) +
  2 * matrixBytes(visitors, factors) +
  matrixBytes(1, factors);

/** GMF: output · (p ∘ q), computed as (output ∘ p) · q, whose first part a visitor's items share. */
export function gmfBranch(
  kernel: Kernel,
  { matrices }: StepWeights,
  options: NcfLoss,
  visitors: number,
  items: number,
): NcfBranch {
  const output = matrices['output.gmf']!;
  const p = new Lookup(kernel, 'gmf.visitors', matrices['gmf.visitors']!, options, visitors);
  const q = new Lookup(kernel, 'gmf.items', matrices['gmf.items']!, options, items);
  const allShared = newMatrix(kernel, visitors, output.columns);
  const allSums = newMatrix(kernel, visitors, output.columns);
  const ofOutput = newMatrix(kernel, 1, output.columns);
  let rows = { p: allShared, q: allShared, shared: allShared };
  return {
    forward(batch, scores) {
      const shared = firstRows(allShared, batch.visitors.ids.length);
      rows = { p: p.rows(batch.visitors, batch.key), q: q.rows(batch.items, batch.key), shared };
      product(kernel, shared, rows.p, output);
      groupDots(kernel, scores, shared, rows.q);
    },
    penalty: (batch) => p.penalty(batch.visitors) + q.penalty(batch.items),
    backward(batch, scores) {
      const sums = firstRows(allSums, rows.p.rows);
      groupDotsGradients(kernel, { shared: sums, matrix: q.gradients(batch.items) }, scores, rows.shared, rows.q);
      product(kernel, p.gradients(batch.visitors), sums, output);
      product(kernel, sums, sums, rows.p);
      columnSums(kernel, ofOutput, sums);
      return {
        'gmf.visitors': p.tableGradients(batch.visitors),
        'gmf.items': q.tableGradients(batch.items),
        'output.gmf': { rows: ofOutput },
      };
    },
  };
}
