import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { InputError, type Reporter, writeWhole } from '../../data/index.js';
import type { Config } from '../config/config.js';
import type { GivenSettings } from '../config/given-settings.js';
import { checkpointOf, removeCheckpoint } from './checkpoint-file.js';
import { codeChanged, codeVersions } from './code-version.js';
import { colour } from './colour.js';
import { duration } from './duration.js';
import { keyOf, type Making, stateOf, writeManifest } from './manifest.js';
import { root } from './root.js';

/** A configuration with the outputs resolved so far; passed to every stage. */
export interface Pipeline {
  readonly config: Config;
  /** The settings chosen by the user; absent for a configuration derived from another one, whose settings are not to be checked. */
  readonly given?: GivenSettings;
  readonly force: boolean;
  /** Receives one line about each stage, and the progress and remarks of its work. */
  readonly reporter: Reporter;
  /** Outputs that this run has reported, by key: each is done, or found done, once. */
  readonly done: Map<string, Promise<StageOutput>>;
  /** Stops the run between stages and within long ones. */
  readonly abort?: AbortSignal;
}

/** The finished output of a stage: a folder, named after a hash of all that it depends on. */
export interface StageOutput {
  readonly key: string;
  readonly folder: string;
}

/** The stages whose outputs a stage reads, by the name that it uses for them. */
export type StageNeeds = Readonly<Record<string, Stage | readonly Stage[]>>;

/** One piece of the pipeline's work, done only when what it depends on has changed. */
export interface Stage<Inputs = unknown, Needs extends StageNeeds = StageNeeds> {
  readonly name: string;
  /**
   * Paths from the repository's root of the modules whose code the output depends on: first the one that does the work, loaded by
   * `load`, then those passed to it.
   */
  readonly modules: readonly [string, ...string[]];
  /** Loads the module that does the work; called only if there is work to do. */
  readonly load: () => Promise<StageModule<Inputs, Needs>>;
  /** The stages before this one. */
  needs(pipeline: Pipeline): Needs | Promise<Needs>;
  /** Everything else that the output depends on, as JSON: settings, hashes of files. */
  inputs(pipeline: Pipeline): Inputs | Promise<Inputs>;
  /** The output's folder; `<cache>/<name>-<hash>` by default. */
  place?(pipeline: Pipeline, needs: OutputsOf<Needs>, key: string): Promise<string>;
}

/** A module that does a stage's work. */
export interface StageModule<Inputs, Needs extends StageNeeds> {
  /** Writes the output into an existing, empty folder; returns the result in a few words. */
  work(folder: string, call: StageCall<Inputs, Needs>): Promise<string>;
}

/** The arguments of a stage's work. */
export interface StageCall<Inputs = unknown, Needs extends StageNeeds = StageNeeds> {
  readonly inputs: Inputs;
  readonly needs: OutputsOf<Needs>;
  readonly key: string;
  /** The final path of the folder. */
  readonly place: string;
  /** A file in which long work may store a checkpoint; removed when the output is finished. */
  readonly checkpoint: string;
  /** For progress and messages. Whatever the output depends on is in `inputs` and `needs`. */
  readonly pipeline: Pipeline;
  /**
   * The output of one more stage, done first if needed. That stage must follow from `inputs` and `needs`, its code
   * included: it is not examined to decide whether this stage is up to date.
   */
  need(stage: Stage): Promise<StageOutput>;
}

export type OutputsOf<Needs extends StageNeeds> = {
  readonly [Name in keyof Needs]: Needs[Name] extends readonly unknown[] ? readonly StageOutput[] : StageOutput;
};

/** By run, by configuration: the outputs requested so far. */
const asked = new WeakMap<Pipeline['done'], WeakMap<Config, Map<Stage, Promise<StageOutput>>>>();

/**
 * The output of a stage. If it does not exist yet, the stage is done first, and so are the stages before it. `<cache>/<name>-<hash>`
 * appears whole or not at all. It is reused if inputs, code and the outputs before it are the same and all its files are as they
 * were written; a damaged output is made anew.
 */
