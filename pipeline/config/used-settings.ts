import { isDeepStrictEqual } from 'node:util';
import { InputError, type LayoutName, valueAt } from '../../data/index.js';
import type { DatasetFacts } from '../files/dataset-facts-file.js';
import { type Config, defaults } from './config.js';
import type { GivenSettings } from './given-settings.js';

/** The facts that decide which settings a run uses. */
export interface Situation {
  readonly config: Config;
  readonly data: Pick<DatasetFacts, 'name' | 'layout' | 'clock' | 'hasSessions'>;
  /** The requested models. */
  readonly models: readonly string[];
  /** Whether one of them is neural or has a neural part; read only if a backend was chosen. */
  readonly hasNeural: boolean;
}

/** Settings that have no effect in some situations. */
interface Rule {
  /** By path, the value that replaces the setting; undefined if none does. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Why nothing reads the settings; undefined if something does. */
  readonly unused: (situation: Situation) => string | undefined;
  /** What to write instead. */
  readonly remedy: string;
}

const timedRules = {
  'clean.duplicates': false,
  'clean.mostEventsPerDay': 0,
  'clean.mostEventsPerHour': 0,
  'clean.mostItemsPerHour': 0,
};

/** The layouts of logs as shops record them; others are sets that somebody has prepared. */
const rawLayouts: ReadonlySet<LayoutName> = new Set(['retailrocket', 'rees46', 'mapping'] as const);

const rules: readonly Rule[] = [
  {
    settings: { mapping: undefined },
    unused: ({ config }) =>
      config.data === null
        ? 'it says how the files of a log are written, and no "data" names a folder of them'
        : undefined,
    remedy: '--data DIR beside it',
  },
  {
    settings: { events: undefined },
    unused: ({ config }) =>
      config.data === null ? undefined : 'it is the size of a generated log, and "data" names one',
    remedy: 'one of the two',
  },
  {
    settings: {
      ...timedRules,
      'clean.minimum.perVisitor': 1,
      'clean.minimum.perItem': 1,
      'clean.minimum.passes': undefined,
    },
    // Prepared benchmark sets are left unchanged, so that figures stay comparable.
    unused: ({ config: { clean }, data: { name, layout } }) => {
      if (clean.rules === 'off') return '"clean.rules" is "off"';
      const isRaw = clean.rules === 'on' || rawLayouts.has(layout);
      return isRaw ? undefined : `"clean.rules" is "auto", which leaves ${name} (${layout}) as others prepared it`;
    },
    remedy: '"clean": { "rules": "on", … } to apply it',
  },
  {
    settings: timedRules,
    unused: ({ data: { name, clock } }) =>
      clock === 'order' ? `${name} has an order of events, but no clock` : undefined,
    remedy: 'a log with times, or no such setting',
  },
  {
    settings: { 'clean.minimum.passes': 'once' },
    unused: ({ config: { clean } }) =>
      clean.minimum.perVisitor === 1 && clean.minimum.perItem === 1
        ? 'every minimum is 1, so there is no pass'
        : undefined,
    remedy: '"clean": { "minimum": { "perItem": 5, "passes": … } }',
  },
  {
    settings: { 'sessions.gapMinutes': undefined },
    unused: ({ data }) => (data.hasSessions ? `${data.name} brings its sessions, which are kept as given` : undefined),
    remedy: 'no such setting, or a log without sessions',
  },
  {
    settings: { split: 'auto' },
    unused: ({ config: { protocol, split } }) =>
      protocol === 'holdout' && (split as { kind?: string }).kind !== 'whole'
        ? 'P-holdout learns from the whole log, and its targets come in a file of their own'
        : undefined,
    remedy: '"split": "auto", or another protocol',
  },
  {
    settings: { 'evaluation.keepSeen': false, 'evaluation.gain': 'binary' },
    unused: ({ config: { protocol } }) => (protocol === 'future' ? undefined : `P-${protocol} has no use for it`),
    remedy: 'no such setting, or "protocol": "future"',
  },
  {
    settings: { 'evaluation.equalTimes': 'in-order' },
    unused: ({ config: { protocol } }) => (protocol === 'next' ? undefined : `P-${protocol} has no use for it`),
    remedy: 'no such setting, or "protocol": "next"',
  },
  {
    settings: { 'evaluation.ties': 'conservative' },
    unused: ({ config: { protocol } }) =>
      protocol === 'joint' ? 'P-joint takes each list in its order, as OTTO’s evaluator does' : undefined,
    remedy: 'no such setting, or another protocol',
  },
  {
    settings: { backend: undefined },
    unused: ({ hasNeural }) => (hasNeural ? undefined : 'none of the models is neural'),
    remedy: 'no such setting, or a neural model among "models"',
  },
];

/** The settings as the stages of a run read them: settings without effect here are replaced by the values that apply. */
export function usedSettings(situation: Situation): Config {
  let used = situation.config;
  for (const { settings } of rules.filter(({ unused }) => unused(situation) !== undefined))
    for (const [path, holds] of Object.entries(settings))
      used = withValue(used, path.split('.'), holds ?? valueAt(defaults, path.split('.')));
  return used;
}

/**
 * Refuses chosen settings that nothing would read.
 * @throws InputError naming the first such setting, why it has no effect here, and the remedy.
 */
export function assertUsed(situation: Situation, given: GivenSettings): void {
  for (const [path, { place, name }] of given) {
    const unused = reasonFor(path, situation);
    if (unused) throw new InputError(`${name} does nothing here: ${unused.because}`, place, unused.remedy);
  }
}

function reasonFor(path: string, situation: Situation): { because: string; remedy: string } | undefined {
  const [part, model] = path.split('.');
  if (part === 'parameters' && model !== undefined && !situation.models.includes(model))
    return {
      because: `${model} is none of the run’s models`,
      remedy: `${model} among "models", or no parameters for it`,
    };
  const value = valueAt(situation.config, path.split('.'));
  for (const { settings, unused, remedy } of rules) {
    if (!(path in settings) || (settings[path] !== undefined && isDeepStrictEqual(value, settings[path]))) continue;
    const because = unused(situation);
    if (because !== undefined) return { because, remedy };
  }
  return undefined;
}

/** A copy with the value at a path replaced. */
function withValue<Part>(part: Part, [key, ...rest]: readonly string[], value: unknown): Part {
  if (key === undefined) return value as Part;
  return { ...part, [key]: withValue(part[key as keyof Part], rest, value) };
}
