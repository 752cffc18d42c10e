import { word } from '../lib/vector';

// A node: see ../../trees/node-table.ts.
const nodeThreshold = 0;
const nodeFeature = 4;
const nodeLeft = 8;
const nodeMissing = 12;

/**
 * Adds to each row's doubles, one a column and one behind them, the SHAP values of its features. See ../../trees/shap.ts.
 *
 * `roots` are the addresses of the trees' first nodes and the end of the last. `bits` have, for each inner node, its feature's place in the
 * paths below it, as a bit. The path of a node that is a leaf has the features `pathFeatures` and shares `pathShares` from
 * `pathStarts[node]` to `pathStarts[node + 1]`. `weights` are s! (m − s − 1)! / m! at 64 m + s.
 * `unfit` has room for 64 bits for each node of the largest tree, `polynomial` for 64 doubles.
 */
export function shap(
  rows: i32,
  values: usize,
  columns: i32,
  trees: i32,
  roots: usize,
  nodes: usize,
  leaves: usize,
  bits: usize,
  pathStarts: usize,
  pathFeatures: usize,
  pathShares: usize,
  weights: usize,
  unfit: usize,
  polynomial: usize,
  results: usize,
): void {
  for (let tree = 0; tree < trees; tree++) {
    const root = <usize>load<i32>(word(roots, tree));
    const end = <usize>load<i32>(word(roots, tree), 4);
    let row = values;
    let result = results;
    for (let i = 0; i < rows; i++, row += 4 * <usize>columns, result += 8 * <usize>(columns + 1)) {
      store<u64>(unfit, 0);
      for (let node = root; node < end; node += 16) {
        const index = <i32>((node - nodes) >> 4);
        const known = load<u64>(unfit + ((node - root) >> 1));
        const left = <usize>load<i32>(node, nodeLeft);
        if (left == node) {
          const start = load<i32>(word(pathStarts, index));
          const count = load<i32>(word(pathStarts, index), 4) - start;
          const shares = pathShares + 8 * <usize>start;
          const value = <f64>load<f32>(word(leaves, index));
          addPath(result, value, count, word(pathFeatures, start), shares, known, weights + 512 * <usize>count, polynomial);
        } else {
          const both = unfit + ((left - root) >> 1);
          const not = known | load<u64>(bits + 8 * <usize>index);
          const here = load<f32>(row + <usize>load<i32>(node, nodeFeature));
          const isLeft = here == here ? here < load<f32>(node, nodeThreshold) : load<i32>(node, nodeMissing) == 0;
          store<u64>(both, isLeft ? known : not);
          store<u64>(both, isLeft ? not : known, 8);
        }
      }
    }
  }
}

/** The SHAP values of the game that a leaf is. `unfit` are the features of its path that the row does not fit. */
function addPath(
  result: usize,
  value: f64,
  count: i32,
  features: usize,
  shares: usize,
  unfit: u64,
  weights: usize,
  polynomial: usize,
): void {
  // Π (x + share) over the features that fit: the coefficient of x^s sums the coalitions of s of them.
  let degree: usize = 0;
  let worth = value;
  store<f64>(polynomial, 1);
  for (let i = 0; i < count; i++) {
    const share = load<f64>(shares + 8 * <usize>i);
    if ((unfit >> i) & 1) {
      worth *= share;
      continue;
    }
    degree++;
    let at = polynomial + 8 * degree;
    store<f64>(at, 1);
    for (at -= 8; at > polynomial; at -= 8) store<f64>(at, load<f64>(at) * share + load<f64>(at - 8));
    store<f64>(polynomial, load<f64>(polynomial) * share);
  }
  let ofUnfit: f64 = 0;
  if (unfit)
    for (let at: usize = 0; at <= 8 * degree; at += 8) ofUnfit -= load<f64>(polynomial + at) * load<f64>(weights + at);
  for (let i = 0; i < count; i++) {
    let own = ofUnfit;
    if (!((unfit >> i) & 1)) {
      // The quotient by x + share: the same without this feature.
      const share = load<f64>(shares + 8 * <usize>i);
      let quotient: f64 = 0;
      let sum: f64 = 0;
      for (let at = 8 * degree; at > 0; at -= 8) {
        quotient = load<f64>(polynomial + at) - share * quotient;
        sum += quotient * load<f64>(weights + at - 8);
      }
      own = (1 - share) * sum;
    }
    const to = result + 8 * <usize>load<i32>(word(features, i));
    store<f64>(to, load<f64>(to) + worth * own);
  }
}
