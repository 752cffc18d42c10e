import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { cleanDefaults, InputError, sessionDefaults } from '../data/index.js';
import { protocols } from '../evaluation/index.js';
import { createModel, type ModelName, modelNames } from '../models/index.js';
import { type Flag, nearest, parseFlags } from './cli.js';

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
  models: z
    .array(z.string())
    .min(1)
    .default([...modelNames]),
  /** What differs from a model's defaults, by model. */
  parameters: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  /** The run folder; null for one under `runs/` named after the dataset, the protocol and a hash of everything. */
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
      ks: z.array(count).min(1).default([5, 10, 20]),
      /** Items stored of each list: longer than the largest cut-off, so that ties at it can be told. */
      listLength: count.default(50),
      resamples: count.default(1000),
      ties: z.enum(['conservative', 'standard']).default('conservative'),
      /** P-future: leave items seen in train among the candidates. */
      keepSeen: z.boolean().default(false),
      /** P-future: what a target is worth in NDCG: 1, or 1/3/5 by its strongest event. */
      gain: z.enum(['binary', 'event']).default('binary'),
    })
    .prefault({}),
});

/** Everything a run depends on, defaults filled in. */
export type Config = z.infer<typeof schema>;

/**
 * Validates a configuration and fills in its defaults.
 * @param file where it was read, for messages.
 * @throws InputError naming the key and what would be right; for an unknown key the nearest right one.
 */
export function parseConfig(given: unknown, file?: string): Config {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw configError(parsed.error.issues[0]!, given, file);
  const config = parsed.data;
  for (const name of config.models) createModel(name, config.parameters[name] ?? {});
  for (const name of Object.keys(config.parameters)) createModel(name, config.parameters[name]);
  if (new Set(config.models).size < config.models.length)
    throw new InputError(`a model is named twice in ${config.models.join(',')}`, place(file), 'each model once');
  const deepest = Math.max(...config.evaluation.ks);
  if (config.evaluation.listLength <= deepest)
    throw new InputError(
      `evaluation.listLength ${config.evaluation.listLength} does not exceed the largest cut-off ${deepest}`,
      place(file),
      `more than ${deepest}: a tie at the cut-off could not be told otherwise`,
    );
  return config;
}

function configError(issue: z.core.$ZodIssue, given: unknown, file: string | undefined): InputError {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const right = keysAt(issue.path);
    const key = issue.keys[0]!;
    const best = right.length > 0 ? `did you mean "${nearest(key, right)}"? Keys here: ${right.join(', ')}` : undefined;
    return new InputError(`there is no setting "${path ? `${path}.` : ''}${key}"`, place(file), best);
  }
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], given);
  return new InputError(`setting "${path}" is ${JSON.stringify(value)}`, place(file), issue.message);
}

/** The right keys of a part of the configuration. */
function keysAt(path: readonly PropertyKey[]): string[] {
  const defaults = schema.parse({}) as unknown as Record<string, unknown>;
  const part = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], defaults);
  return part && typeof part === 'object' ? Object.keys(part) : [];
}

const place = (file: string | undefined) => (file === undefined ? {} : { file });

export const configFlags = {
  data: {
    value: 'DIR',
    help: 'folder of the shop’s log (RetailRocket, session TSV, MovieLens); a generated one if absent',
  },
  events: { value: 'N', help: 'size of the generated log, 20,000 to 2,756,101 (default 200,000)' },
  protocol: { value: 'NAME', help: 'next | future | funnel | holdout (default next)' },
  models: { value: 'A,B', help: `which models (default all: ${modelNames.join(',')})` },
  config: { value: 'FILE', help: 'JSON file with any setting; flags win over it' },
  out: { value: 'DIR', help: 'the run folder (default runs/<dataset>-<protocol>-<hash>)' },
  seed: { value: 'N', help: 'seed of every random draw (default 1)' },
  'max-rejects': { value: 'SHARE', help: 'share of unreadable rows to put up with (default 0.01)' },
  cache: { value: 'DIR', help: 'where finished stages are kept (default data/processed)' },
  force: { help: 'do every stage again, unchanged or not' },
  json: { help: 'print leaderboard.json, and nothing else, to standard output' },
  help: { help: 'this text' },
} satisfies Record<string, Flag>;

/** What a pipeline command was asked for. */
export interface Request {
  readonly config: Config;
  readonly force: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line and the configuration file it may name. Flags win over the file, the file over defaults. */
export async function readRequest(args: readonly string[]): Promise<Request> {
  const flags = parseFlags(args, configFlags);
  const file = flags.config as string | undefined;
  const given: Record<string, unknown> = { ...(file === undefined ? {} : await readJson(file)) };
  if (flags.data !== undefined) given.data = flags.data;
  if (flags.protocol !== undefined) given.protocol = flags.protocol;
  if (flags.out !== undefined) given.out = flags.out;
  if (flags.cache !== undefined) given.cache = flags.cache;
  if (flags.models !== undefined) given.models = String(flags.models).split(',') as ModelName[];
  for (const [flag, key] of [
    ['events', 'events'],
    ['seed', 'seed'],
    ['max-rejects', 'maxRejects'],
  ] as const)
    if (flags[flag] !== undefined) given[key] = number(flag, String(flags[flag]));
  return { config: parseConfig(given, file), force: !!flags.force, json: !!flags.json, help: !!flags.help };
}

function number(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value))
    throw new InputError(`--${flag} is "${text}"`, {}, 'a number, written with digits only');
  return value;
}

async function readJson(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`the configuration cannot be read (${error.code})`, { file }, 'the path of a JSON file');
  });
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new InputError((error as Error).message, { file }, 'a JSON object');
  }
  throw new InputError('is not a JSON object', { file }, '{ "protocol": "next", … }');
}
