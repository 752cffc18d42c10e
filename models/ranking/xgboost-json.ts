import { z } from 'zod';
import { InputError } from '../../data/index.js';
import { breadthFirst } from '../kernels/index.js';
import { objectiveOf } from './objective.js';
import { objectives } from './parameters.js';
import { isLeaf, type Tree } from './tree.js';
import { Trees } from './trees.js';

/**
 * Trees as a model in XGBoost's JSON format, which XGBoost 3 loads (`Booster(model_file=…)`). Its base score is a number, as before
 * 3.1, not an array, so that all versions of XGBoost read it right. Weights of inner nodes, which predictions don't use, are 0.
 */
export function toXgboostJson({ state }: Trees): string {
  const { objective, names, base, trees } = state;
  const learner = {
    attributes: {},
    feature_names: names,
    feature_types: names.map(() => 'float'),
    gradient_booster: {
      model: {
        gbtree_model_param: { num_parallel_tree: '1', num_trees: `${trees.length}` },
        iteration_indptr: Array.from({ length: trees.length + 1 }, (_, at) => at),
        tree_info: trees.map(() => 0),
        trees: trees.map((tree, id) => treeJson(tree, id, names.length)),
      },
      name: 'gbtree',
    },
    learner_model_param: {
      base_score: floatText(Math.fround(objectiveOf[objective].prediction(base))),
      boost_from_average: '1',
      num_class: '0',
      num_feature: `${names.length}`,
      num_target: '1',
    },
    objective:
      objective === 'rank:ndcg'
        ? { name: objective, lambdarank_param: { lambdarank_pair_method: 'topk' } }
        : { name: objective, reg_loss_param: { scale_pos_weight: '1' } },
  };
  // Floats are written as text, which lies unquoted in the file.
  return JSON.stringify({ learner, version: [3, 0, 0] }).replace(/"#([^"]*)"/g, '$1');
}

function treeJson(tree: Tree, id: number, columns: number) {
  const { left, right, feature, threshold, defaultLeft, value, gain, cover } = tree;
  const nodes = breadthFirst(tree); // XGBoost relies on it that siblings stand side by side
  const numberOf = new Map(nodes.map((node, number) => [node, number]));
  const leaf = (node: number) => isLeaf(tree, node);
  const parents: number[] = Array(nodes.length).fill(2 ** 31 - 1); // the root's
  for (const [parent, node] of nodes.entries())
    for (const child of leaf(node) ? [] : [left[node]!, right[node]!]) parents[numberOf.get(child)!] = parent;
  const floats = (of: (node: number) => number) => nodes.map((node) => `#${floatText(of(node))}`);
  const children = (of: Int32Array) => nodes.map((node) => (leaf(node) ? -1 : numberOf.get(of[node]!)!));
  return {
    base_weights: floats((node) => value[node]!),
    categories: [],
    categories_nodes: [],
    categories_segments: [],
    categories_sizes: [],
    default_left: nodes.map((node) => defaultLeft[node]!),
    id,
    left_children: children(left),
    loss_changes: floats((node) => gain[node]!),
    parents,
    right_children: children(right),
    split_conditions: floats((node) => (leaf(node) ? value : threshold)[node]!),
    split_indices: nodes.map((node) => feature[node]!),
    split_type: nodes.map(() => 0),
    sum_hessian: floats((node) => cover[node]!),
    tree_param: {
      num_deleted: '0',
      num_feature: `${columns}`,
      num_nodes: `${nodes.length}`,
      size_leaf_vector: '1',
    },
  };
}

/** A 32-bit float by the fewest digits that tell it from the next ones, e.g. 1.5E-1. XGBoost takes one without an exponent for an integer. */
function floatText(value: number): string {
  for (let digits = 0; ; digits++) {
    const text = value.toExponential(digits);
    if (digits === 8 || Math.fround(Number(text)) === value) return text.replace('e+', 'e').replace('e', 'E');
  }
}

