import { isLeaf, type Tree } from './tree.js';

/** Features on a path up to which all sums of a leaf are kept: 2^10 doubles. */
const mostKept = 10;
/** In the place of a share of 0, by which nothing may be divided. */
const tiny = 1e-100;

/** A leaf and the features on the way to it, in the order of their first split. */
interface Path {
  readonly value: number;
  readonly features: readonly number[];
  /** For each feature, the share of training rows that its splits on the path let through. */
  readonly shares: readonly number[];
  /** {@link sumOf} of each set of features, as far as known; NaN else. */
  readonly sums: Float64Array | undefined;
}

/**
 * SHAP values of trees, exact and path-dependent (Lundberg, Erion, Lee 2018). Where a feature is unknown, a split on it lets rows
 * through by their shares in training.
 *
 * A leaf with the features 1 … m on its path, of which the row fits the set F, is worth v to a coalition S if S ⊆ F, times the product of the
 * shares of features outside S; else nothing. With A(F) = Σ over S ⊆ F of |S|! (m − |S| − 1)! / m! · Π shares outside S, the
 * Shapley value of a feature i that does not fit is −v · A(F), that of one that does v · (1 / share − 1) · A(F without i). A depends on the
 * row by F alone, so each is computed once (as Yang 2021, "Fast TreeSHAP", keeps them).
 */
export class TreeShap {
  readonly #trees: readonly {
    readonly tree: Tree;
    readonly paths: readonly (Path | undefined)[];
    readonly bits: Int32Array;
  }[];
  readonly #bias: number;

  constructor(trees: readonly Tree[]) {
    this.#trees = trees.map(pathsOf);
    this.#bias = this.#trees
      .flatMap(({ paths }) => paths)
      .reduce((sum, path) => sum + (path ? path.value * product(path.shares) : 0), 0);
  }

  /** Adds a row's SHAP values to those of its features, and the mean prediction to what stands behind them. */
  addTo(values: Float64Array, row: Float32Array): void {
    values[row.length]! += this.#bias;
    for (const { tree, paths, bits } of this.#trees) {
      /** `unfit` has the bits of the path's features that the row does not fit. */
      const visit = (node: number, unfit: number): void => {
        const path = paths[node];
        if (path) {
          addPath(values, path, unfit);
          return;
        }
        const value = row[tree.feature[node]!]!;
        const goesLeft = Number.isNaN(value) ? tree.defaultLeft[node] === 1 : value < tree.threshold[node]!;
        const bit = bits[node]!;
        visit(tree.left[node]!, goesLeft ? unfit : unfit | bit);
        visit(tree.right[node]!, goesLeft ? unfit | bit : unfit);
      };
      visit(0, 0);
    }
  }
}

function addPath(values: Float64Array, path: Path, unfit: number): void {
  const { value, features, shares } = path;
  const fit = ((1 << features.length) - 1) & ~unfit;
  const ofUnfit = unfit ? -value * sumFor(path, fit) : 0;
  for (let i = 0; i < features.length; i++) {
    const bit = 1 << i;
    values[features[i]!]! += unfit & bit ? ofUnfit : value * (1 / shares[i]! - 1) * sumFor(path, fit & ~bit);
  }
}

function sumFor(path: Path, fit: number): number {
  const { sums, shares } = path;
  if (!sums) return sumOf(shares, fit);
  if (Number.isNaN(sums[fit]!)) sums[fit] = sumOf(shares, fit);
  return sums[fit]!;
}

/** A(F): by the polynomial Π (x + share) over F, whose coefficient of x^s is the sum over sets S of s features. */
function sumOf(shares: readonly number[], fit: number): number {
  const coefficients = [1];
  let outside = 1;
  for (let i = 0; i < shares.length; i++) {
    if (!(fit & (1 << i))) {
      outside *= shares[i]!;
      continue;
    }
    coefficients.push(0);
    for (let s = coefficients.length - 1; s >= 0; s--)
      coefficients[s] = coefficients[s]! * shares[i]! + (s > 0 ? coefficients[s - 1]! : 0);
  }
  const m = shares.length;
  let weight = 1 / m; // of sets of s features: s! (m − s − 1)! / m!
  let sum = 0;
  for (let s = 0; s < coefficients.length && s < m; s++) {
    sum += coefficients[s]! * weight;
    weight *= (s + 1) / (m - s - 1);
  }
  return sum * outside;
}

const product = (values: readonly number[]) => values.reduce((all, value) => all * value, 1);

/** Each leaf's path, and each other node's bit: its feature's place in the paths below. */
function pathsOf(tree: Tree) {
  const paths: (Path | undefined)[] = Array(tree.left.length).fill(undefined);
  const bits = new Int32Array(tree.left.length);
  const visit = (node: number, features: readonly number[], shares: readonly number[]): void => {
    if (isLeaf(tree, node)) {
      const sums = features.length > mostKept ? undefined : new Float64Array(1 << features.length).fill(Number.NaN);
      paths[node] = { value: tree.value[node]!, features, shares: shares.map((share) => Math.max(share, tiny)), sums };
      return;
    }
    const feature = tree.feature[node]!;
    const known = features.indexOf(feature);
    const place = known < 0 ? features.length : known;
    bits[node] = 1 << place;
    for (const child of [tree.left[node]!, tree.right[node]!]) {
      const share = tree.cover[node]! > 0 ? tree.cover[child]! / tree.cover[node]! : 0;
      visit(
        child,
        known < 0 ? [...features, feature] : features,
        known < 0 ? [...shares, share] : shares.map((own, i) => (i === place ? own * share : own)),
      );
    }
  };
  visit(0, [], []);
  return { tree, paths, bits };
}
