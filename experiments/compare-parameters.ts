import { InputError } from '../data/index.js';
import { type Interval, type PairedDifference, pairedDifference, readQueryValues } from '../evaluation/index.js';
import type { ModelName, Parameters } from '../models/index.js';
import type { Run } from '../pipeline/index.js';
import { headline, quietContext, ranked, type Settings, settingsInUse, withInterval } from '../pipeline/index.js';
import { withChanges } from './grid.js';
import { measureVariant } from './measure-variant.js';

/** One of several variants, or models, that answered the same queries. */
export interface ComparedRow {
  readonly name: string;
  /** E.g. `ndcg@10`. */
  readonly metric: string;
  readonly figure: Interval;
  /** How far it is ahead of the first row; absent in that row itself. */
  readonly difference?: PairedDifference;
}

/**
 * What parameters of a model bring: fits and measures it with each variant's, through the pipeline's stages, and compares each
 * with the first, query by query.
 * @param settings the pipeline's: data, protocol, `on`, seed … The model's own `parameters` in them hold for all variants.
 * @param variants what each changes, by name; the first is the base, `{}` for the settings' own parameters.
 * @param options `seeds`: each query's value is the mean over so many (1); `metric`: the protocol's leading one unless said.
 * @throws InputError for a parameter that the model does not have, before any is fitted.
 */
export async function compareParameters(
  settings: Settings,
  model: ModelName,
  variants: Readonly<Record<string, Parameters>>,
  options: { readonly seeds?: number; readonly metric?: string } = {},
): Promise<ComparedRow[]> {
  const own = (settings.parameters as Readonly<Record<string, Parameters>> | undefined)?.[model] ?? {};
  const contexts = Object.entries(variants).map(([name, changed]) => {
    const parameters = withChanges(own, changed);
    return {
      name,
      parameters,
      context: quietContext({ ...settings, models: [model], parameters: { [model]: parameters } }),
    };
  });
  for (const { context } of contexts) await settingsInUse(context);
  const done = new Map();
  const rows: ComparedRow[] = [];
  let base: { readonly values: Float64Array } | undefined;
  for (const { name, parameters, context } of contexts) {
    const { metric, figure, values, cluster } = await measureVariant({ ...context, done }, model, parameters, options);
    const { seed, evaluation } = context.config;
    const draws = { seed, resamples: evaluation.resamples };
    rows.push({
      name,
      metric,
      figure,
      ...(base && { difference: pairedDifference(values, base.values, cluster, draws) }),
    });
    base ??= { values };
  }
  return rows;
}

/**
 * How far the models of a run are apart, query by query: the first row is the model that the others are compared with, the
 * best by the protocol's leading metric unless one is named.
 * @throws InputError for a model that is none of the run's.
 */
export async function compareModels(run: Run, base?: string): Promise<ComparedRow[]> {
  const { folder, leaderboard, config } = run;
  const [metric] = headline(leaderboard);
  const entries = ranked(leaderboard);
  const first = base === undefined ? entries[0]! : entries.find(({ model }) => model === base);
  if (!first)
    throw new InputError(
      `the run has no model "${base}"`,
      {},
      `one of ${entries.map(({ model }) => model).join(', ')}`,
    );
  const { values, cluster } = await readQueryValues(folder, first.model, metric);
  const options = { seed: config.seed, resamples: config.evaluation.resamples };
  const others = entries
    .filter((entry) => entry !== first)
    .map(async ({ model, metrics }) => {
      const own = await readQueryValues(folder, model, metric);
      return {
        name: model,
        metric,
        figure: metrics[metric]!,
        difference: pairedDifference(own.values, values, cluster, options),
      };
    });
  return [{ name: first.model, metric, figure: first.metrics[metric]! }, ...(await Promise.all(others))];
}

/** Compared rows for a table: the figure, and the difference from the first row with its p-value. */
export const comparedTable = (rows: readonly ComparedRow[]) =>
  rows.map(({ name, metric, figure, difference }) => ({
    name,
    [metric]: withInterval(figure),
    [`less ${rows[0]!.name}’s`]: difference ? withInterval(difference) : '–',
    p: difference ? difference.p.toFixed(3) : '–',
  }));
