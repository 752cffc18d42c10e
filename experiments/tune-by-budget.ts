import { InputError, mix } from '../data/index.js';
import {
  type Compared,
  type ComparedRow,
  compareToFirst,
  listed,
  pText,
  type Verdict,
  withInterval,
} from '../evaluation/index.js';
import type { ModelName, Parameters } from '../models/index.js';
import { parameterText, type Settings } from '../pipeline/index.js';
import { measureVariants } from './compare-parameters.js';
import { searchSpace } from './search-spaces.js';

/** The figures of a model with some parameters. */
export interface TunedFigures {
  readonly validation: Compared;
  /** From the final measurement. */
  readonly final: ComparedRow;
}

/** A model whose parameters were chosen on validation. */
export interface TunedModel {
  readonly model: ModelName;
  /** Number of combinations measured on validation, including the defaults once. */
  readonly tried: number;
  readonly defaults: TunedFigures;
  /**
   * The combination that was best on validation: the parameters that it changes, and its figures, the final one less that of the
   * defaults, query by query. Absent where nothing tried was better than the defaults.
   */
  readonly chosen?: TunedFigures & { readonly parameters: Parameters };
}

/**
 * Tunes models with an equal budget: for each model the defaults and equally many other combinations of its search space, drawn by
 * the seed. The best on validation is finally measured beside the defaults; the comparisons of all models are corrected together.
 * @param settings the pipeline's: data, protocol, seed … A model's `parameters` in them are its defaults here.
 * @param trials combinations per model, including the defaults.
 * @throws InputError when `trials` is no whole number from 1, or a model's search space has fewer.
 */
export async function tuneByBudget(
  settings: Settings & { readonly seed: number },
  models: readonly ModelName[],
  trials: number,
): Promise<TunedModel[]> {
  if (!Number.isInteger(trials) || trials < 1)
    throw new InputError(`${trials} trials of each model`, {}, 'a whole number from 1');
  const own = settings.parameters as Readonly<Record<string, Parameters>> | undefined;
  const planned = models.map((model) => {
    const others = searchSpace(model, own?.[model] ?? {});
    if (others.length < trials - 1)
      throw new InputError(
        `the search space of ${model} has ${others.length} combinations beside the defaults`,
        {},
        `at most ${others.length + 1} trials of each model`,
      );
    return { model, combinations: [{}, ...drawFrom(others, trials - 1, settings.seed)] };
  });
  const found = [];
  for (const { model, combinations } of planned) {
    const variants = Object.fromEntries(combinations.map((changes, i) => [`${i}`, changes]));
    const { measured } = await measureVariants({ ...settings, on: 'validation' }, model, variants);
    const best = measured.reduce((top, row) => (row.figure.mean > top.figure.mean ? row : top));
    const parameters = variants[best.name]!;
    const compared = { defaults: {}, ...(best !== measured[0] && { chosen: parameters }) };
    const final = await measureVariants(settings, model, compared);
    if (final.measured.length < Object.keys(compared).length)
      throw new InputError(`${model} cannot be fitted finally with ${parameterText(parameters)}, chosen on validation`);
    found.push({ model, parameters, tried: measured.length, defaults: measured[0], best, final });
  }
  const [first] = found;
  if (!first) return [];
  const groups = found.map(({ final }) => final.measured);
  const rows = compareToFirst(groups, first.final.cluster, first.final.draws);
  return found.map(({ model, parameters, tried, defaults, best, final }) => {
    const [usual, chosen] = rows.splice(0, final.measured.length);
    return {
      model,
      tried,
      defaults: { validation: defaults, final: usual! },
      ...(chosen && { chosen: { parameters, validation: best, final: chosen } }),
    };
  });
}

/** Draws `count` of them by the seed. */
function drawFrom(all: readonly Parameters[], count: number, seed: number): Parameters[] {
  const order = [...all.keys()].sort((a, b) => mix(seed, a) - mix(seed, b) || a - b);
  return order.slice(0, count).map((i) => all[i]!);
}

/** The rows for a table: defaults and chosen parameters side by side. */
export const tunedTable = (tuned: readonly TunedModel[]) =>
  tuned.map(({ model, tried, defaults, chosen }) => ({
    model,
    tried,
    chosen: chosen ? parameterText(chosen.parameters) : 'the default',
    [`validation, defaults (${defaults.final.metric})`]: withInterval(defaults.validation.figure),
    'validation, chosen': withInterval(chosen?.validation.figure),
    'asked, defaults': withInterval(defaults.final.figure),
    'asked, chosen': withInterval(chosen?.final.figure),
    difference: withInterval(chosen?.final.difference),
    'p (Holm)': chosen ? pText(chosen.final.difference!) : '–',
    verdict: chosen?.final.difference?.verdict ?? '–',
  }));

/** The result of tuning, as a sentence. */
export function tunedFinding(tuned: readonly TunedModel[]): string {
  const named = (is: (verdict?: Verdict) => boolean) =>
    tuned.filter(({ chosen }) => is(chosen?.final.difference?.verdict)).map(({ model }) => model);
  const better = named((verdict) => verdict === 'better');
  const same = named((verdict) => verdict !== undefined && verdict !== 'better');
  const usual = named((verdict) => verdict === undefined);
  const said = [
    ...(better.length ? [`${listed(better)} ${better.length === 1 ? 'is' : 'are'} better than by default`] : []),
    ...(same.length ? [`for ${listed(same)} no gain is shown`] : []),
    ...(usual.length ? [`of ${listed(usual)} nothing tried was better than the default`] : []),
  ];
  const finals = tuned.map(({ model, defaults, chosen }) => ({ model, ...(chosen ?? defaults).final }));
  const best = finals.reduce((top, one) => (one.figure.mean > top.figure.mean ? one : top));
  return `Tuned on validation, ${said.join('; ')}. The best of them is then ${best.model}, ${best.metric} ${withInterval(best.figure)}.`;
}
