import { setImmediate } from 'node:timers/promises';
import { type Lists, listAt, packLists } from '../../../data/index.js';
import type { WorkOptions } from '../../base/recommender.js';
import type { Kernel } from '../../kernels/index.js';
import { bytesOf, fillMatrix, type Matrix, newMatrix, normalizeRows, openNeural } from '../../kernels/neural/index.js';
import type { Weights } from '../training/network.js';
import { Encoder, type Most } from './encoder.js';
import type { SasRecShape } from './shape.js';

/** Items that are encoded at a time. */
const rowsAtATime = 2048;

/** A kernel's memory that holds the weights and has room for so many rows and sequences. */
interface Room {
  readonly kernel: Kernel;
  readonly most: Most;
  readonly encoder: Encoder;
  readonly factors: Float32Array;
}

/**
 * Encodes contexts with the trained weights, on kernels whichever backend did the training. One read after the other.
 *
 * The first read opens the kernel; a batch that needs more memory opens a larger one.
 */
export class ContextReader {
  #room: Room | undefined;

  constructor(
    readonly shape: SasRecShape,
    readonly weights: Weights,
  ) {}

  /**
   * The vector that predicts the next item, from the last item of each context and those before it.
   * @returns contexts × d, the vectors that items are scored by; zeros for a context without items.
   */
  async read(contexts: Lists, { threads = 1, abort }: Partial<WorkOptions> = {}): Promise<Float32Array> {
    const { embeddingSize, temperature } = this.shape;
    const vectors = new Float32Array((contexts.offsets.length - 1) * embeddingSize);
    const batches = inBatches(contexts);
    const { kernel, encoder, factors } = await this.#roomFor({
      rows: Math.max(0, ...batches.map((batch) => rowsOf(contexts, batch))),
      sequences: Math.max(0, ...batches.map((batch) => batch.length)),
    });
    await kernel.withThreads(threads, async () => {
      for (const batch of batches) {
        const { offsets, values } = packLists(batch.map((context) => listAt(contexts, context)));
        lookUp(encoder.embeddings(values.length), this.weights.items!.values, values);
        const rows = encoder.forward({ offsets, dropout: 0, embeddingDropout: 0, key: 0 });
        if (temperature !== null) normalizeRows(kernel, rows, 1 / temperature, factors);
        for (const [i, context] of batch.entries()) {
          const last = (offsets[i + 1]! - 1) * rows.stride;
          vectors.set(rows.values.subarray(last, last + embeddingSize), context * embeddingSize);
        }
        await setImmediate();
        abort?.throwIfAborted();
      }
    });
    return vectors;
  }

  async #roomFor({ rows, sequences }: Most): Promise<Room> {
    const most = this.#room?.most ?? { rows: 0, sequences: 0 };
    if (this.#room && rows <= most.rows && sequences <= most.sequences) return this.#room;
    this.#room = await openRoom(this.shape, this.weights, {
      rows: powerOfTwo(Math.max(rows, most.rows)),
      sequences: powerOfTwo(Math.max(sequences, most.sequences)),
    });
    return this.#room;
  }
}

async function openRoom(shape: SasRecShape, { items: _, ...weights }: Weights, most: Most): Promise<Room> {
  const layOut = (kernel: Kernel) => {
    const matrices = Object.fromEntries(
      Object.entries(weights).map(([name, { rows, columns }]) => [name, newMatrix(kernel, rows, columns)]),
    );
    return { matrices, encoder: new Encoder(kernel, matrices, shape, most), factors: kernel.floats(most.rows) };
  };
  const kernel = await openNeural(bytesOf(layOut));
  const { matrices, encoder, factors } = layOut(kernel);
  for (const [name, matrix] of Object.entries(matrices)) fillMatrix(matrix, weights[name]!.values);
  return { kernel, most, encoder, factors };
}

/** The smallest power of two that is no smaller than `size`, 64 at least. */
const powerOfTwo = (size: number): number => 2 ** Math.max(6, Math.ceil(Math.log2(size)));

/** The contexts that have items, grouped into batches. */
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
