import { z } from 'zod';
import {
  type ConfigProblem,
  cleanDefaults,
  configError,
  InputError,
  type Place,
  sessionDefaults,
  suggest,
  valueAt,
} from '../../data/index.js';
import { protocols } from '../../evaluation/index.js';
import { backends, type ModelName, modelNames } from '../../models/index.js';

/** The default models of a run: those quick enough to wait for. */
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

/** Names of groups, accepted in place of models' names. */
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
  /** Folder of the shop's log; null for a generated log. */
  data: z.string().nullable().default(null),
  /**
   * A JSON file that says how the log's files are written, or what it holds, as in a run's own configuration, which must not change
   * with the file; null for the layouts that are known.
   */
  mapping: z
    .union([z.string(), z.record(z.string(), z.unknown())], { error: 'the path of a JSON file, or what it holds' })
    .nullable()
    .default(null),
  /** Size of the generated log. */
  events: z.int().min(20_000).max(2_756_101).default(200_000),
  protocol: z.enum(protocols).default('next'),
  /** `validation`: models are fitted on train alone and evaluated on validation, to choose parameters. `test`: for the final figures. */
  on: z.enum(['validation', 'test']).default('test'),
  /** Names; or a single group: `all`, every model that the data suffices for, or `classic`, those of them that are not neural. */
  models: z
    .array(z.string())
    .min(1)
    .default([...usualModels]),
  /** Parameters that differ from a model's defaults, by model. */
  parameters: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  /** The backend of neural models' training steps; `auto` is a GPU if one is available, otherwise the fused step on the CPU. */
  backend: z.enum(['auto', ...backends]).default('auto'),
  /** The run folder; null for a folder under `runs/` named after the dataset, the protocol, the models and a hash of everything. */
  out: z.string().nullable().default(null),
  /** Folder in which finished stages are kept for later runs. */
  cache: z.string().default('data/processed'),
  /** Share of unreadable rows above which loading fails. */
  maxRejects: z.number().min(0).max(1).default(0.01),
  clean: z
    .strictObject({
      /** `auto`: on for raw shop logs, off for benchmark sets that others prepared (session TSV, MovieLens). */
      rules: z.enum(['auto', 'on', 'off']).default('auto'),
      duplicates: z.boolean().default(cleanDefaults.duplicates),
      /** A visitor above a threshold is an outlier; 0 disables the rule. */
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
  /** `auto`: the folder's own split, else the whole log for holdout, sessions of the last 7 days for next and joint, 70/10/20 by time otherwise. */
  split: z.union([z.literal('auto'), splitSchema]).default('auto'),
  evaluation: z
    .strictObject({
      ks: z
        .array(count)
        .min(1)
        .refine((ks) => new Set(ks).size === ks.length, 'each cut-off once')
        .default([5, 10, 20]),
      /** Items stored per list: more than the largest cut-off, so that ties at the cut-off can be detected. */
      listLength: count.default(50),
      resamples: count.max(1_000_000).default(1000),
      ties: z.enum(['conservative', 'standard']).default('conservative'),
      /** P-future: keep items seen in train among the candidates. */
      keepSeen: z.boolean().default(false),
      /** P-future: a target's gain in NDCG: 1, or 1/3/5 by its strongest event. */
      gain: z.enum(['binary', 'event']).default('binary'),
      /** P-next: whether events with the same time as the target that precede it in the file are part of the context. */
      equalTimes: z.enum(['in-order', 'together']).default('in-order'),
    })
    .prefault({}),
});

/** All settings of a run, defaults filled in. */
export type Config = z.infer<typeof schema>;

/** The default configuration. */
export const defaults: Config = schema.parse({});

/** Where the settings of a configuration were written, for messages. */
export interface Origin {
  readonly file?: string | undefined;
  /** Settings given by a flag, with the flag. */
  readonly flags?: ReadonlyMap<string, string>;
}

/**
 * Validates a configuration and fills in its defaults, except for the models' parameters, which only the models know.
 * @throws InputError naming the setting and what is expected; for an unknown setting, the nearest valid one.
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

/** Where a setting was written, and its name there. */
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

/** The valid keys of each part of the configuration. */
const keysOf = (given: unknown) => (path: readonly PropertyKey[]) => {
  if (path[0] === 'split') {
    const { kind } = (given as { split: { kind: string } }).split;
    return Object.keys(splitSchema.options.find(({ shape }) => shape.kind.value === kind)!.shape);
  }
  return keysBelow(defaults, path);
};

/** The keys of the part at a path; empty if it is not an object. */
export function keysBelow(whole: unknown, path: readonly PropertyKey[]): string[] {
  const part = valueAt(whole, path);
  return part !== null && typeof part === 'object' ? Object.keys(part) : [];
}
