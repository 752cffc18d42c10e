import { word } from '../lib/vector';

// A node: what values from here on go right, where the value stands in a row, the address of the left child, behind which
// the right one stands, and 16 where a missing value goes right. A leaf is its own left child, and nothing goes right there.
const nodeThreshold = 0;
const nodeFeature = 4;
const nodeLeft = 8;
const nodeMissing = 12;

@inline
function next(node: usize, row: usize): usize {
  const value = load<f32>(row + <usize>load<i32>(node, nodeFeature));
  const right = (i32(value >= load<f32>(node, nodeThreshold)) << 4) | (value == value ? 0 : load<i32>(node, nodeMissing));
  return <usize>(load<i32>(node, nodeLeft) + right);
}

/**
 * Adds to each row's score the values of the leaves that it comes to, tree after tree. `roots` are nodes' addresses, `depths` the steps
 * to the deepest leaf, `values` the nodes' own, in the order of `nodes`. Four rows go side by side, so that their loads overlap.
 */
export function predict(
  rows: i32,
  values: usize,
  columns: i32,
  trees: i32,
  roots: usize,
  depths: usize,
  nodes: usize,
  leaves: usize,
  scores: usize,
): void {
  const stride: usize = 4 * <usize>columns;
  for (let tree = 0; tree < trees; tree++) {
    const root = <usize>load<i32>(word(roots, tree));
    const depth = load<i32>(word(depths, tree));
    let row = values;
    for (let i = 0; i < rows; i += 4, row += 4 * stride) {
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      for (let step = 0; step < depth; step++) {
        a = next(a, row);
        b = next(b, row + stride);
        c = next(c, row + 2 * stride);
        d = next(d, row + 3 * stride);
      }
      const score = word(scores, i);
      store<f32>(score, load<f32>(score) + load<f32>(leaves + ((a - nodes) >> 2)));
      store<f32>(score, load<f32>(score, 4) + load<f32>(leaves + ((b - nodes) >> 2)), 4);
      store<f32>(score, load<f32>(score, 8) + load<f32>(leaves + ((c - nodes) >> 2)), 8);
      store<f32>(score, load<f32>(score, 12) + load<f32>(leaves + ((d - nodes) >> 2)), 12);
    }
  }
}
