import type { WorkOptions } from '../../base/recommender.js';
import { bytesFor, type Kernel } from '../../kernels/index.js';
import { fillMatrix, firstRows, type Matrix, matrixBytes, newMatrix, openNeural } from '../../kernels/neural/index.js';
import type { Weights } from '../training/network.js';
import { YieldTurns } from '../training/yield-turns.js';
import type { Contexts } from './contexts.js';
import { GruLayer } from './gru-layer.js';
import { type Shape, tables } from './shape.js';

/** Sessions that are read side by side. */
const most = 128;

/** Reads sessions with the trained weights, on kernels whichever backend did the training. */
export class SessionReader {
  readonly #layers: readonly GruLayer[];
  readonly #carried: Int32Array;
  /** The input vectors of the sessions' current items; for one-hot vectors, `#rows` holds their rows in it. */
  readonly #vectors: Matrix;
  readonly #rows: Int32Array;

  private constructor(
    kernel: Kernel,
    readonly shape: Shape,
    readonly weights: Weights,
  ) {
    const { layers, kind, width } = shape;
    this.#vectors = newMatrix(kernel, most, kind === 'one-hot' ? 3 * layers[0]!.units : width);
    this.#rows = kernel.ints(most);
    for (let row = 0; row < most; row++) this.#rows[row] = row;
    this.#carried = kernel.ints(most);
    const matrices: Record<string, Matrix> = { [tables.inputs]: this.#vectors };
    for (const name of gateNames(shape)) {
      const { rows, columns, values } = weights[name]!;
      matrices[name] = newMatrix(kernel, rows, columns);
      fillMatrix(matrices[name], values);
    }
    this.#layers = layers.map((layer) => new GruLayer(kernel, layer, matrices, most));
  }

  static async open(shape: Shape, weights: Weights): Promise<SessionReader> {
    const { layers, kind, width } = shape;
    const kernel = await openNeural(
      bytesFor(
        ...[matrixBytes(most, kind === 'one-hot' ? 3 * layers[0]!.units : width), 4 * most, 4 * most],
        ...gateNames(shape).map((name) => matrixBytes(weights[name]!.rows, weights[name]!.columns)),
        ...layers.map((layer) => GruLayer.bytes(layer, most)),
      ),
    );
    return new SessionReader(kernel, shape, weights);
  }

  /**
   * The last layer's state after each context, followed by a 1 for the items' biases; zeros and the 1 where no item is known.
   * @returns contexts × (outputs + 1).
   */
  async read(contexts: Contexts, { abort }: Partial<WorkOptions>): Promise<Float32Array> {
    const width = this.shape.outputs + 1;
    const vectors = new Float32Array(contexts.session.length * width);
    for (let query = 0; query < contexts.session.length; query++) vectors[(query + 1) * width - 1] = 1;
    const asking = askingOf(contexts);
    const { offsets } = contexts.sessions;
    const lengthOf = (session: number) => offsets[session + 1]! - offsets[session]!;
    // The longest first, so that sessions that end are always the last rows.
    const order = Array.from({ length: offsets.length - 1 }, (_, session) => session);
    order.sort((a, b) => lengthOf(b) - lengthOf(a) || a - b);
    const turns = new YieldTurns();
    for (let first = 0; first < order.length; first += most) {
      const rows = order.slice(first, first + most);
      this.#readSome(contexts, rows, (row, clicks, state) => {
        for (const query of asking(rows[row]!, clicks)) vectors.set(state, query * width);
      });
      if (turns.isDue()) await turns.take();
      abort?.throwIfAborted();
    }
    return vectors;
  }

  #readSome(
    { sessions: { offsets, values } }: Contexts,
    sessions: readonly number[],
    told: (row: number, clicks: number, state: Float32Array) => void,
  ): void {
    const longest = offsets[sessions[0]! + 1]! - offsets[sessions[0]!]!;
    this.#carried.fill(-1);
    for (let step = 0; step < longest; step++) {
      const open = sessions.filter((session) => offsets[session]! + step < offsets[session + 1]!).length;
      const items = sessions.slice(0, open).map((session) => values[offsets[session]! + step]!);
      const states = this.#step(items, step);
      for (let row = 0; row < open; row++) {
        const start = row * states.stride;
        told(row, step + 1, states.values.subarray(start, start + states.columns));
        this.#carried[row] = row;
      }
    }
  }

  #step(items: readonly number[], step: number): Matrix {
    const { kind } = this.shape;
    const { columns, values } = this.weights[kind === 'tied' ? tables.items : tables.inputs]!;
    for (const [row, item] of items.entries())
      this.#vectors.values.set(values.subarray(item * columns, (item + 1) * columns), row * this.#vectors.stride);
    const batch = { step, carried: this.#carried.subarray(0, items.length) };
    let input: Matrix | Int32Array = kind === 'one-hot' ? this.#rows : this.#vectors;
    input = input instanceof Int32Array ? input.subarray(0, items.length) : firstRows(input, items.length);
    for (const layer of this.#layers) input = layer.forward(input, batch);
    return input as Matrix;
  }
}

/** The layers' weights that are not a table of items. */
const gateNames = ({ layers }: Shape): string[] =>
  layers
    .flatMap(({ input, hidden, inputBias, hiddenBias }) => [input, hidden, inputBias, hiddenBias])
    .filter((name): name is string => name !== undefined && name !== tables.inputs);

/** Looks up the queries whose context is the first `clicks` clicks of a session. */
function askingOf({ session, clicks }: Contexts): (session: number, clicks: number) => readonly number[] {
  const asking = new Map<string, number[]>();
  for (let query = 0; query < session.length; query++) {
    const key = `${session[query]} ${clicks[query]}`;
    const queries = asking.get(key);
    if (queries) queries.push(query);
    else asking.set(key, [query]);
  }
  return (ofSession, ofClicks) => asking.get(`${ofSession} ${ofClicks}`) ?? [];
}
