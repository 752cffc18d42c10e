import { z } from 'zod';
import { cleanDefaults, InputError, type Place, sessionDefaults } from '../../data/index.js';
import { protocols } from '../../evaluation/index.js';
import { backends, type ModelName, modelNames } from '../../models/index.js';
import { type ConfigProblem, configError, suggest, valueAt } from './config-error.js';

/** The models of a run that names none: those quick enough to wait for. */
export const usualModels: readonly ModelName[] = [
  'random',
  'popular',
  'recent-popular',
  'session-popular',
  'item-knn',
  'als',
  'markov',
  'v-sknn',
  'stan',
];

/** What may stand for the names of models. */
export const modelGroups: readonly string[] = ['all', 'classic'];

const count = z.int().min(1);
const share = z.number().gt(0).lt(1);

const splitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('shares'), validation: share, test: share }),
  z.strictObject({ kind: z.literal('last-days'), days: z.number().positive() }),
  z.strictObject({ kind: z.literal('sessions-last-days'), days: z.number().positive() }),
  z.strictObject({ kind: z.literal('leave-last-out') }),
  z.strictObject({ kind: z.literal('given') }),
  z.strictObject({ kind: z.literal('whole') }),
]);

const schema = z.strictObject({
  /** Folder of the shop's log; null for a generated one. */
  data: z.string().nullable().default(null),
  /** Size of the generated log. */
  events: z.int().min(20_000).max(2_756_101).default(200_000),
  protocol: z.enum(protocols).default('next'),
  /** `validation`: fitted on train alone and asked about validation, to choose parameters by. `test`: for the final figures. */
  on: z.enum(['validation', 'test']).default('test'),
  /** Names; or alone `all`, every model that the data has what it needs for, or `classic`, of these those that are not neural. */
  models: z
    .array(z.string())
    .min(1)
    .default([...usualModels]),
  /** What differs from a model's defaults, by model. */
  parameters: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  /** What computes the steps of neural models; `auto` is a GPU where one answers, the fused step on the CPU otherwise. */
  backend: z.enum(['auto', ...backends]).default('auto'),
  /** The run folder; null for one under `runs/` named after the dataset, the protocol, the models and a hash of everything. */
  out: z.string().nullable().default(null),
  /** Where finished stages are kept for the next run. */
  cache: z.string().default('data/processed'),
  /** Share of unreadable rows beyond which loading gives up. */
  maxRejects: z.number().min(0).max(1).default(0.01),
  clean: z
    .strictObject({
      /** `auto`: on for raw shop logs, off for benchmark sets that others prepared (session TSV, MovieLens). */
      rules: z.enum(['auto', 'on', 'off']).default('auto'),
      duplicates: z.boolean().default(cleanDefaults.duplicates),
      /** A visitor above a threshold is an outlier; 0 turns the rule off. */
      mostEventsPerDay: z.int().min(0).default(cleanDefaults.mostEventsPerDay),
      mostEventsPerHour: z.int().min(0).default(cleanDefaults.mostEventsPerHour),
      mostItemsPerHour: z.int().min(0).default(cleanDefaults.mostItemsPerHour),
      minimum: z
        .strictObject({
          perVisitor: count.default(cleanDefaults.minimum.perVisitor),
          perItem: count.default(cleanDefaults.minimum.perItem),
          passes: z.enum(['once', 'fixpoint']).default(cleanDefaults.minimum.passes),
        })
        .prefault({}),
    })
    .prefault({}),
  sessions: z
    .strictObject({
      gapMinutes: z.number().positive().default(sessionDefaults.gapMinutes),
      repeats: z.enum(['keep', 'collapse']).default(sessionDefaults.repeats),
    })
    .prefault({}),
  /** `auto`: the folder's own, else the whole log for holdout, sessions of the last 7 days for next, 70/10/20 by time otherwise. */
  split: z.union([z.literal('auto'), splitSchema]).default('auto'),
  evaluation: z
    .strictObject({
      ks: z
        .array(count)
        .min(1)
        .refine((ks) => new Set(ks).size === ks.length, 'each cut-off once')
        .default([5, 10, 20]),
      /** Items stored of each list: longer than the largest cut-off, so that ties at it can be told. */
      listLength: count.default(50),
      resamples: count.max(1_000_000).default(1000),
      ties: z.enum(['conservative', 'standard']).default('conservative'),
      /** P-future: leave items seen in train among the candidates. */
      keepSeen: z.boolean().default(false),
      /** P-future: what a target is worth in NDCG: 1, or 1/3/5 by its strongest event. */
      gain: z.enum(['binary', 'event']).default('binary'),
      /** P-next: whether of events at one time the ones that stand before another in the file are known when it is asked for. */
      equalTimes: z.enum(['in-order', 'together']).default('in-order'),
    })
    .prefault({}),
});

