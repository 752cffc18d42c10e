import { isDeepStrictEqual } from 'node:util';
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
import { combinations } from './grid.js';
import { searchSpaces } from './search-spaces.js';

/** A model whose parameters were chosen on validation. */
export interface TunedModel {
  readonly model: ModelName;
  /** The parameters that are changed; `{}` where nothing tried was better than the defaults. */
  readonly chosen: Parameters;
  /** Number of combinations tried, including the defaults. */
  readonly tried: number;
  /**
   * Figures of the defaults and of the chosen parameters, on validation and in the final measurement; differences are
   * chosen − defaults, query by query.
   */
  readonly validation: readonly [Compared, Compared];
  readonly final: readonly [ComparedRow, ComparedRow];
}

/**
 * Tunes models with an equal budget: for each model the defaults and equally many combinations of its search space, drawn by the
 * seed. The best on validation is finally measured beside the defaults; the comparisons of all models are corrected together.
 * @param settings the pipeline's: data, protocol, seed …
 * @param trials combinations per model, including the defaults.
 */
export async function tuneByBudget(
  settings: Settings & { readonly seed: number },
  models: readonly (keyof typeof searchSpaces)[],
  trials: number,
): Promise<TunedModel[]> {
  const found = [];
  for (const model of models) {
    const drawn = drawFrom(combinationsOf(model), trials - 1, settings.seed);
    const variants = Object.fromEntries([{}, ...drawn].map((changes, i) => [String(i), changes]));
    const { measured } = await measureVariants({ ...settings, on: 'validation' }, model, variants);
    const best = measured.reduce((top, row) => (row.figure.mean > top.figure.mean ? row : top));
    const chosen = variants[best.name]!;
    const final = await measureVariants(settings, model, { defaults: {}, tuned: chosen });
    if (final.measured.length < 2)
      throw new InputError(`${model} cannot be fitted finally with ${parameterText(chosen)}, chosen on validation`);
    found.push({ model, chosen, tried: measured.length, validation: [measured[0], best] as const, final });
  }
  const [first] = found;
  if (!first) return [];
  const groups = found.map(({ final }) => final.measured);
  const rows = compareToFirst(groups, first.final.cluster, first.final.draws);
  return found.map(({ final: _, ...tuned }, i) => ({ ...tuned, final: [rows[2 * i]!, rows[2 * i + 1]!] }));
}

const combinationsOf = (model: keyof typeof searchSpaces): Parameters[] =>
  (searchSpaces[model] ?? []).flatMap((grid) => combinations(grid));

/** Draws `count` of them by the seed; all where there are fewer. */
function drawFrom(all: readonly Parameters[], count: number, seed: number): Parameters[] {
  const order = [...all.keys()].sort((a, b) => mix(seed, a) - mix(seed, b) || a - b);
  return order.slice(0, count).map((i) => all[i]!);
}

/** The rows for a table: defaults and chosen parameters side by side. */
export const tunedTable = (tuned: readonly TunedModel[]) =>
  tuned.map(({ model, chosen, tried, validation, final: [defaults, own] }) => ({
    model,
    tried,
    chosen: isDeepStrictEqual(chosen, {}) ? 'the defaults' : parameterText(chosen),
    [`validation, defaults (${defaults.metric})`]: withInterval(validation[0].figure),
    'validation, chosen': withInterval(validation[1].figure),
    'asked, defaults': withInterval(defaults.figure),
    'asked, chosen': withInterval(own.figure),
    difference: withInterval(own.difference),
    'p (Holm)': pText(own.difference!),
    verdict: own.difference!.verdict,
  }));

/** The result of tuning, as a sentence. */
export function tunedFinding(tuned: readonly TunedModel[]): string {
  const named = (is: (verdict: Verdict) => boolean) =>
    tuned.filter(({ final }) => is(final[1].difference!.verdict)).map(({ model }) => model);
  const [better, rest] = [named((verdict) => verdict === 'better'), named((verdict) => verdict !== 'better')];
  const best = tuned.reduce((top, one) => (one.final[1].figure.mean > top.final[1].figure.mean ? one : top));
  const said = [
    ...(better.length ? [`${listed(better)} ${better.length === 1 ? 'is' : 'are'} better than by default`] : []),
    ...(rest.length ? [`for ${listed(rest)} no gain is shown`] : []),
  ];
  return `Tuned on validation, ${said.join('; ')}. The best of them is then ${best.model}, ${best.final[1].metric} ${withInterval(best.final[1].figure)}.`;
}
