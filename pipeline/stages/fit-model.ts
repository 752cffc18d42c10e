import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { type Cut, countText, cutTrain, keepingNotes, pastOf, quiet, type Train } from '../../data/index.js';
import { contentFor } from '../../features/index.js';
import type {
  BackendChoice,
  Bundle,
  FitOptions,
  ModelCard,
  Parameters,
  PartSpec,
  Recommender,
} from '../../models/index.js';
import type { Config } from '../config/config.js';
import type { Stage, StageCall } from '../engine/stage.js';
import { readDatasetFacts } from '../files/dataset-facts-file.js';
import { readContent } from '../files/dataset-file.js';
import { writeFitted } from '../files/fitted-file.js';
import { nothingToLearn } from './nothing-to-ask.js';
import { measured } from './peak-memory.js';
import { readTrain } from './read-train.js';
import { refusalOf } from './refusal.js';
import { steadySeconds } from './steady-seconds.js';

export interface TrainInputs extends Pick<Config, 'protocol' | 'on' | 'seed'> {
  /** All parameters, defaults filled in. */
  readonly parameters: Parameters;
  /** Whether the model learns from item properties. */
  readonly readsContent: boolean;
  /** The model's parts, in the order of the stages that fit them. */
  readonly parts: readonly PartSpec[];
  /** The backend of a neural model. */
  readonly backend?: BackendChoice;
  /** Fits only on what it leaves of train. */
  readonly cut?: Cut;
}

/** The split's key depends on that of the ingest stage, and so on the item properties. */
export type TrainNeeds = { readonly loaded: Stage; readonly parted: Stage; readonly parts: readonly Stage[] };

/** What a stage passes to fitting, so that the fitting code does not import every model. */
export interface Fitting {
  /** Makes the model, not fitted yet. */
  readonly make: () => Promise<Recommender>;
  /** Throws the refusal of any model of the run that cannot be fitted on the log. */
  readonly assertFittable: (train: Train) => void;
  /** Opens the fitted model in a folder. */
  readonly open: (folder: string) => Promise<Bundle>;
  /** The stage that fits one of the model's parts on what a cut leaves of train. */
  readonly cutPart: (spec: PartSpec, cut: Cut) => Stage;
}

/** Fits a model on the events that the run's protocol allows. */
export async function fitModel(
  folder: string,
  { inputs, needs, need, pipeline, checkpoint }: StageCall<TrainInputs, TrainNeeds>,
  { make, assertFittable, open, cutPart }: Fitting,
): Promise<string> {
  const { protocol, on, seed, backend, readsContent, parts, cut } = inputs;
  const model = await make();
  const { name } = model;
  const whole = await readTrain(needs.parted.folder, inputs, pipeline);
  const train = cut === undefined ? whole : cutTrain(whole, cut);
  if (train.time.length === 0) throw nothingToLearn(inputs, (await readDatasetFacts(needs.loaded.folder)).name);
  assertFittable(train);
  const known = readsContent && (await readContent(needs.loaded.folder));
  const reporter = keepingNotes(`train-${name}`, pipeline.reporter);
  const cards: ModelCard[] = [];
  const work = {
    ...{ seed, reporter, threads: availableParallelism(), checkpoint, asked: protocol },
    part: fittedParts(parts, async (place, spec, cut) => {
      const output = cut === undefined ? needs.parts[place]! : await need(cutPart(spec, cut));
      const bundle = await open(output.folder);
      cards.push(bundle.card);
      return bundle.model;
    }),
    ...(backend && { backend }),
    ...(known && {
      content: contentFor(train, known),
      contentAt: (until: number) => contentFor(pastOf(train, until), known),
    }),
    ...(pipeline.abort && { abort: pipeline.abort }),
  };
  const refuse = (error: unknown) => {
    throw refusalOf(name, error);
  };
  const { seconds: first, peakMemoryMB } = await measured(() => model.fit(train, work)).catch(refuse);
  // Neural models are timed once: a fit resumed from a checkpoint may be short although a repeat would be long.
  // Repeats fit models of their own, so that the fitted one stays as it is, and say nothing twice.
  const { checkpoint: _, ...again } = { ...work, reporter: { ...quiet, say: () => {} } };
  const repeat = async () => (await make()).fit(train, again);
  const seconds = backend ? first : await steadySeconds(first, repeat).catch(refuse);
  // A model's cost includes that of its parts.
  await writeFitted(folder, model, train, {
    events: train.time.length,
    until: train.time.at(-1) ?? 0,
    seed,
    fitSeconds: cards.reduce((sum, { fitSeconds }) => sum + fitSeconds, seconds),
    peakMemoryMB: cards.reduce((most, card) => Math.max(most, card.peakMemoryMB), peakMemoryMB),
    notes: [...new Set([...cards.flatMap((card) => card.notes), ...reporter.notes])],
  });
  const what = protocol === 'next' ? 'views' : 'events';
  const of = on === 'test' ? 'train and validation' : 'train';
  return `fitted on the ${countText(train.time.length)} ${what} of ${of}, peak ${peakMemoryMB} MB`;
}

/**
 * Returns a model's fitted parts, each opened once.
 * @throws Error for a model that is not among the parts: whether a fit is up to date can only be told if all that it uses is declared.
 */
function fittedParts(
  specs: readonly PartSpec[],
  open: (place: number, spec: PartSpec, cut?: Cut) => Promise<Recommender>,
): NonNullable<FitOptions['part']> {
  const opened = new Map<string, Promise<Recommender>>();
  return (spec, cut) => {
    const place = specs.findIndex((own) => isDeepStrictEqual(own, spec));
    if (place < 0) throw new Error(`${spec.model} is none of the model's parts`);
    const key = `${place} ${JSON.stringify(cut)}`;
    if (!opened.has(key)) opened.set(key, open(place, spec, cut));
    return opened.get(key)!;
  };
}
