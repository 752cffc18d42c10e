import { readFile } from 'node:fs/promises';
import { InputError, shown } from '../../data/index.js';
import { backends, modelNames } from '../../models/index.js';
import { type Config, parseSettings, usualModels } from '../config/config.js';
import { type GivenSettings, givenSettings } from '../config/given-settings.js';
import { repeatedKey } from '../config/repeated-key.js';
import { isRunConfig, settingsOf } from '../files/run-config.js';
import { type Flag, type Flags, parseFlags } from './cli.js';

export const configFlags = {
  data: {
    value: 'DIR',
    help: 'folder of the shop’s log; a generated one if absent',
  },
  mapping: { value: 'FILE', help: 'JSON file that says how the log’s files are written; not needed for known layouts' },
  events: { value: 'N', help: 'size of the generated log, 20,000 to 2,756,101 (default 200,000)' },
  protocol: { value: 'NAME', help: 'next | future | funnel | holdout | joint (default next)' },
  on: {
    value: 'PART',
    help: 'test | validation: to choose parameters, models are fitted on train alone and asked about validation (default test)',
  },
  models: {
    value: 'A,B',
    help: `all, classic (all but the neural ones), or some of ${modelNames.join(',')} (default ${usualModels.join(',')})`,
  },
  config: { value: 'FILE', help: 'JSON file with any setting; flags win over it' },
  out: { value: 'DIR', help: 'the run folder (default runs/<dataset>-<protocol>-<models>-<hash>)' },
  seed: { value: 'N', help: 'seed of every random draw (default 1)' },
  backend: {
    value: 'NAME',
    help: `what computes the steps of neural models: auto | ${backends.join(' | ')} (default auto: a GPU where one answers, else step)`,
  },
  'max-rejects': {
    value: 'SHARE',
    help: 'share of unreadable rows, of all and of each kind, to put up with (default 0.01)',
  },
  cache: { value: 'DIR', help: 'where finished stages are kept (default data/processed)' },
  force: { help: 'do every stage again, unchanged or not' },
  help: { help: 'this text' },
} satisfies Record<string, Flag>;

/** A pipeline command's configuration and flags, as requested. */
export interface Request {
  readonly config: Config;
  readonly given: GivenSettings;
  readonly force: boolean;
  readonly help: boolean;
  /** The settings given by flags. */
  readonly byFlag: ReadonlySet<string>;
  /** The values of a command's own flags. */
  readonly own: Readonly<Record<string, string | true | undefined>>;
}

/** How the text after a flag becomes a setting; text that is not a number stays text and fails validation. */
const asText = (text: string) => text;
const asNumber = (text: string) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text));
const settings = {
  data: asText,
  mapping: asText,
  events: asNumber,
  protocol: asText,
  on: asText,
  models: (text: string) => text.split(',').map((name) => name.trim()),
  out: asText,
  cache: asText,
  seed: asNumber,
  backend: asText,
  'max-rejects': asNumber,
} satisfies Partial<Record<keyof typeof configFlags, (text: string) => unknown>>;

/**
 * Reads the command line and the configuration file it may name. Flags override the file, the file overrides defaults.
 * @param ownFlags flags of the command beyond those of the configuration.
 */
export async function readRequest(args: readonly string[], ownFlags: Flags = {}): Promise<Request> {
  const flags: Partial<Record<string, string | true>> = parseFlags(args, { ...configFlags, ...ownFlags });
  const file = flags.config as string | undefined;
  const inFile = file === undefined ? {} : await readJson(file);
  const isRecord = isRunConfig(inFile);
  const given: Record<string, unknown> = { ...(isRecord ? settingsOf(inFile) : inFile) };
  const byFlag = new Map<string, string>();
  for (const [flag, read] of Object.entries(settings) as [keyof typeof settings, (text: string) => unknown][]) {
    if (flags[flag] === undefined) continue;
    const key = flag === 'max-rejects' ? 'maxRejects' : flag;
    given[key] = read(String(flags[flag]));
    byFlag.set(key, flag);
  }
  const origin = { file, flags: byFlag };
  const config = parseSettings(given, origin);
  if (Object.keys(config.parameters).length > 0) {
    const { checkParameters } = await import('../config/parse-config.js'); // loads every model
    checkParameters(config, origin);
  }
  const own = Object.fromEntries(Object.keys(ownFlags).map((name) => [name, flags[name]]));
  return {
    config,
    given: givenSettings(given, origin, isRecord),
    force: !!flags.force,
    help: !!flags.help,
    byFlag: new Set(byFlag.keys()),
    own,
  };
}

/** Reads a JSON object. @throws InputError naming the file if it does not hold one. */
export async function readJson(file: string): Promise<Record<string, unknown>> {
  const bytes = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`the configuration cannot be read (${error.code})`, { file }, 'the path of a JSON file');
  });
  const text = bytes.replace(/^\uFEFF/, ''); // a byte order mark, as some editors write it
  try {
    const value: unknown = JSON.parse(text);
    const twice = repeatedKey(text);
    if (twice !== undefined)
      throw new InputError(`has the key "${twice}" twice in one object`, { file }, 'each key once');
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw error instanceof InputError
      ? error
      : new InputError(shown((error as Error).message), { file }, 'a JSON object');
  }
  throw new InputError('is not a JSON object', { file }, '{ "protocol": "next", … }');
}
