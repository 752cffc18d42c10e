import { type BootstrapOptions, type Compared, type ComparedRow, compareToFirst } from '../evaluation/index.js';
import type { ModelName, Parameters } from '../models/index.js';
import { type Config, modelPlan, quietPipeline, Refusal, type Settings, settingsInUse } from '../pipeline/index.js';
import { withChanges } from './grid.js';
import { measureVariant } from './measure-variant.js';

/**
 * Compares parameters of a model: fits and measures each variant through the pipeline's stages, and compares it with
 * the first, query by query.
 * @param settings the pipeline's: data, protocol, `on`, seed … The model's `parameters` in them apply to all variants.
 * @param variants the parameters that each changes, by name; the first is the base, `{}` for the settings' own parameters.
 * @param options `seeds`: number of seeds whose queries are pooled, 1 by default; `metric`: the
 * protocol's leading one by default.
 * @returns a row for each variant but those that cannot be fitted on the data, of which a warning says why.
 * @throws InputError for a parameter that the model does not have, before any variant is fitted, and where the first cannot be fitted.
 */
export async function compareParameters(
  settings: Settings,
  model: ModelName,
  variants: Readonly<Record<string, Parameters>>,
  options: { readonly seeds?: number; readonly metric?: string } = {},
): Promise<ComparedRow[]> {
  const { measured, cluster, draws } = await measureVariants(settings, model, variants, options);
  return compareToFirst([measured], cluster, draws);
}

/** Variants of a model that answered the same queries. */
export interface MeasuredVariants {
  readonly measured: [Compared, ...Compared[]];
  /** Each query's cluster. */
  readonly cluster: Int32Array;
  /** Seed and number of the run's bootstrap resamples. */
  readonly draws: BootstrapOptions;
}

/** Fits and measures a model with each variant's parameters; those that cannot be fitted are left out. See {@link compareParameters}. */
export async function measureVariants(
  settings: Settings,
  model: ModelName,
  variants: Readonly<Record<string, Parameters>>,
  options: { readonly seeds?: number; readonly metric?: string } = {},
): Promise<MeasuredVariants> {
  const own = (settings.parameters as Readonly<Record<string, Parameters>> | undefined)?.[model] ?? {};
  const pipelines = Object.entries(variants).map(([name, changed]) => {
    const parameters = withChanges(model, own, changed);
    return {
      name,
      parameters,
      pipeline: quietPipeline({ ...settings, models: [model], parameters: { [model]: parameters } }),
    };
  });
  for (const { pipeline, parameters } of pipelines) {
    await settingsInUse(pipeline);
    await modelPlan(pipeline.config.cache, model, parameters);
  }
  const done = new Map();
  const measured: Compared[] = [];
  let answered: { readonly cluster: Int32Array; readonly config: Config } | undefined;
  for (const { name, parameters, pipeline } of pipelines) {
    try {
      const variant = await measureVariant({ ...pipeline, done }, model, parameters, options);
      const { cluster, fitSeconds: _, ...compared } = variant;
      measured.push({ name, ...compared });
      answered ??= { cluster, config: pipeline.config };
    } catch (error) {
      if (!(error instanceof Refusal) || !answered) throw error;
      pipeline.reporter.say(model, `${name} is left out: ${error.reason}`, 'warning');
    }
  }
  const { cluster, config } = answered!;
  const draws = { seed: config.seed, resamples: config.evaluation.resamples };
  return { measured: measured as [Compared, ...Compared[]], cluster, draws };
}
