import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { quiet } from '../../data/index.js';
import { folderOf } from '../../testing/folder-of.js';
import { randomRows, randomTrees } from '../../testing/random-trees.js';
import { objectives } from './parameters.js';
import { trainTrees } from './train-trees.js';
import { Trees } from './trees.js';
import { fromXgboostJson, toXgboostJson } from './xgboost-json.js';

const python = process.env.PYTHON ?? 'python3';
const hasXgboost = await promisify(execFile)(python, ['-c', 'import xgboost']).then(
  () => true,
  () => false,
);

interface Fixture {
  readonly values: readonly (number | null)[];
  readonly labels: readonly number[];
  // biome-ignore lint/suspicious/noExplicitAny: the tests change it at will
  readonly model: any;
  readonly predictions: readonly number[];
  readonly scores: readonly number[];
  readonly contributions: readonly number[];
}

const names = ['f0', 'f1', 'f2', 'f3'];
const fixtureOf = (objective: string): Fixture =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`fixtures/${objective.replace(':', '-')}.json`, import.meta.url)), 'utf8'),
  );
const matrixOf = ({ values }: Fixture) => ({
  values: Float32Array.from(values, (value) => value ?? Number.NaN),
  names,
});

/** The largest difference. */
const apart = (ours: ArrayLike<number>, theirs: ArrayLike<number>) => {
  expect(ours.length).toBe(theirs.length);
  return Array.from(ours, (value, at) => Math.abs(value - theirs[at]!)).reduce((a, b) => Math.max(a, b));
};

describe.each(objectives)('a model that XGBoost 3.2 trained, %s', (objective) => {
  const fixture = fixtureOf(objective);
  const matrix = matrixOf(fixture);
  const trees = fromXgboostJson(JSON.stringify(fixture.model));

  it('predicts here what it does there', async () => {
    expect(fixture.model.learner.learner_model_param.base_score).toMatch(/^\[.*\]$/); // an array
    expect(apart(await trees.predict(matrix), fixture.predictions)).toBeLessThan(1e-6);
    expect(apart(await trees.scores(matrix), fixture.scores)).toBeLessThan(1e-6);
  });

  it('has the same SHAP values', async () => {
    expect(apart(await trees.contributions(matrix), fixture.contributions)).toBeLessThan(1e-5);
  });

  it('is written as it was read', () => {
    const { version, ...written } = JSON.parse(toXgboostJson(trees));
    const { learner } = JSON.parse(JSON.stringify(fixture.model)); // −0, which parts what 0 parts, becomes 0
    expect(version).toEqual([3, 0, 0]);
    // What differs by design: features have names, base_score is a number, weights of inner nodes are 0, options of training are left out.
    learner.feature_names = names;
    learner.feature_types = names.map(() => 'float');
    delete learner.gradient_booster.model.cats;
    learner.objective = written.learner.objective;
    learner.learner_model_param.base_score = written.learner.learner_model_param.base_score;
    for (const tree of learner.gradient_booster.model.trees)
      for (const [node, left] of tree.left_children.entries()) if (left !== -1) tree.base_weights[node] = 0;
    expect(written.learner).toEqual(learner);
  });
});

it('reads a base score that is a number, as XGBoost before 3.1 writes it', async () => {
  const { model } = fixtureOf('binary:logistic');
  const before = fromXgboostJson(JSON.stringify(model)).state.base;
  model.learner.learner_model_param.base_score = model.learner.learner_model_param.base_score.slice(1, -1);
  expect(fromXgboostJson(JSON.stringify(model)).state.base).toBe(before);
});

// Of binary:logistic, splits of equal gain occur in the first tree, and XGBoost decides them by roundings of its own.
it.each(['rank:ndcg', 'reg:squarederror'] as const)('trains what XGBoost trains: %s', async (objective) => {
  const fixture = fixtureOf(objective);
  const matrix = matrixOf(fixture);
  const examples = {
    matrix,
    labels: Float32Array.from(fixture.labels),
    offsets: Int32Array.from({ length: 9 }, (_, query) => 20 * query),
  };
  const parameters = { objective, rounds: 8, maxDepth: 4 };
  const { trees } = await trainTrees(examples, parameters, { seed: 1, threads: 1, reporter: quiet });
  expect(apart(await trees.predict(matrix), fixture.predictions)).toBeLessThan(1e-5);
});

