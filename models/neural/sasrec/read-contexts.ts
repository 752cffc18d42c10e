import { setImmediate } from 'node:timers/promises';
import { type Lists, listAt, packLists } from '../../../data/index.js';
import type { WorkContext } from '../../base/recommender.js';
import type { Kernel } from '../../kernels/index.js';
import { bytesOf, fillMatrix, type Matrix, newMatrix, normalizeRows, openNeural } from '../../kernels/neural/index.js';
import type { Weights } from '../training/network.js';
import { Encoder } from './encoder.js';
import type { SasRecShape } from './shape.js';

/** Items that are read at a time. */
const rowsAtATime = 2048;

/**
 * What the last item of each context, and those before it, foretell.
 * @returns contexts × d, as items are scored by; zeros for a context without items.
 */
export async function readContexts(
  shape: SasRecShape,
  weights: Weights,
  contexts: Lists,
  { threads = 1, signal }: Partial<WorkContext> = {},
): Promise<Float32Array> {
  const { embeddingSize, temperature } = shape;
  const vectors = new Float32Array((contexts.offsets.length - 1) * embeddingSize);
  const batches = inBatches(contexts);
  const most = {
    rows: Math.max(0, ...batches.map((batch) => rowsOf(contexts, batch))),
    sequences: Math.max(0, ...batches.map((batch) => batch.length)),
  };
  const { items, ...others } = weights;
  const layOut = (kernel: Kernel) => {
    const matrices = Object.fromEntries(
      Object.entries(others).map(([name, { rows, columns }]) => [name, newMatrix(kernel, rows, columns)]),
    );
    return { matrices, encoder: new Encoder(kernel, matrices, shape, most), factors: kernel.floats(most.rows) };
  };
  const kernel = await openNeural(bytesOf(layOut));
  const { matrices, encoder, factors } = layOut(kernel);
  for (const [name, matrix] of Object.entries(matrices)) fillMatrix(matrix, others[name]!.values);

  await kernel.withThreads(threads, async () => {
    for (const batch of batches) {
      const { offsets, values } = packLists(batch.map((context) => listAt(contexts, context)));
      lookUp(encoder.embeddings(values.length), items!.values, values);
      const rows = encoder.forward({ offsets, dropout: 0, embeddingDropout: 0, key: 0 });
      if (temperature !== null) normalizeRows(kernel, rows, 1 / temperature, factors);
      for (const [i, context] of batch.entries()) {
        const last = (offsets[i + 1]! - 1) * rows.stride;
        vectors.set(rows.values.subarray(last, last + embeddingSize), context * embeddingSize);
      }
      await setImmediate();
      signal?.throwIfAborted();
    }
  });
  return vectors;
}

/** The contexts that have items, put together into batches. */
function inBatches({ offsets }: Lists): number[][] {
  const batches: number[][] = [];
  let rows = rowsAtATime;
  for (let context = 0; context + 1 < offsets.length; context++) {
    const more = offsets[context + 1]! - offsets[context]!;
    if (more === 0) continue;
    if (rows + more > rowsAtATime) {
      batches.push([]);
      rows = 0;
    }
    batches.at(-1)!.push(context);
    rows += more;
  }
  return batches;
}

const rowsOf = ({ offsets }: Lists, contexts: readonly number[]): number =>
  contexts.reduce((sum, context) => sum + offsets[context + 1]! - offsets[context]!, 0);

function lookUp({ columns, stride, values }: Matrix, table: Float32Array, ids: Int32Array): void {
  for (const [row, id] of ids.entries()) values.set(table.subarray(id * columns, (id + 1) * columns), row * stride);
}
