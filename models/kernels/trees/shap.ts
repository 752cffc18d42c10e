import { InputError } from '../../../data/index.js';
import * as built from '../built/trees.js';
import { bytesFor, type Kernel, openKernel } from '../kernel.js';
import { nodeCount, nodeTable, nodeTableSizes, type TreeNodes } from './node-table.js';

/** Trees whose nodes know the weight of the training rows that came to them. */
export interface CoveredTree extends TreeNodes {
  readonly cover: Float32Array;
}

/** Features that a path may have: bits of a word, and the sign is not among them. */
const mostFeatures = 63;
/** Rows that are explained at once. */
const batchRows = 64;

/** The features on the way to a leaf, in the order of their first splits, and the share of rows that each one's splits let through. */
interface Path {
  readonly features: readonly number[];
  readonly shares: readonly number[];
}

/**
 * SHAP values of trees, exact and path-dependent (Lundberg, Erion, Lee 2018): where a feature is unknown, a split on it lets rows
 * through by their shares in training.
 *
 * A leaf of value v with the features 1 … m on its path, of which the row fits the set F, is worth to a coalition S of known features
 * v · Π of the shares outside S if S ⊆ F, else nothing. Let A(F) = Σ over S ⊆ F of |S|! (m − |S| − 1)! / m! · Π shares outside S; then
 * a feature i that does not fit has the Shapley value −v A(F), one that does v (1 / share − 1) A(F without i).
 */
export class TreeShap {
  readonly #kernel: Kernel;
  readonly #values: Float32Array;
  readonly #results: Float64Array;
  readonly #trees: readonly number[];
  /** The mean prediction. */
  readonly #bias: number;

  private constructor(
    kernel: Kernel,
    readonly columns: number,
    trees: readonly CoveredTree[],
    paths: readonly Paths[],
  ) {
    this.#kernel = kernel;
    this.#values = kernel.floats(batchRows * columns);
    this.#results = kernel.doubles(batchRows * (columns + 1));
    const { roots, nodes, values, orders } = nodeTable(kernel, trees);
    const bits = kernel.doubles(nodeCount(trees));
    const words = new BigUint64Array(bits.buffer, bits.byteOffset, bits.length);
    const starts = kernel.ints(nodeCount(trees) + 1);
    const [features, shares] = [kernel.ints(pathLength(paths)), kernel.doubles(pathLength(paths))];
    let next = 0;
    let end = 0;
    this.#bias = 0;
    for (const [tree, { places, pathOf }] of paths.entries())
      for (const node of orders[tree]!) {
        const path = pathOf[node];
        words[next] = path ? 0n : 1n << BigInt(places[node]!);
        if (path) {
          features.set(path.features, end);
          shares.set(path.shares, end);
          end += path.features.length;
          this.#bias += path.shares.reduce((product, share) => product * share, trees[tree]!.value[node]!);
        }
        starts[++next] = end;
      }
    const weights = kernel.doubles(weightCount);
    for (let m = 1; m <= mostFeatures; m++)
      for (let s = 0, weight = 1 / m; s < m; s++) {
        weights[64 * m + s] = weight;
        weight *= (s + 1) / (m - s - 1);
      }
    const [unfit, polynomial] = [kernel.doubles(largest(trees)), kernel.doubles(mostFeatures + 1)];
    const arrays = [roots, nodes, values, bits, starts, features, shares, weights, unfit, polynomial, this.#results];
    this.#trees = [trees.length, ...arrays.map(({ byteOffset }) => byteOffset)];
  }

  /** @throws InputError where a path has more than 63 features, or the trees do not fit into memory. */
  static async open(trees: readonly CoveredTree[], columns: number): Promise<TreeShap> {
    const paths = trees.map(pathsOf);
    const [nodes, length] = [nodeCount(trees), pathLength(paths)];
    const bytes = bytesFor(
      ...[4 * batchRows * columns, 8 * batchRows * (columns + 1), ...nodeTableSizes(trees), 8 * nodes, 4 * (nodes + 1)],
      ...[4 * length, 8 * length, 8 * weightCount, 8 * largest(trees), 8 * (mostFeatures + 1)],
    );
    const kernel = await openKernel({ shared: built.shared, single: built.single }, bytes);
    return new TreeShap(kernel, columns, trees, paths);
  }

  /** @returns rows × (columns + 1): the SHAP value of each feature, and behind them the mean prediction. Together they are the row's score. */
  explain(values: Float32Array): Float64Array {
    const { columns } = this;
    const rows = values.length / columns;
    const all = new Float64Array(rows * (columns + 1));
    for (let from = 0; from < rows; from += batchRows) {
      const count = Math.min(batchRows, rows - from);
      const results = this.#results.subarray(0, count * (columns + 1)).fill(0);
      for (let row = 0; row < count; row++) results[row * (columns + 1) + columns] = this.#bias;
      this.#values.set(values.subarray(from * columns, (from + count) * columns));
      this.#kernel.call('shap', count, this.#values.byteOffset, columns, ...this.#trees);
      all.set(results, from * (columns + 1));
    }
    return all;
  }
}

const weightCount = 64 * (mostFeatures + 1);
const largest = (trees: readonly TreeNodes[]) => trees.reduce((most, { left }) => Math.max(most, left.length), 0);
const pathLength = (paths: readonly Paths[]) =>
  paths.flatMap(({ pathOf }) => pathOf).reduce((sum, path) => sum + (path?.features.length ?? 0), 0);

interface Paths {
  /** Of each inner node, its feature's place in the paths below. */
  readonly places: Int32Array;
  /** Of each leaf. */
  readonly pathOf: readonly (Path | undefined)[];
}

function pathsOf({ left, right, feature, cover }: CoveredTree): Paths {
  const places = new Int32Array(left.length);
  const pathOf: (Path | undefined)[] = Array(left.length).fill(undefined);
  const visit = (node: number, path: Path): void => {
    if (left[node] === node) {
      pathOf[node] = path;
      return;
    }
    const known = path.features.indexOf(feature[node]!);
    const place = known < 0 ? path.features.length : known;
    if (place === mostFeatures) throw new InputError(`a path has more than ${mostFeatures} features`);
    places[node] = place;
    const features = known < 0 ? [...path.features, feature[node]!] : path.features;
    for (const child of [left[node]!, right[node]!]) {
      const shares = [...path.shares];
      shares[place] = (shares[place] ?? 1) * (cover[node]! > 0 ? cover[child]! / cover[node]! : 0);
      visit(child, { features, shares });
    }
  };
  visit(0, { features: [], shares: [] });
  return { places, pathOf };
}