describe('trees of ours', () => {
  const matrix = { values: randomRows(3, 50, 4), names: ['recency', 'price, EUR', 'цена', 'f3'] };
  const ours = objectives.map(
    (objective) =>
      new Trees({ objective, names: matrix.names, base: Math.fround(-0.3), trees: randomTrees(7, 12, 5, 4) }),
  );

  it('come back from JSON as they were', async () => {
    for (const trees of ours) {
      const { base, ...state } = fromXgboostJson(toXgboostJson(trees)).state;
      expect({ ...state, base: trees.state.base }).toEqual(trees.state);
      expect(base).toBeCloseTo(trees.state.base, 6);
    }
  });

  it.skipIf(!hasXgboost)('predict the same in Python', async () => {
    const folder = await folderOf({});
    for (const [id, trees] of ours.entries()) {
      const file = join(folder, `${id}.json`);
      await writeFile(file, toXgboostJson(trees));
      const script = `import json, sys, numpy, xgboost
values, names = json.load(sys.stdin)
rows = numpy.array(values, dtype=float).reshape(-1, len(names))
data = xgboost.DMatrix(rows, feature_names=names)
model = xgboost.Booster(model_file=${JSON.stringify(file)})
print(json.dumps([model.predict(data).tolist(), model.predict(data, pred_contribs=True).ravel().tolist()]))`;
      const running = promisify(execFile)(python, ['-c', script]);
      const values = Array.from(matrix.values, (value) => (Number.isNaN(value) ? null : value));
      running.child.stdin!.end(JSON.stringify([values, matrix.names]));
      const [predictions, contributions] = JSON.parse((await running).stdout);
      expect(apart(await trees.predict(matrix), predictions)).toBeLessThan(1e-6);
      expect(apart(await trees.contributions(matrix), contributions)).toBeLessThan(1e-5);
    }
  });
});

describe('what is no model that can be served', () => {
  const changed = (change: (learner: Fixture['model']) => void): string => {
    const { model } = fixtureOf('rank:ndcg');
    change(model.learner);
    return JSON.stringify(model);
  };
  const tree = (learner: Fixture['model']) => learner.gradient_booster.model.trees[2];
  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /not a model that can be read: .*JSON/],
    ['other JSON', '{"learner": {}}', /learner\.gradient_booster/],
    [
      'another booster',
      changed((learner) => {
        learner.gradient_booster.name = 'dart';
      }),
      /gradient_booster\.name/,
    ],
    [
      'another objective',
      changed((learner) => {
        learner.objective.name = 'count:poisson';
      }),
      /objective\.name.*\n.*rank:ndcg/,
    ],
    [
      'several classes',
      changed((learner) => {
        learner.learner_model_param.num_class = '3';
      }),
      /num_class/,
    ],
    [
      'a base score that is none',
      changed((learner) => {
        learner.learner_model_param.base_score = 'x';
      }),
      /base_score is "x"/,
    ],
    [
      'categories',
      changed((learner) => {
        tree(learner).split_type[0] = 1;
      }),
      /tree 2 splits on categories/,
    ],
    [
      'lists of unlike length',
      changed((learner) => {
        tree(learner).split_conditions.pop();
      }),
      /tree 2: \d+ split_conditions for \d+ nodes/,
    ],
    [
      'a tree that goes in a circle',
      changed((learner) => {
        tree(learner).left_children[1] = 0;
      }),
      /tree 2 has children/,
    ],
    [
      'a feature too many',
      changed((learner) => {
        tree(learner).split_indices[0] = 4;
      }),
      /tree 2 has children or features/,
    ],
    [
      'names that do not fit',
      changed((learner) => {
        learner.feature_names = ['a'];
      }),
      /1 feature_names for 4 features/,
    ],
  ])('is named: %s', (_, text, message) => {
    expect(() => fromXgboostJson(text)).toThrow(message);
  });
});
