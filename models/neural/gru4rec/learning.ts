import { InputError, type Lists, listAt, mix, packLists, type Reporter, type Train } from '../../../data/index.js';
import type { WorkOptions } from '../../base/recommender.js';
import { sessionItems } from '../../base/session-items.js';
import { type HeldOut, holdOutSequences } from '../training/held-out.js';
import type { BatchOptions } from './batches.js';
import type { Statistics } from './graph.js';
import { type Gru4RecParameters, isPresetsBatch } from './parameters.js';
import { type Shape, shapeOf } from './shape.js';

/** The training data, and the settings fitted to it. */
export interface Learning {
  /** The parameters, with a batch size that fits the log. */
  readonly parameters: Gru4RecParameters;
  readonly shape: Shape;
  /** The sessions of two clicks or more, in order of their start. */
  readonly sessions: Lists;
  /** How often each item is clicked in these sessions. */
  readonly counts: Float64Array;
  readonly statistics: Statistics;
  readonly batches: BatchOptions;
  readonly heldOut: HeldOut | undefined;
}

/**
 * Prepares a log for training; where `patience` is not 0, some of its sessions are held out first.
 * @throws InputError when the log has no sessions, none of two clicks, or fewer than a batch requires.
 */
export function learningOf(
  train: Train,
  given: Gru4RecParameters,
  work: Pick<WorkOptions, 'seed' | 'reporter'>,
): Learning {
  const { sessions, heldOut } = learntSessions(train, given);
  const parameters = fittedTo(given, sessions.offsets.length - 1, work.reporter);
  const counts = new Float64Array(train.items.size);
  for (const item of sessions.values) counts[item]!++;
  const { batchSize: rows, negatives: samples, power } = parameters;
  return {
    parameters,
    shape: shapeOf(train.items.size, parameters),
    sessions,
    counts,
    statistics: { logCounts: Float32Array.from(counts, Math.log) },
    batches: {
      rows,
      samples,
      weights: counts.map((count) => (count > 0 ? count ** power : 0)),
      seed: mix(work.seed, 1),
    },
    heldOut,
  };
}

function learntSessions(train: Train, { patience, heldOut: share }: Gru4RecParameters) {
  const all = sessionItems(train, 'gru4rec');
  const { offsets, events } = all;
  const ids = Array.from({ length: offsets.length - 1 }, (_, session) => session);
  const ends = ids.map((session) => events[offsets[session + 1]! - 1] ?? -1);
  const heldOut = patience > 0 ? holdOutSequences(all, ends, share) : undefined;
  const kept = heldOut?.kept ?? all;
  const order = ids
    .filter((session) => kept.offsets[session + 1]! - kept.offsets[session]! > 1)
    .sort((a, b) => events[offsets[a]!]! - events[offsets[b]!]!);
  if (order.length === 0)
    throw new InputError(
      'gru4rec: no session has two clicks, so there is no next one to learn',
      {},
      'a log of longer sessions, or another model',
    );
  return { sessions: packLists(order.map((session) => listAt(kept, session))), heldOut };
}

/** The parameters for a log of so many sessions: a preset's batch size is limited to their number. */
function fittedTo(parameters: Gru4RecParameters, sessions: number, reporter: Reporter): Gru4RecParameters {
  const { batchSize, negatives } = parameters;
  const fits = Math.min(batchSize, sessions);
  if (fits < batchSize && !isPresetsBatch(parameters))
    throw new InputError(
      `gru4rec: batchSize ${batchSize} is larger than the number of sessions with two clicks or more`,
      {},
      `at most ${sessions}`,
    );
  if (fits < 2 && negatives === 0)
    throw new InputError(
      'gru4rec: without samples (negatives 0) a target is held against those of other sessions, and a batch has one session',
      {},
      'a larger negatives, or batchSize and sessions of 2 at least',
    );
  if (fits < batchSize)
    reporter.say('gru4rec', `batchSize is ${fits}, the number of sessions with two clicks or more`, 'note');
  return { ...parameters, batchSize: fits };
}
