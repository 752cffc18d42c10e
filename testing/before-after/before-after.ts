import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { counted, type Reporter } from '../../data/index.js';
import { writeWithUuids } from '../bench/logs/uuid-log.js';
import { median } from '../bench/median.js';
import type { BenchRow } from '../bench/run-benchmark.js';
import { beforeTree } from './before-tree.js';
import { measuredCommand, type Taken } from './measured-command.js';
import type { ProbeFigures } from './probe.js';
import { repeatEvents } from './repeat-events.js';

/** The commit that today's build is held against. */
const commit = '3859d7b';

/** Classic models of that commit: what both trees fit. */
const classic = (
  'random popular recent-popular session-popular item-knn user-knn als bpr association-rules sequential-rules markov ' +
  'sknn v-sknn stan v-stan cross-sell item2vec'
).split(' ');

/** The models whose answer to a single visitor is measured in a catalogue of full size. */
const visitorModels = ['item-knn', 'markov', 'user-knn', 'als'] as const;

const wholeLog = 2_756_101;

export interface BeforeAfterInput {
  readonly root: string;
  /** A folder for all that is made on the way; kept for the next time. */
  readonly scratch: string;
  /** The real session log, or one that takes its place. */
  readonly sessions: string;
  readonly rounds: number;
  readonly reporter: Reporter;
}

interface Trees extends BeforeAfterInput {
  readonly before: string;
}

type Side = 'before' | 'after';

const parts = {
  pipeline: pipelineRuns,
  parameter: oneParameter,
  visitor: singleVisitor,
  load: loading,
  memory: wholeRunMemory,
  growth,
  ingest,
} satisfies Record<string, (trees: Trees) => Promise<BenchRow[]>>;

/** The names by which parts are asked for; `before-after` is all of them. */
export const beforeAfterNames = ['before-after', ...Object.keys(parts).map((name) => `before-after-${name}`)];

/**
 * Measures this tree and commit 3859d7b in turns, doing the same work: time of the processor, all processes and threads
 * together, and peak memory. Medians over the rounds; ratios are ours / the earlier commit's.
 */
export async function beforeAfter(names: readonly string[], input: BeforeAfterInput): Promise<BenchRow[]> {
  const before = await beforeTree(input.root, commit, join(input.scratch, 'before'));
  const chosen = Object.entries(parts).filter(
    ([name]) => names.includes('before-after') || names.includes(`before-after-${name}`),
  );
  const rows: BenchRow[] = [];
  for (const [, measure] of chosen) rows.push(...(await measure({ ...input, before })));
  return rows;
}

/** The default pipeline, for the first time and again. */
async function pipelineRuns(trees: Trees): Promise<BenchRow[]> {
  const first: Record<Side, Taken[]> = { before: [], after: [] };
  const second: Record<Side, Taken[]> = { before: [], after: [] };
  for (let round = 0; round < trees.rounds; round++)
    for (const side of sides(round)) {
      await freshly(trees, side, 'default', async (flags) => {
        first[side].push(await pipeline(trees, side, flags));
        second[side].push(await pipeline(trees, side, flags));
      });
      trees.reporter.say(
        'before-after',
        `pipeline, round ${round + 1}, ${side}: ${first[side].at(-1)!.cpu.toFixed(2)} s, then ${second[side].at(-1)!.cpu.toFixed(2)} s`,
      );
    }
  return [
    rowOf('default run, first', 's of CPU', first, cpuOf),
    rowOf('default run, again', 's of CPU', second, cpuOf),
    rowOf('default run, memory', 'MB', first, ({ peakMB }) => peakMB),
  ];
}

/** A run of all classic models on the session log, again after one parameter of item-knn has changed. */
async function oneParameter(trees: Trees): Promise<BenchRow[]> {
  const taken: Record<Side, Taken[]> = { before: [], after: [] };
  const models = ['--data', trees.sessions, '--models', classic.join()];
  for (const side of ['before', 'after'] as const)
    await pipeline(trees, side, [
      ...models,
      ...cacheOf(trees, side, 'sessions'),
      '--out',
      outOf(trees, side, 'sessions'),
    ]);
  for (let round = 0; round < trees.rounds; round++)
    for (const side of sides(round)) {
      const config = join(trees.scratch, 'parameter.json');
      // Another one each time: what was fitted in an earlier round, or an earlier call, would be found done.
      const neighbours = 100 + (Date.now() % 1_000_000);
      await writeFile(config, JSON.stringify({ parameters: { 'item-knn': { neighbours } } }));
      const flags = [
        ...models,
        '--config',
        config,
        ...cacheOf(trees, side, 'sessions'),
        '--out',
        outOf(trees, side, 'parameter'),
      ];
      taken[side].push(await pipeline(trees, side, flags));
      trees.reporter.say(
        'before-after',
        `one parameter, round ${round + 1}, ${side}: ${taken[side].at(-1)!.cpu.toFixed(2)} s`,
      );
    }
  return [rowOf('one parameter of item-knn', 's of CPU', taken, cpuOf)];
}

