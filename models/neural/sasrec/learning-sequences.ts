import { groupBy, InputError, type Lists, listAt, packLists, type Train } from '../../../data/index.js';
import { sessionItems } from '../../base/session-items.js';
import { type HeldOut, holdOutSequences } from '../training/held-out.js';

/** The training data of SASRec. */
export interface LearningSequences {
  /** The last items of each sequence, at least two; the sequences in order of their ends. */
  readonly sequences: Lists;
  /** How often each item occurs in them. */
  readonly counts: Float64Array;
  readonly heldOut: HeldOut | undefined;
}

export interface SequenceOptions {
  readonly sequences: 'sessions' | 'visitors';
  readonly maxLength: number;
  readonly patience: number;
  readonly heldOut: number;
}

/**
 * The sequences of a log; where `patience` is not 0, some are held out first.
 * @throws InputError when no sequence has two items, or the log's sessions are not cut.
 */
export function learningSequences(train: Train, options: SequenceOptions): LearningSequences {
  const { sequences: kind, maxLength, patience, heldOut: share } = options;
  const all = kind === 'sessions' ? sessionItems(train, 'sasrec') : visitorItems(train);
  const ends = Float64Array.from(
    { length: all.offsets.length - 1 },
    (_, i) => all.events[all.offsets[i + 1]! - 1] ?? -1,
  );
  const heldOut = patience > 0 ? holdOutSequences(all, ends, share) : undefined;
  const kept = heldOut?.kept ?? all;
  const inOrder = Array.from(ends.keys()).sort((a, b) => ends[a]! - ends[b]!);
  const sequences = packLists(
    inOrder.map((i) => listAt(kept, i).subarray(-maxLength - 1)).filter((items) => items.length > 1),
  );
  if (sequences.offsets.length === 1)
    throw new InputError(
      `sasrec: none of the ${kind} has two items, so there is no next one to learn`,
      {},
      kind === 'sessions' ? 'longer sessions (parameter sequences: visitors), or another model' : 'another model',
    );
  const counts = new Float64Array(train.items.size);
  for (const item of sequences.values) counts[item]!++;
  return { sequences, counts, heldOut };
}

/** The items of each visitor, in the order of the events. */
function visitorItems(train: Train): Lists & { readonly events: Int32Array } {
  const { offsets, values: events } = groupBy(train.visitor, train.visitors.size);
  return { offsets, values: events.map((event) => train.item[event]!), events };
}
