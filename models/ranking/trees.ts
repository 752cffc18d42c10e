import { TreePredictor, TreeShap } from '../kernels/index.js';
import { assertNames, assertRows, type FeatureMatrix, rowCount } from './feature-matrix.js';
import { type ObjectiveName, objectiveOf } from './objective.js';
import type { Tree } from './tree.js';

/** Trees as plain values, to be stored. */
export interface TreesState {
  readonly objective: ObjectiveName;
  /** Names of the features in the order of the rows. */
  readonly names: readonly string[];
  /** The score before the first tree. */
  readonly base: number;
  readonly trees: readonly Tree[];
}

/** What a feature has done in all trees: the mean gain of its splits, the mean cover of their nodes, and how many there are. */
export interface Importance {
  readonly feature: string;
  readonly gain: number;
  readonly cover: number;
  readonly weight: number;
}

/** Trained boosted trees: a row's score is the base plus the values of the leaves that it comes to. */
export class Trees {
  #predictor: Promise<TreePredictor> | undefined;
  #shap: Promise<TreeShap> | undefined;

  constructor(readonly state: TreesState) {}

  /**
   * A score for each row, more is better; for `binary:logistic` the log of the odds.
   * @throws InputError where the matrix has other features than the trees.
   */
  async scores(matrix: FeatureMatrix): Promise<Float32Array> {
    this.#assertFeatures(matrix);
    const { trees, names, base } = this.state;
    this.#predictor ??= TreePredictor.open(trees, names.length);
    const scores = new Float32Array(rowCount(matrix)).fill(base);
    (await this.#predictor).addTo(scores, matrix.values);
    return scores;
  }

  /** What the objective predicts: the score, or for `binary:logistic` the probability of label 1. */
  async predict(matrix: FeatureMatrix): Promise<Float32Array> {
    const { prediction } = objectiveOf[this.state.objective];
    return (await this.scores(matrix)).map(prediction);
  }

  /**
   * What each feature adds to each row's score: its SHAP value (Lundberg 2018, path-dependent), row after row, behind the features'
   * the bias. A row's sum is its score.
   * @throws InputError where the matrix has other features than the trees.
   */
  async contributions(matrix: FeatureMatrix): Promise<Float64Array> {
    this.#assertFeatures(matrix);
    const { trees, names, base } = this.state;
    this.#shap ??= TreeShap.open(trees, names.length);
    const all = (await this.#shap).explain(matrix.values);
    for (let bias = names.length; bias < all.length; bias += names.length + 1) all[bias]! += base;
    return all;
  }

  /** The features that trees split on, by falling total gain. */
  importance(): Importance[] {
    const { trees, names } = this.state;
    const sums = names.map((feature) => ({ feature, gain: 0, cover: 0, weight: 0 }));
    for (const { left, feature, gain, cover } of trees)
      for (let node = 0; node < left.length; node++) {
        if (left[node] === node) continue;
        const sum = sums[feature[node]!]!;
        sum.gain += gain[node]!;
        sum.cover += cover[node]!;
        sum.weight++;
      }
    return sums
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.gain - a.gain)
      .map(({ feature, gain, cover, weight }) => ({ feature, gain: gain / weight, cover: cover / weight, weight }));
  }

  #assertFeatures(matrix: FeatureMatrix): void {
    assertRows(matrix);
    assertNames(matrix.names, this.state.names);
  }
}
