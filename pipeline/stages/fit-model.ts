import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { countText, pastOf, silent, type Train } from '../../data/index.js';
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
import { Notes } from './notes.js';
import { nothingToLearn } from './nothing-to-ask.js';
import { measured } from './peak-memory.js';
import { readTrain } from './read-train.js';
import { refusalOf } from './refusal.js';
import { steadySeconds } from './steady-seconds.js';

export interface TrainInputs extends Pick<Config, 'protocol' | 'on' | 'seed'> {
  /** All of them. */
  readonly parameters: Parameters;
  /** Whether the model learns from what the shop says of its items. */
  readonly readsContent: boolean;
  /** The models that it is made of, in the order of the stages that fit them. */
  readonly parts: readonly PartSpec[];
  /** What computes the steps of a neural model. */
  readonly backend?: BackendChoice;
  /** Fits on what train holds before this moment alone. */
  readonly until?: number;
}

/** The split's key holds that of the ingest stage, and with it what the shop says of its items. */
export type TrainNeeds = { readonly loaded: Stage; readonly parted: Stage; readonly parts: readonly Stage[] };

/** What fitting is handed by a stage whose code does not hold every model's. */
export interface Fitting {
  readonly model: Recommender;
  /** Throws what any model of the run would refuse the log for. */
  readonly assertFittable: (train: Train) => void;
  /** Opens a fitted model by its folder. */
  readonly open: (folder: string) => Promise<Bundle>;
  /** The stage that fits one of the model's parts on the past of train. */
  readonly pastPart: (spec: PartSpec, until: number) => Stage;
}

/** Fits a model on what the run's protocol lets it learn from. */
export async function fitModel(
  folder: string,
  { inputs, needs, need, pipeline, checkpoint }: StageCall<TrainInputs, TrainNeeds>,
  { model, assertFittable, open, pastPart }: Fitting,
): Promise<string> {
  const { protocol, on, seed, backend, readsContent, parts, until } = inputs;
  const { name } = model;
  const whole = await readTrain(needs.parted.folder, inputs, pipeline);
  const train = until === undefined ? whole : pastOf(whole, until);
  if (train.time.length === 0) throw nothingToLearn(inputs, (await readDatasetFacts(needs.loaded.folder)).name);
  assertFittable(train);
  const content = readsContent && contentFor(train, await readContent(needs.loaded.folder));
  const notes = new Notes(`train-${name}`, pipeline.say);
  const cards: ModelCard[] = [];
  const work = {
    ...{ seed, progress: pipeline.progress, threads: availableParallelism(), note: notes.note, checkpoint },
    part: fittedParts(parts, async (place, spec, until) => {
      const output = until === undefined ? needs.parts[place]! : await need(pastPart(spec, until));
      const bundle = await open(output.folder);
      cards.push(bundle.card);
      return bundle.model;
    }),
    ...(backend && { backend }),
    ...(content && { content }),
    ...(pipeline.abort && { abort: pipeline.abort }),
  };
  const refuse = (error: unknown) => {
    throw refusalOf(name, error);
  };
  const { seconds: first, peakMemoryMB } = await measured(() => model.fit(train, work)).catch(refuse);
  // Not so neural models: what one goes on with from a checkpoint may be short where the whole is long.
  const { note: _, checkpoint: __, ...quiet } = { ...work, progress: silent };
  const seconds = backend ? first : await steadySeconds(first, () => model.fit(train, quiet)).catch(refuse);
  // A model costs what its parts cost too.
  await writeFitted(folder, model, train, {
    events: train.time.length,
    until: train.time.at(-1) ?? 0,
    seed,
    fitSeconds: cards.reduce((sum, { fitSeconds }) => sum + fitSeconds, seconds),
    peakMemoryMB: cards.reduce((most, card) => Math.max(most, card.peakMemoryMB), peakMemoryMB),
    notes: [...new Set([...cards.flatMap((card) => card.notes), ...notes.lines])],
  });
  const what = protocol === 'next' ? 'views' : 'events';
  const of = on === 'test' ? 'train and validation' : 'train';
  return `fitted on the ${countText(train.time.length)} ${what} of ${of}, peak ${peakMemoryMB} MB`;
}

/**
 * Hands over the models that one is made of, each opened once.
 * @throws Error for a model that is not among the parts: to tell whether a fit is still as it was, all that it uses must be known.
 */
function fittedParts(
  specs: readonly PartSpec[],
  open: (place: number, spec: PartSpec, until?: number) => Promise<Recommender>,
): NonNullable<FitOptions['part']> {
  const opened = new Map<string, Promise<Recommender>>();
  return (spec, until) => {
    const place = specs.findIndex((own) => isDeepStrictEqual(own, spec));
    if (place < 0) throw new Error(`${spec.model} is none of the model's parts`);
    const key = `${place} ${until}`;
    if (!opened.has(key)) opened.set(key, open(place, spec, until));
    return opened.get(key)!;
  };
}
