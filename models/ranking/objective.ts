import type { TreeTraining } from '../kernels/index.js';
import { meanNdcg } from './ndcg.js';
import type { objectives } from './parameters.js';
import type { RankingExamples } from './ranking-examples.js';

export type ObjectiveName = (typeof objectives)[number];

/** What trees are trained for. */
export interface Objective {
  /** The score that every row begins with. */
  base(labels: Float32Array): number;
  /** Writes the derivatives of the loss at the training's present scores. */
  derive(training: TreeTraining, labels: Float32Array): void;
  /** What scores of a validation are measured by; more is better. */
  quality(scores: Float32Array, examples: RankingExamples, k: number): number;
  /** What a score means: itself, or the probability of label 1. */
  prediction(score: number): number;
  /** The score of a prediction. */
  score(prediction: number): number;
  /** The labels there may be, in words, and whether one is among them. */
  readonly labels: string;
  isLabel(label: number): boolean;
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));
const logit = (probability: number) => Math.log(probability / (1 - probability));
const same = (value: number) => value;

/** Writes a row's derivatives as a function of its score and label. */
function derive(training: TreeTraining, labels: Float32Array, of: (score: number, label: number) => [number, number]) {
  const { scores, gradients } = training;
  for (let row = 0; row < scores.length; row++) {
    const [first, second] = of(scores[row]!, labels[row]!);
    gradients[2 * row] = first;
    gradients[2 * row + 1] = second;
  }
}

/** Σ of each row's loss, turned round. */
const lessLoss = (scores: Float32Array, labels: Float32Array, loss: (score: number, label: number) => number) =>
  -scores.reduce((sum, score, row) => sum + loss(score, labels[row]!), 0) / scores.length;

export const objectiveOf: Readonly<Record<ObjectiveName, Objective>> = {
  /** LambdaMART on NDCG with gains 2^label − 1 (Burges 2010, "From RankNet to LambdaRank to LambdaMART"). */
  'rank:ndcg': {
    base: () => 0,
    derive: (training) => training.lambdas(),
    quality: (scores, { labels, offsets }, k) => meanNdcg(scores, labels, offsets!, k),
    prediction: same,
    score: same,
    labels: 'a whole number from 0 to 31',
    isLabel: (label) => Number.isInteger(label) && label >= 0 && label <= 31,
  },
  'reg:squarederror': {
    base: mean,
    derive: (training, labels) => derive(training, labels, (score, label) => [score - label, 1]),
    quality: (scores, { labels }) => lessLoss(scores, labels, (score, label) => (score - label) ** 2),
    prediction: same,
    score: same,
    labels: 'a finite number',
    isLabel: Number.isFinite,
  },
  'binary:logistic': {
    // Not quite 0 or 1 where all labels are alike.
    base: (labels) => logit(Math.min(Math.max(mean(labels), 1e-6), 1 - 1e-6)),
    derive: (training, labels) =>
      derive(training, labels, (score, label) => {
        const probability = sigmoid(score);
        return [probability - label, Math.max(probability * (1 - probability), 1e-16)];
      }),
    quality: (scores, { labels }) =>
      lessLoss(
        scores,
        labels,
        (score, label) => Math.log1p(Math.exp(-Math.abs(score))) + Math.max(score, 0) - score * label,
      ),
    prediction: sigmoid,
    score: logit,
    labels: '0 or 1',
    isLabel: (label) => label === 0 || label === 1,
  },
};