/** Everything a run depends on, defaults filled in. */
export type Config = z.infer<typeof schema>;

/** The configuration of a run that chooses nothing. */
export const defaults: Config = schema.parse({});

/** Where the settings of a configuration were written, for messages. */
export interface Origin {
  readonly file?: string | undefined;
  /** Settings that a flag gave, and the flag. */
  readonly flags?: ReadonlyMap<string, string>;
}

/**
 * Validates a configuration and fills in its defaults; all but the models' parameters, which only the models know.
 * @throws InputError naming the setting and what would be right; for an unknown one the nearest right one.
 */
export function parseSettings(given: unknown, origin: Origin = {}): Config {
  const inFile = origin.file === undefined ? {} : { file: origin.file };
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw configError({ issue: parsed.error.issues[0]!, given, source: sourceOf(origin), keysAt: keysOf(given) });
  const config = parsed.data;
  checkModels(config, origin.flags?.has('models') ? {} : inFile, inFile);
  const deepest = Math.max(...config.evaluation.ks);
  if (config.evaluation.listLength <= deepest)
    throw new InputError(
      `evaluation.listLength ${config.evaluation.listLength} does not exceed the largest cut-off ${deepest}`,
      inFile,
      `more than ${deepest}: a tie at the cut-off could not be told otherwise`,
    );
  return config;
}

/** Where a setting was written, and how it is called there. */
export const sourceOf =
  ({ file, flags }: Origin): ConfigProblem['source'] =>
  (path) => {
    const flag = flags?.get(String(path[0]));
    if (flag) return { place: {}, name: `--${flag}` };
    return { place: file === undefined ? {} : { file }, name: `setting "${path.join('.')}"` };
  };

function checkModels({ models, parameters }: Config, inModels: Place, inParameters: Place): void {
  const known = (name: string, place: Place) => {
    if (!(modelNames as string[]).includes(name))
      throw new InputError(`there is no model "${name}"`, place, suggest(name, modelNames, 'Models'));
  };
  const group = models.find((name) => modelGroups.includes(name));
  if (group && models.length > 1)
    throw new InputError(`the models are ${models.join(',')}`, inModels, `${group} alone, or names of models`);
  if (!group) for (const name of models) known(name, inModels);
  const twice = models.find((name, i) => models.indexOf(name) < i);
  if (twice) throw new InputError(`the model ${twice} is named twice in ${models.join(',')}`, inModels, 'each once');
  for (const name of Object.keys(parameters)) known(name, inParameters);
}

/** The right keys of each part of the configuration. */
const keysOf = (given: unknown) => (path: readonly PropertyKey[]) => {
  if (path[0] === 'split') {
    const { kind } = (given as { split: { kind: string } }).split;
    return Object.keys(splitSchema.options.find(({ shape }) => shape.kind.value === kind)!.shape);
  }
  return keysBelow(defaults, path);
};

/** The keys of the part at a path; none where that is no object by default. */
export function keysBelow(whole: unknown, path: readonly PropertyKey[]): string[] {
  const part = valueAt(whole, path);
  return part !== null && typeof part === 'object' ? Object.keys(part) : [];
}