/** The answer to one visitor in a catalogue of full size, from models that each tree has fitted itself. */
async function singleVisitor(trees: Trees): Promise<BenchRow[]> {
  const data = await wholeShop(trees);
  const fitted = {} as Record<Side, Fitted>;
  for (const side of ['before', 'after'] as const)
    fitted[side] = await fit(trees, side, 'visitor', data, visitorModels);
  const rows: BenchRow[] = [];
  for (const model of visitorModels) {
    const figures = await probes(trees, fitted, model, 1000);
    rows.push(rowOf(`one visitor, ${model}, p95`, 'ms of CPU', figures, ({ p95 }) => p95));
    rows.push(rowOf(`one visitor, ${model}, median`, 'ms of CPU', figures, ({ median }) => median));
  }
  return rows;
}

/** Opening fitted models of the session log. */
async function loading(trees: Trees): Promise<BenchRow[]> {
  const fitted = {} as Record<Side, Fitted>;
  for (const side of ['before', 'after'] as const)
    fitted[side] = await fit(trees, side, 'sessions', trees.sessions, classic);
  const rows: BenchRow[] = [];
  const all: Record<Side, number[]> = { before: [], after: [] };
  for (const model of classic) {
    const figures = await probes(trees, fitted, model, 0);
    rows.push(rowOf(`loading, ${model}`, 'ms of CPU', figures, ({ load }) => load));
    for (const side of ['before', 'after'] as const) all[side].push(median(figures[side].map(({ load }) => load)));
  }
  const total = { before: [sum(all.before)], after: [sum(all.after)] };
  return [...rows, rowOf('loading, all of them', 'ms of CPU', total, (value) => value)];
}

/** Peak memory of the default run on a log of full size: once each, for it hardly varies and takes minutes. */
async function wholeRunMemory(trees: Trees): Promise<BenchRow[]> {
  const taken: Record<Side, Taken[]> = { before: [], after: [] };
  const data = await wholeShop(trees);
  for (const side of ['before', 'after'] as const)
    await freshly(trees, side, 'whole', async (flags) => {
      taken[side].push(await pipeline(trees, side, ['--data', data, ...flags]));
    });
  return [
    rowOf('default run on 2.76 M events, memory', 'MB', taken, ({ peakMB }) => peakMB),
    rowOf('default run on 2.76 M events', 's of CPU', taken, cpuOf),
  ];
}

/** From the files to the split: ten times the events, held against this tree's own way with the log once. */
async function growth(trees: Trees): Promise<BenchRow[]> {
  const shop = await wholeShop(trees);
  const taken: Taken[] = [];
  for (const times of [1, 10]) {
    const folder = join(trees.scratch, `events-${times}`);
    if (!existsSync(join(folder, 'events.csv'))) {
      trees.reporter.say('before-after', `writing a log of ${times} times ${counted(wholeLog, 'event')}`);
      await repeatEvents(join(shop, 'events.csv'), join(folder, 'events.csv'), times);
    }
    await freshly(trees, 'after', 'growth', async (flags) => {
      const args = ['--import', 'tsx', 'pipeline/stages/split.ts', '--data', folder, ...flags.slice(0, 2)];
      taken.push(await measuredCommand(trees.root, [process.execPath, ...args]));
    });
  }
  const [once, tenfold] = taken as [Taken, Taken];
  const perEvent = ({ cpu }: Taken, times: number) => (1e6 * cpu) / (times * wholeLog);
  const peer = { name: 'at 2.76 M events', value: perEvent(once, 1) };
  const ours = perEvent(tenfold, 10);
  return [
    { name: 'files to split, 27.6 M events', unit: 'µs of CPU an event', ours, peer, ratio: ours / peer.value },
    { name: 'files to split, 27.6 M events, memory', unit: 'MB', ours: tenfold.peakMB, peer: null, ratio: null },
  ];
}

/** From the files to the split: both trees with numbers for ids, and this one with UUIDs beside the earlier one with numbers. */
async function ingest(trees: Trees): Promise<BenchRow[]> {
  const data = await wholeShop(trees);
  const [numbers, uuids] = [join(trees.scratch, 'events-1'), join(trees.scratch, 'events-uuids')];
  if (!existsSync(join(numbers, 'events.csv')))
    await repeatEvents(join(data, 'events.csv'), join(numbers, 'events.csv'), 1);
  if (!existsSync(join(uuids, 'events.csv'))) {
    await mkdir(uuids, { recursive: true });
    await writeWithUuids(join(numbers, 'events.csv'), join(uuids, 'events.csv'));
  }
  const taken: Record<Side, Taken[]> = { before: [], after: [] };
  const withUuids: Taken[] = [];
  const toSplit = async (side: Side, folder: string): Promise<Taken> => {
    let one: Taken | undefined;
    await freshly(trees, side, 'ingest', async (flags) => {
      const tree = treeOf(trees, side);
      const script = ['pipeline/stages/split.ts', 'pipeline/split.ts'].find((path) => existsSync(join(tree, path)))!;
      one = await measuredCommand(tree, [
        process.execPath,
        '--import',
        'tsx',
        script,
        '--data',
        folder,
        ...flags.slice(0, 2),
      ]);
    });
    return one!;
  };
  for (let round = 0; round < trees.rounds; round++)
    for (const side of sides(round)) {
      taken[side].push(await toSplit(side, numbers));
      if (side === 'after') withUuids.push(await toSplit(side, uuids));
    }
  const texts = { before: taken.before, after: withUuids };
  return [
    rowOf('files to split', 's of CPU', taken, cpuOf),
    rowOf('files to split, memory', 'MB', taken, ({ peakMB }) => peakMB),
    rowOf('files to split, UUIDs against numbers', 's of CPU', texts, cpuOf),
    rowOf('files to split, UUIDs against numbers, memory', 'MB', texts, ({ peakMB }) => peakMB),
  ];
}

