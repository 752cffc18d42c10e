#!/usr/bin/env -S npx tsx
import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import Table from 'cli-table3';
import { assertFileWritable, InputError, quiet, type Reporter, writeWhole } from '../data/index.js';
import { type Compared, type Comparison, compareToFirst, pText, withInterval } from '../evaluation/index.js';
import type { Config, Request } from '../pipeline/index.js';
import {
  assertDescribed,
  colour,
  duration,
  isMain,
  type Pipeline,
  parameterText,
  pipelineCommand,
  pipelineOf,
  Refusal,
  rounding,
  settingsAt,
  settingsInUse,
} from '../pipeline/index.js';
import { type MeasuredVariant, measureVariant } from './measure-variant.js';
import { type PlannedTrial, type TunePlan, tuneFlags, tunePlan } from './tune-plan.js';

/** A combination that was tried. */
interface Trial extends PlannedTrial, MeasuredVariant {
  /** Its difference from the best trial of its model; absent in the best itself. */
  readonly behind?: Comparison;
}

/** A combination that the model could not be fitted with. */
interface RefusedTrial extends PlannedTrial {
  readonly reason: string;
}

interface Trials {
  readonly measured: readonly Trial[];
  readonly refused: readonly RefusedTrial[];
}

/** Runs the planned trials through the pipeline's own stages, which reuse earlier trials. Reports the result of each. */
async function tryAll(
  pipeline: Pipeline,
  { models, trials: planned, seeds }: TunePlan,
  reporter: Reporter,
): Promise<Trials> {
  await settingsInUse({ ...pipeline, config: { ...pipeline.config, on: 'validation', models: [...models] } });
  for (const { config, model } of planned) await assertDescribed({ ...pipeline, config }, model);
  const started = performance.now();
  const measured: Trial[] = [];
  const refused: RefusedTrial[] = [];
  for (const [done, plan] of planned.entries()) {
    const result = await tried(pipeline, plan, seeds);
    const seconds = (performance.now() - started) / 1000;
    const left = (seconds / (done + 1)) * (planned.length - done - 1);
    let said = `${parameterText(plan.changes)}: `;
    if ('reason' in result) {
      refused.push(result);
      said += `left out: ${result.reason}`;
    } else {
      measured.push(result);
      said += `${result.metric} ${withInterval(result.figure)}`;
    }
    reporter.say(
      `${done + 1}/${planned.length} ${plan.model}`,
      left > 0 ? `${said}${colour.gray(`  ${duration(left)} left`)}` : said,
    );
  }
  return { measured, refused };
}

/** Runs one trial. A combination that cannot be fitted becomes a refused trial, so the others are kept. */
async function tried(pipeline: Pipeline, plan: PlannedTrial, seeds: number): Promise<Trial | RefusedTrial> {
  try {
    const variant = { ...pipeline, config: plan.config };
    return { ...plan, ...(await measureVariant(variant, plan.model, plan.parameters, { seeds })) };
  } catch (error) {
    if (error instanceof Refusal) return { ...plan, reason: error.reason };
    throw error;
  }
}

/** One model's trials, the best first. @throws InputError where there is none. */
function ranked({ measured, refused }: Trials, model: string): [Trial, ...Trial[]] {
  const [best, ...others] = measured
    .filter((trial) => trial.model === model)
    .sort((a, b) => b.figure.mean - a.figure.mean);
  if (best) return [best, ...others];
  const { changes, reason } = refused.find((trial) => trial.model === model)!;
  throw new InputError(
    `${model} cannot be fitted with any combination of its grid; ${parameterText(changes)}: ${reason}`,
  );
}

/** Adds each trial's difference from its model's best; the p-values of all models are corrected together. */
function compared(tried: readonly [Trial, ...Trial[]][], { seed, evaluation }: Config): [Trial, ...Trial[]][] {
  const groups = tried.map((own) =>
    own.map(({ changes, metric, figure, values, denominators, strata }): Compared => {
      const weighing = { ...(denominators && { denominators }), ...(strata && { strata }) };
      return { name: parameterText(changes), metric, figure, values, ...weighing };
    }),
  );
  const options = { seed, resamples: evaluation.resamples };
  const rows = compareToFirst(groups as [Compared, ...Compared[]][], tried[0]![0].cluster, options);
  let row = 0;
  const withDifference = (trial: Trial): Trial => {
    const { difference } = rows[row++]!;
    return difference ? { ...trial, behind: difference } : trial;
  };
  return tried.map((own) => own.map(withDifference) as [Trial, ...Trial[]]);
}