const numbers = z.array(z.number());
const treeSchema = z.object({
  left_children: numbers,
  right_children: numbers,
  split_indices: numbers,
  split_conditions: numbers,
  split_type: numbers,
  default_left: z.array(z.union([z.number(), z.boolean()])),
  loss_changes: numbers,
  sum_hessian: numbers,
});
const modelSchema = z.object({
  learner: z.object({
    feature_names: z.array(z.string()).default([]),
    gradient_booster: z.object({ name: z.literal('gbtree'), model: z.object({ trees: z.array(treeSchema) }) }),
    learner_model_param: z.object({
      base_score: z.string(),
      num_class: z.enum(['0', '1']),
      num_feature: z.string(),
      num_target: z.literal('1').default('1'),
    }),
    objective: z.object({ name: z.enum(objectives) }),
  }),
});

/**
 * Reads a model of boosted trees in XGBoost's JSON format, of XGBoost 1.6 to 3: numerical splits, one output, an objective that is ours too.
 * A base score may be a number (`5E-1`) or an array of one (`[5E-1]`). Features without names are called f0, f1 …, as in XGBoost.
 * @throws InputError where the text is none, saying what is wrong.
 */
export function fromXgboostJson(text: string): Trees {
  const { learner } = parsed(text);
  const { base_score, num_feature } = learner.learner_model_param;
  const columns = Number(num_feature);
  const given = learner.feature_names;
  const names = given.length > 0 ? given : Array.from({ length: columns }, (_, feature) => `f${feature}`);
  if (names.length !== columns) throw notRead(`${names.length} feature_names for ${columns} features`);
  const prediction = Number(base_score.replace(/^\[(.*)\]$/, '$1'));
  const objective = learner.objective.name;
  const base = Math.fround(objectiveOf[objective].score(Math.fround(prediction)));
  if (!Number.isFinite(base)) throw notRead(`base_score is "${base_score}"`);
  const trees = learner.gradient_booster.model.trees.map((tree, id) => treeOf(tree, id, columns));
  return new Trees({ objective, names, base, trees });
}

function parsed(text: string) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw notRead((error as Error).message);
  }
  const { data, error } = modelSchema.safeParse(json);
  if (data) return data;
  const { path, message } = error.issues[0]!;
  throw notRead(`${path.join('.')}: ${message}`);
}

function treeOf(given: z.infer<typeof treeSchema>, id: number, columns: number): Tree {
  const { left_children, right_children, split_indices, split_conditions, split_type } = given;
  const nodes = left_children.length;
  for (const [name, list] of Object.entries(given))
    if (list.length !== nodes) throw notRead(`tree ${id}: ${list.length} ${name} for ${nodes} nodes`);
  if (split_type.some((type) => type !== 0)) throw notRead(`tree ${id} splits on categories`);
  const inner = (node: number) => left_children[node] !== -1;
  // Each node but the root is the child of one: so all paths end.
  const children = [...left_children, ...right_children].filter((child) => child !== -1);
  const isTree = new Set(children).size === children.length && children.every((child) => child > 0 && child < nodes);
  const isInside = split_indices.every((feature) => Number.isInteger(feature) && feature >= 0 && feature < columns);
  const isPaired = left_children.every((left, node) => (left === -1) === (right_children[node] === -1));
  if (nodes === 0 || !isTree || !isPaired || !isInside)
    throw notRead(`tree ${id} has children or features that it can't have`);
  const value = split_conditions.map((condition, node) => (inner(node) ? 0 : condition));
  return {
    left: Int32Array.from(left_children, (child, node) => (inner(node) ? child : node)),
    right: Int32Array.from(right_children, (child, node) => (inner(node) ? child : node)),
    feature: Int32Array.from(split_indices),
    threshold: Float32Array.from(split_conditions, (condition, node) => (inner(node) ? condition : 0)),
    defaultLeft: Uint8Array.from(given.default_left, Number),
    value: Float32Array.from(value),
    gain: Float32Array.from(given.loss_changes),
    cover: Float32Array.from(given.sum_hessian),
  };
}

const notRead = (what: string) =>
  new InputError(
    `not a model that can be read: ${what}`,
    {},
    `XGBoost's JSON of a gbtree with numerical splits, one output and an objective of ${objectives.join(', ')}`,
  );