export function resolveStage(pipeline: Pipeline, stage: Stage): Promise<StageOutput> {
  const ofRun = asked.get(pipeline.done) ?? new WeakMap<Config, Map<Stage, Promise<StageOutput>>>();
  asked.set(pipeline.done, ofRun);
  const outputs = ofRun.get(pipeline.config) ?? new Map<Stage, Promise<StageOutput>>();
  ofRun.set(pipeline.config, outputs);
  const known = outputs.get(stage);
  if (known) return known;
  const output = findOrDo(pipeline, stage);
  outputs.set(stage, output);
  output.catch(() => outputs.delete(stage)); // the next call tries again
  return output;
}

async function findOrDo(pipeline: Pipeline, stage: Stage): Promise<StageOutput> {
  const needs = await resolveNeeds(pipeline, await stage.needs(pipeline));
  const inputs = await stage.inputs(pipeline);
  const made: Making = { inputs, before: keysOf(needs), code: await codeVersions(stage.modules) };
  const key = keyOf(stage.name, made);
  const known = pipeline.done.get(key);
  if (known) return known;
  const output = doUnlessDone(pipeline, stage, needs, made, key);
  pipeline.done.set(key, output);
  output.catch(() => pipeline.done.delete(key));
  return output;
}

async function doUnlessDone(
  pipeline: Pipeline,
  stage: Stage,
  needs: OutputsOf<StageNeeds>,
  made: Making,
  key: string,
): Promise<StageOutput> {
  const { config, force, reporter, abort } = pipeline;
  abort?.throwIfAborted();
  const started = performance.now();
  const folder = (await stage.place?.(pipeline, needs, key)) ?? inCache(config, stage, key);
  const output = { key, folder };
  const state = force ? 'none' : await stateOf(folder, key);
  const shown = relative(process.cwd(), folder);
  if (state === 'whole') {
    reporter.say(stage.name, colour.gray(`unchanged, skipped (${shown})`));
    return output;
  }
  if (state !== 'none') reporter.say(stage.name, `made anew, for ${shown}/${state.damage}`, 'warning');
  const { work } = await stage.load();
  let result = '';
  await writeWhole(folder, async (temporary) => {
    await mkdir(temporary);
    const need = (other: Stage) => resolveStage(pipeline, other);
    const { inputs } = made;
    result = await work(temporary, {
      inputs,
      needs,
      key,
      place: folder,
      checkpoint: checkpointOf(folder),
      pipeline,
      need,
    });
    await assertSameCode(stage);
    await writeManifest(temporary, stage.name, made);
  });
  await removeCheckpoint(folder);
  reporter.say(stage.name, `${result} ${colour.gray(duration((performance.now() - started) / 1000))}`);
  return output;
}

/** The work was loaded after its code was hashed, and takes long: its output must not be stored under the key of other code. */
async function assertSameCode({ name, modules }: Stage): Promise<void> {
  if (await codeChanged(modules))
    throw new InputError(`the sources changed while ${name} ran`, {}, 'the same command again');
}

const keysOf = (needs: OutputsOf<StageNeeds>): Making['before'] =>
  Object.entries(needs).map(([name, outputs]) => [name, [outputs].flat().map(({ key }) => key)] as const);

const inCache = ({ cache }: Config, { name }: Stage, key: string): string =>
  join(resolve(root, cache), `${name}-${key.slice(0, 12)}`);

async function resolveNeeds(pipeline: Pipeline, needs: StageNeeds): Promise<OutputsOf<StageNeeds>> {
  await codeVersions(Object.values(needs).flatMap((stages) => [stages].flat().flatMap(({ modules }) => modules))); // at once
  const outputs: Record<string, StageOutput | readonly StageOutput[]> = {};
  for (const [name, stages] of Object.entries(needs))
    outputs[name] = isStage(stages) ? await resolveStage(pipeline, stages) : await resolveStages(pipeline, stages);
  return outputs as OutputsOf<StageNeeds>;
}

const isStage = (stages: Stage | readonly Stage[]): stages is Stage => !Array.isArray(stages);

/** The outputs of several stages, one after the other. */
export async function resolveStages(pipeline: Pipeline, stages: readonly Stage[]): Promise<StageOutput[]> {
  const outputs: StageOutput[] = [];
  for (const stage of stages) outputs.push(await resolveStage(pipeline, stage));
  return outputs;
}
