#!/usr/bin/env -S npx tsx
import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import Table from 'cli-table3';
import { assertWritable, silent, writeWhole } from '../data/index.js';
import { type PairedDifference, pairedDifference } from '../evaluation/index.js';
import type { Config, Request } from '../pipeline/index.js';
import {
  chosenModels,
  colour,
  contextOf,
  duration,
  isMain,
  parameterText,
  pipelineCommand,
  type RunContext,
  sayOnStderr,
  withInterval,
} from '../pipeline/index.js';
import { type MeasuredVariant, measureVariant } from './measure-variant.js';
import { type PlannedTrial, type TunePlan, tuneFlags, tunePlan } from './tune-plan.js';

/** A combination that was tried. */
interface Trial extends PlannedTrial, MeasuredVariant {
  /** How far it is from the best; absent in the best itself. */
  readonly behind?: PairedDifference;
}

/** Tries what was planned through the pipeline's own stages: what was tried before is not again. Says how each did. */
async function tryAll(context: RunContext, { trials: planned, seeds }: TunePlan): Promise<Trial[]> {
  for (const { config } of planned) await chosenModels({ ...context, config });
  const started = performance.now();
  const trials: Trial[] = [];
  for (const plan of planned) {
    const measured = await measureVariant({ ...context, config: plan.config }, plan.model, plan.parameters, { seeds });
    trials.push({ ...plan, ...measured });
    const seconds = (performance.now() - started) / 1000;
    const left = (seconds / trials.length) * (planned.length - trials.length);
    const result = `${parameterText(plan.changes)}: ${measured.metric} ${withInterval(measured.figure)}`;
    sayOnStderr(
      `${trials.length}/${planned.length} ${plan.model}`,
      left > 0 ? `${result}${colour.gray(`  ${duration(left)} left`)}` : result,
    );
  }
  return trials;
}

/** One model's trials, the best first. */
function ranked(trials: readonly Trial[], model: string, { seed, evaluation }: Config): [Trial, ...Trial[]] {
  const own = trials.filter((trial) => trial.model === model).sort((a, b) => b.figure.mean - a.figure.mean);
  const [best, ...others] = own as [Trial, ...Trial[]];
  const options = { seed, resamples: evaluation.resamples };
  const behind = ({ values }: Trial) => pairedDifference(values, best.values, best.cluster, options);
  return [best, ...others.map((trial) => ({ ...trial, behind: behind(trial) }))];
}

function tableOf(trials: readonly [Trial, ...Trial[]]): string {
  const table = new Table({
    head: ['parameters', trials[0].metric, 'less the best’s', 'fit'].map((text) => colour.bold(text)),
    style: { head: [], border: colour.on ? ['gray'] : [], compact: true },
    colAligns: ['left', 'left', 'left', 'right'],
  });
  for (const { changes, figure, behind, fitSeconds } of trials)
    table.push([
      parameterText(changes),
      withInterval(figure),
      behind ? withInterval(behind) : colour.green('best'),
      duration(fitSeconds),
    ]);
  return table.toString();
}

async function main(request: Request): Promise<void> {
  const { config, json } = request;
  const plan = await tunePlan(request);
  const file = resolve(config.out ?? 'tuned.json');
  await assertWritable(file);
  const trials = await tryAll({ ...contextOf(request), progress: silent, say: () => {} }, plan);
  const tried = plan.models.map((model) => ranked(trials, model, config));
  const { on: _, out: __, ...settings } = config;
  const tuned = Object.fromEntries(tried.map(([best]) => [best.model, best.parameters]));
  const text = JSON.stringify(
    { ...settings, models: plan.models, parameters: { ...config.parameters, ...tuned } },
    undefined,
    2,
  );
  await writeWhole(file, (temporary) => writeFile(temporary, `${text}\n`));
  if (json) {
    const rows = tried
      .flat()
      .map(({ model, metric, parameters, figure, behind }) => ({ model, metric, parameters, figure, behind }));
    process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`);
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
