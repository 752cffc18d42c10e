import { setImmediate } from 'node:timers/promises';
import { InputError, mix, seededRandom } from '../../data/index.js';
import { parseParameters } from '../base/parameters.js';
import type { WorkOptions } from '../base/recommender.js';
import { TreePredictor, TreeTraining } from '../kernels/index.js';
import { assertNames, rowCount } from './feature-matrix.js';
import { growTree } from './grow-tree.js';
import { type Objective, objectiveOf } from './objective.js';
import { type TreeParameters, treeParameters } from './parameters.js';
import { rankedQueries } from './ranked-queries.js';
import { assertExamples, type RankingExamples } from './ranking-examples.js';
import type { Tree } from './tree.js';
import { Trees } from './trees.js';

/** Examples that decide when training ends. */
export interface Validation {
  readonly examples: RankingExamples;
  /** The length of lists by whose NDCG rankings are judged. */
  readonly k: number;
  /** Rounds without a better figure after which training stops. */
  readonly patience: number;
}

export interface Trained {
  /** Those of the best round, where there is a validation. */
  readonly trees: Trees;
  /**
   * After each round, what the validation's scores are worth, more is better: mean NDCG@k of rankings (ties against the model, 0 where
   * a query has no hit), the negative mean squared error, or the negative mean log loss.
   */
  readonly quality: readonly number[];
}

/**
 * Trains boosted trees as XGBoost 3 does with `tree_method=hist` and depth-wise growth. The same examples, parameters and seed give the
 * same trees, bit for bit, with any number of threads.
 * @throws ParameterError naming a parameter that is wrong; InputError where examples are, or do not fit into memory.
 */
export async function trainTrees(
  examples: RankingExamples,
  given: Partial<TreeParameters>,
  work: WorkOptions,
  validation?: Validation,
): Promise<Trained> {
  const parameters = parseParameters('trees', treeParameters, given);
  const objective = objectiveOf[parameters.objective];
  const isRanking = parameters.objective === 'rank:ndcg';
  assertExamples('training', examples, objective, isRanking);
  const { matrix, labels } = examples;
  if (validation) {
    assertExamples('validation', validation.examples, objective, isRanking);
    assertNames(validation.examples.matrix.names, matrix.names, 'validation: ');
  }
  const { names } = matrix;
  const columns = names.length;
  const monotone = monotoneOf(parameters, names);
  const base = Math.fround(objective.base(labels));
  const watch = validation && new Watch(validation, objective, base);
  const queries = isRanking ? rankedQueries(labels, examples.offsets!, parameters.truncation) : undefined;
  const trees: Tree[] = [];
  const limits = { ...parameters, monotone };
  const bar = work.reporter.start('trees', parameters.rounds, 'trees');
  await TreeTraining.with({ values: matrix.values, columns }, limits, queries, work.threads, async (training) => {
    training.scores.fill(base);
    for (let round = 0; round < parameters.rounds && !watch?.isOver(); round++) {
      await setImmediate(); // yields, so that an abort is noticed
      work.abort?.throwIfAborted();
      objective.derive(training, labels);
      const seed = mix(work.seed, round);
      leaveOutRows(training.gradients, parameters.subsample, seed);
      trees.push(growTree(training, parameters, usedFeatures(columns, parameters.featureSample, seed), monotone));
      await watch?.see(trees.at(-1)!);
      bar.update(round + 1);
    }
  });
  bar.finish();
  const kept = watch ? trees.slice(0, watch.best + 1) : trees;
  const state = { objective: parameters.objective, names, base, trees: kept };
  return { trees: new Trees(state), quality: watch?.quality ?? [] };
}

/** What each tree makes of the validation. */
class Watch {
  readonly quality: number[] = [];
  /** The round of the best figure, the first of equals. */
  best = 0;
  readonly #scores: Float32Array;
  #predictor: TreePredictor | undefined;

  constructor(
    readonly validation: Validation,
    readonly objective: Objective,
    base: number,
  ) {
    this.#scores = new Float32Array(rowCount(validation.examples.matrix)).fill(base);
  }

  async see(tree: Tree): Promise<void> {
    const { examples, k } = this.validation;
    const { values, names } = examples.matrix;
    this.#predictor = await (this.#predictor?.replaced([tree]) ?? TreePredictor.open([tree], names.length));
    this.#predictor.addTo(this.#scores, values);
    this.quality.push(this.objective.quality(this.#scores, examples, k));
    if (this.quality.at(-1)! > this.quality[this.best]!) this.best = this.quality.length - 1;
  }

  isOver(): boolean {
    return this.quality.length > this.best + this.validation.patience;
  }
}

/** @throws InputError where a constraint names no feature. */
function monotoneOf({ monotone }: TreeParameters, names: readonly string[]): Int8Array {
  const unknown = Object.keys(monotone).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new InputError(`monotone: there is no feature "${unknown}"`, {}, `one of ${names.join(', ')}`);
  return Int8Array.from(names, (name) => monotone[name] ?? 0);
}

/** Sets to 0 what a tree is not to learn from. */
function leaveOutRows(gradients: Float32Array, share: number, seed: number): void {
  if (share === 1) return;
  const own = mix(seed, 1);
  for (let row = 0; row < gradients.length / 2; row++)
    if (mix(own, row) >= share * 2 ** 32) gradients.fill(0, 2 * row, 2 * row + 2);
}

/** Draws the features that a tree may split on: 1 for each of them. */
function usedFeatures(columns: number, share: number, seed: number): Uint8Array {
  const uses = new Uint8Array(columns).fill(share === 1 ? 1 : 0);
  if (share === 1) return uses;
  const random = seededRandom(mix(seed, 2));
  const drawn = Array.from({ length: columns }, (_, feature) => ({ feature, key: random.float() }));
  drawn.sort((a, b) => a.key - b.key);
  for (const { feature } of drawn.slice(0, Math.max(1, Math.floor(share * columns)))) uses[feature] = 1;
  return uses;
}
