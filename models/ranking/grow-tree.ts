import type { NodeRows, OpenNode, Split, Sums, TreeTraining } from '../kernels/index.js';
import type { TreeParameters } from './parameters.js';
import type { Tree } from './tree.js';

/** What a split must take off the loss at least, however small `gamma` is: less is rounding. */
const leastGain = 1e-6;

type Rules = Pick<TreeParameters, 'maxDepth' | 'minChildWeight' | 'lambda' | 'alpha' | 'gamma' | 'learningRate'>;

/** A node as it grows, with what it will be in the tree. */
interface Growing extends OpenNode {
  id: number;
  place: number;
}

/** The rows of a leaf, in the order of the tree at its depth, and what is added to their scores. */
interface LeafRows extends NodeRows {
  readonly depth: number;
  readonly value: number;
}

/**
 * Grows a tree on the training's present gradients, level by level, and adds its values to the scores. Of two siblings the one with fewer
 * rows has its histograms added up; the other's are the difference to the parent's, in whose place they come to lie.
 * @param uses for each column, 1 where the tree may split on it.
 * @param monotone for each column 1, −1 or 0.
 */
export function growTree(training: TreeTraining, rules: Rules, uses: Uint8Array, monotone: Int8Array): Tree {
  const { maxDepth, minChildWeight, learningRate, gamma } = rules;
  const draft = new TreeDraft();
  const leaves: LeafRows[] = [];
  const end = (node: Growing, depth: number) => {
    const value = Math.fround(learningRate * bestValue(node, rules, node));
    draft.value[node.id] = value;
    leaves.push({ start: node.start, rows: node.rows, depth, value });
  };
  const sums = training.begin();
  const rows = { start: 0, rows: training.scores.length };
  let level: Growing[] = [{ id: draft.add(sums), ...rows, ...sums, place: 0, ...unbounded }];
  const free = Array.from({ length: training.places - 1 }, (_, place) => place + 1);
  for (let depth = 0; level.length > 0; depth++) {
    const found = training.findSplits(depth, level, Math.ceil(level.length / 2), uses);
    const chosen: { node: Growing; split: Split; gain: number }[] = [];
    for (const [at, node] of level.entries()) {
      const split = found[at];
      const gain = split ? split.worth - worthOf(node, rules) : 0;
      if (split && gain > leastGain && gain >= gamma) chosen.push({ node, split, gain });
      else {
        end(node, depth);
        free.push(node.place);
      }
    }
    const lefts = training.partition(
      depth,
      chosen.map(({ node: { start, rows }, split }) => ({ ...split, start, rows })),
    );
    const [small, large]: [Growing[], Growing[]] = [[], []];
    for (const [at, { node, split, gain }] of chosen.entries()) {
      const children = childrenOf(node, split, lefts[at]!, rules, monotone[split.feature]!);
      const id = draft.split(node.id, split, training.cut(split.feature, split.bin), gain, children);
      children[0].id = id;
      children[1].id = id + 1;
      if (depth + 1 < maxDepth && children.some(({ second }) => second >= 2 * minChildWeight)) {
        const [left, right] = children;
        const [fewer, more] = left.rows <= right.rows ? [left, right] : [right, left];
        fewer.place = free.pop()!;
        small.push(fewer);
        large.push(more);
      } else {
        for (const child of children) end(child, depth + 1);
        free.push(node.place);
      }
    }
    level = [...small, ...large];
  }
  training.addLeaves(leaves);
  return draft.tree();
}

const unbounded = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** The two sides of a split. Where the feature is monotone, the middle of their values bounds what comes below either. */
function childrenOf(node: Growing, split: Split, lefts: number, rules: Rules, direction: number): [Growing, Growing] {
  const { id, start, rows, place, lower, upper } = node;
  const first = node.first - split.first;
  const second = node.second - split.second;
  const left = { id, start, rows: lefts, first: split.first, second: split.second, place, lower, upper };
  const right = { id, start: start + lefts, rows: rows - lefts, first, second, place, lower, upper };
  if (direction === 0) return [left, right];
  const middle = (bestValue(left, rules, node) + bestValue(right, rules, node)) / 2;
  const [below, above] = direction > 0 ? [left, right] : [right, left];
  below.upper = middle;
  above.lower = middle;
  return [left, right];
}

/** The value that lowers the loss the most, within bounds. */
function bestValue({ first, second }: Sums, { lambda, alpha }: Rules, { lower, upper }: OpenNode): number {
  const weight = second + lambda;
  if (weight <= 0) return 0;
  const value = (-Math.sign(first) * Math.max(Math.abs(first) - alpha, 0)) / weight;
  return Math.min(Math.max(value, lower), upper);
}

/** Twice what the node takes off the loss as a leaf. */
function worthOf(node: OpenNode, rules: Rules): number {
  const value = bestValue(node, rules, node);
  return -(2 * node.first * value + (node.second + rules.lambda) * value ** 2 + 2 * rules.alpha * Math.abs(value));
}

/** A tree that grows. */
class TreeDraft {
  readonly left: number[] = [];
  readonly right: number[] = [];
  readonly feature: number[] = [];
  readonly threshold: number[] = [];
  readonly defaultLeft: number[] = [];
  readonly value: number[] = [];
  readonly gain: number[] = [];
  readonly cover: number[] = [];

  /** Adds a leaf and returns its number. */
  add({ second }: Sums): number {
    const id = this.left.length;
    for (const list of [this.left, this.right]) list.push(id);
    for (const list of [this.feature, this.threshold, this.defaultLeft, this.value, this.gain]) list.push(0);
    this.cover.push(second);
    return id;
  }

  /** Makes a leaf a node with two leaves and returns the number of the left one, which the right one's follows. */
  split(
    id: number,
    { feature, defaultLeft }: Split,
    threshold: number,
    gain: number,
    [left, right]: [Sums, Sums],
  ): number {
    this.feature[id] = feature;
    this.threshold[id] = threshold;
    this.defaultLeft[id] = Number(defaultLeft);
    this.gain[id] = gain;
    this.left[id] = this.add(left);
    this.right[id] = this.add(right);
    return this.left[id];
  }

  tree(): Tree {
    return {
      left: Int32Array.from(this.left),
      right: Int32Array.from(this.right),
      feature: Int32Array.from(this.feature),
      threshold: Float32Array.from(this.threshold),
      defaultLeft: Uint8Array.from(this.defaultLeft),
      value: Float32Array.from(this.value),
      gain: Float32Array.from(this.gain),
      cover: Float32Array.from(this.cover),
    };
  }
}
