import type { core, ZodType } from 'zod';
import { InputError } from '../../data/index.js';

/** Reports an invalid model parameter: which one and why, for callers whose message adds where it was written. */
export class ParameterError extends InputError {
  constructor(
    model: string,
    readonly issue: core.$ZodIssue,
  ) {
    const unknown = issue.code === 'unrecognized_keys' ? [issue.keys.join(', ')] : [];
    const key = [...issue.path, ...unknown].join('.');
    super(`${model}: parameter ${key}: ${issue.message}`);
  }
}

/** The parameter names in the code of a model's authors: accepted as input, never written. */
const authorsNames: Readonly<Record<string, string>> = {
  // GRU4Rec
  n_epochs: 'epochs',
  batch_size: 'batchSize',
  learning_rate: 'learningRate',
  constrained_embedding: 'constrainedEmbedding',
  dropout_p_embed: 'embeddingDropout',
  dropout_p_hidden: 'hiddenDropout',
  n_sample: 'negatives',
  sample_alpha: 'power',
  bpreg: 'bprRegularization',
  elu_param: 'elu',
  logq: 'logQ',
  // session-rec: sknn, v-sknn, stan, v-stan
  sample_size: 'sampleSize',
  weighting_score: 'weightingScore',
  idf_weighting: 'idfWeighting',
  lambda_spw: 'lambdaSpw',
  lambda_snh: 'lambdaSnh',
  lambda_inh: 'lambdaInh',
  lambda_ipw: 'lambdaIpw',
  lambda_idf: 'lambdaIdf',
};

/**
 * Validates a model's parameters and fills in the defaults of its schema. The names of the authors' code are accepted as aliases.
 * @throws ParameterError naming the parameter, as it was given, and what is allowed.
 */
export function parseParameters<T>(model: string, schema: ZodType<T>, given: unknown): T {
  const written = new Map<PropertyKey, string>();
  const parsed = schema.safeParse(isRecord(given) ? renamed(model, given, written) : given);
  if (parsed.success) return parsed.data;
  const { path, ...issue } = parsed.error.issues[0]!;
  const asGiven = (name: PropertyKey) => written.get(name) ?? name;
  const keys = issue.code === 'unrecognized_keys' ? { keys: issue.keys.map((key) => written.get(key) ?? key) } : {};
  throw new ParameterError(model, {
    ...issue,
    ...keys,
    path: path.map((name, at) => (at === 0 ? asGiven(name) : name)),
  });
}

const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

/**
 * Returns a model's parameters under our names, whichever names they were given under.
 * @throws ParameterError where one is given under both.
 */
export const inOurNames = <T>(model: string, given: Readonly<Record<string, T>>): Record<string, T> =>
  renamed(model, given, new Map());

/** Renames aliases to our names; `written` receives the names as given. */
function renamed<T>(
  model: string,
  given: Readonly<Record<string, T>>,
  written: Map<PropertyKey, string>,
): Record<string, T> {
  const entries = Object.entries(given).map(([name, value]) => {
    const ours = Object.hasOwn(authorsNames, name) ? authorsNames[name]! : name;
    if (ours !== name && Object.hasOwn(given, ours)) {
      const message = `is another name of ${ours}, which is given too`;
      throw new ParameterError(model, { code: 'custom', path: [name], message, input: value });
    }
    written.set(ours, name);
    return [ours, value] as const;
  });
  return Object.fromEntries(entries);
}