/** Remarks that a model's best combination was not the only one; undefined where it was. */
function sharedBest(own: readonly [Trial, ...Trial[]]): string | undefined {
  const [best] = own;
  const equal = own.filter(({ figure }) => best.figure.mean - figure.mean < rounding);
  if (equal.length === 1) return undefined;
  const names = equal.map(({ changes }) => parameterText(changes)).join('; ');
  return `${equal.length} combinations share the highest ${best.metric}, ${withInterval(best.figure)}: ${names}; the first of them is taken`;
}

function tableOf(trials: readonly [Trial, ...Trial[]]): string {
  const table = new Table({
    head: ['parameters', trials[0].metric, 'less the best’s', 'p (Holm)', 'fit'].map((text) => colour.bold(text)),
    style: { head: [], border: colour.on ? ['gray'] : [], compact: true },
    colAligns: ['left', 'left', 'left', 'left', 'right'],
  });
  for (const { changes, figure, behind, fitSeconds } of trials)
    table.push([
      parameterText(changes),
      withInterval(figure),
      behind ? withInterval(behind) : colour.green('best'),
      behind ? pText(behind) : '–',
      duration(fitSeconds),
    ]);
  return table.toString();
}

/** The rows kept of the trials: the best first, those that could not be fitted last. */
const trialRows = (tried: readonly (readonly Trial[])[], { refused }: Trials) => [
  ...tried.flat().map(({ model, metric, parameters, figure, behind, fitSeconds }) => {
    return { model, metric, parameters, figure, behind, fitSeconds };
  }),
  ...refused.map(({ model, parameters, reason }) => ({ model, parameters, reason })),
];

/** The configuration of the final run: the request's settings, and the best parameters of each model. */
function tunedSettings({ config, given }: Request, models: readonly string[], tried: readonly [Trial, ...Trial[]][]) {
  const isOwn = (path: string) => !/^(on|out|models|parameters)(\.|$)/.test(path);
  const parameters = Object.fromEntries(tried.map(([best]) => [best.model, best.parameters]));
  return { ...settingsAt(config, [...given.keys()].filter(isOwn)), models, parameters };
}

async function main(request: Request): Promise<void> {
  const { config, own } = request;
  const plan = await tunePlan(request);
  const file = resolve(config.out ?? 'tuned.json');
  const trialsFile = file.replace(/(\.json)?$/, '.trials.json');
  for (const path of [file, trialsFile]) await assertFileWritable(path);
  const pipeline = pipelineOf(request);
  const trials = await tryAll({ ...pipeline, reporter: quiet }, plan, pipeline.reporter);
  const tried = compared(
    plan.models.map((model) => ranked(trials, model)),
    config,
  );
  for (const own of tried) {
    const remark = sharedBest(own);
    if (remark) pipeline.reporter.say(own[0].model, remark);
  }
  const rows = `${JSON.stringify(trialRows(tried, trials), undefined, 2)}\n`;
  const text = `${JSON.stringify(tunedSettings(request, plan.models, tried), undefined, 2)}\n`;
  // One within the other: if either cannot be written, the files of an earlier tuning stay as they are.
  await writeWhole(trialsFile, async (trialsTemporary) => {
    await writeFile(trialsTemporary, rows);
    await writeWhole(file, (temporary) => writeFile(temporary, text));
  });
  if (own.json) {
    process.stdout.write(rows);
    return;
  }
  for (const rows of tried)
    process.stdout.write(
      `\n${colour.bold(`${rows[0].model}, P-${config.protocol} on validation`)}\n${tableOf(rows)}\n`,
    );
  process.stdout.write(`\nthe best of each: npm run pipeline -- --config ${relative(process.cwd(), file)}\n`);
}

if (isMain(import.meta.url))
  void pipelineCommand(
    'npm run tune -- --grid JSON|FILE [flags]',
    'Tries every combination of a grid of parameters on validation and writes the best to tuned.json (--out FILE).',
    main,
    tuneFlags,
  );