/** Folders of what a tree has fitted, by model, and of its split. */
interface Fitted {
  readonly models: Readonly<Record<string, string>>;
  readonly split: string;
}

async function fit(trees: Trees, side: Side, cache: string, data: string, models: readonly string[]): Promise<Fitted> {
  trees.reporter.say('before-after', `fitting ${models.length} models on ${data}, ${side}`);
  const flags = ['--data', data, '--models', models.join(), ...cacheOf(trees, side, cache)];
  const stage = async (name: string) => {
    const tree = treeOf(trees, side);
    const script = [`pipeline/stages/${name}.ts`, `pipeline/${name}.ts`].find((path) => existsSync(join(tree, path)))!;
    const { out } = await measuredCommand(tree, [process.execPath, '--import', 'tsx', script, ...flags]);
    return out.trim().split('\n');
  };
  const folders = await stage('train');
  return {
    models: Object.fromEntries(models.map((model, i) => [model, folders[i]!])),
    split: (await stage('split'))[0]!,
  };
}

async function probes(
  trees: Trees,
  fitted: Record<Side, Fitted>,
  model: string,
  queries: number,
): Promise<Record<Side, ProbeFigures[]>> {
  const figures: Record<Side, ProbeFigures[]> = { before: [], after: [] };
  const probe = join(import.meta.dirname, 'probe.ts');
  for (let round = 0; round < trees.rounds; round++)
    for (const side of sides(round)) {
      const { models, split } = fitted[side];
      const args = [probe, treeOf(trees, side), models[model]!, split, String(queries)];
      const { out } = await measuredCommand(trees.root, [process.execPath, '--import', 'tsx', ...args]);
      figures[side].push(JSON.parse(out) as ProbeFigures);
    }
  return figures;
}

/** A generated shop of full size, made once. */
async function wholeShop(trees: Trees): Promise<string> {
  const folder = join(trees.scratch, 'shop');
  if (!existsSync(join(folder, 'events.csv'))) {
    trees.reporter.say('before-after', `generating a shop of ${counted(wholeLog, 'event')}`);
    await rm(folder, { recursive: true, force: true });
    const flags = ['--events', String(wholeLog), '--seed', '1', '--out', folder];
    await measuredCommand(trees.before, ['npm', 'run', '-s', 'data:generate', '--', ...flags]);
  }
  return folder;
}

/** Runs with an empty cache and no run folder, and leaves neither. */
async function freshly(
  trees: Trees,
  side: Side,
  name: string,
  work: (flags: readonly string[]) => Promise<void>,
): Promise<void> {
  const clear = async () => {
    for (const folder of [cacheFolder(trees, side, name), outOf(trees, side, name)])
      await rm(folder, { recursive: true, force: true });
  };
  await clear();
  await work([...cacheOf(trees, side, name), '--out', outOf(trees, side, name)]);
  await clear();
}

const pipeline = (trees: Trees, side: Side, flags: readonly string[]): Promise<Taken> =>
  measuredCommand(treeOf(trees, side), ['npm', 'run', '-s', 'pipeline', '--', ...flags]);

const treeOf = ({ root, before }: Trees, side: Side): string => (side === 'before' ? before : root);
const cacheFolder = ({ scratch }: Trees, side: Side, name: string): string => join(scratch, `${name}-${side}`);
const cacheOf = (trees: Trees, side: Side, name: string): string[] => ['--cache', cacheFolder(trees, side, name)];
const outOf = ({ scratch }: Trees, side: Side, name: string): string => join(scratch, `${name}-${side}-run`);

/** A B B A …: neither side always goes first. */
const sides = (round: number): readonly Side[] => (round % 2 === 0 ? ['before', 'after'] : ['after', 'before']);

const cpuOf = ({ cpu }: Taken): number => cpu;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function rowOf<T>(
  name: string,
  unit: string,
  taken: Readonly<Record<Side, readonly T[]>>,
  of: (one: T) => number,
): BenchRow {
  const [ours, theirs] = [median(taken.after.map(of)), median(taken.before.map(of))];
  return { name, unit, ours, peer: { name: `commit ${commit}`, value: theirs }, ratio: ours / theirs };
}
