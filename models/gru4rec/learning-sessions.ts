import { InputError, listAt, packLists, type Train } from '../../data/index.js';
import { type HeldOut, holdOutSequences } from '../neural/held-out.js';
import { sessionItems } from '../session-items.js';
import { type Gru4RecParameters, isPresetsBatch } from './parameters.js';

/** What is learnt from. */
export interface LearningSessions {
  /** The sessions of two clicks or more, in order of their start. */
  readonly sessions: ReturnType<typeof packLists>;
  /** How often each item is clicked in them. */
  readonly counts: Float64Array;
  readonly heldOut: HeldOut | undefined;
}

/**
 * The sessions of a log in the order in which they are learnt; where `patience` is not 0 some are held out first.
 * @throws InputError when the log has no sessions, or none of two clicks.
 */
export function learningSessions(train: Train, { patience, heldOut: share }: Gru4RecParameters): LearningSessions {
  const all = sessionItems(train, 'gru4rec');
  const count = all.offsets.length - 1;
  const ends = Float64Array.from({ length: count }, (_, session) => all.events[all.offsets[session + 1]! - 1] ?? -1);
  const heldOut = patience > 0 ? holdOutSequences(all, ends, share) : undefined;
  const kept = heldOut?.kept ?? all;
  const order = Array.from({ length: count }, (_, session) => session)
    .filter((session) => kept.offsets[session + 1]! - kept.offsets[session]! > 1)
    .sort((a, b) => all.events[all.offsets[a]!]! - all.events[all.offsets[b]!]!);
  if (order.length === 0)
    throw new InputError(
      'gru4rec: no session has two clicks, so there is no next one to learn',
      {},
      'a log of longer sessions, or another model',
    );
  const sessions = packLists(order.map((session) => listAt(kept, session)));
  const counts = new Float64Array(train.items.size);
  for (const item of sessions.values) counts[item]!++;
  return { sessions, counts, heldOut };
}

/**
 * The parameters for a log of so many sessions: a preset's batch is no larger than they are.
 * @throws InputError when another batch is, or when a step would have nothing to hold a target against.
 */
export function fittedTo(
  parameters: Gru4RecParameters,
  sessions: number,
  note: (line: string) => void = () => {},
): Gru4RecParameters {
  const { batch_size, n_sample } = parameters;
  const fits = Math.min(batch_size, sessions);
  if (fits < batch_size && !isPresetsBatch(parameters))
    throw new InputError(
      `gru4rec: batch_size ${batch_size} is larger than the number of sessions with two clicks or more`,
      {},
      `at most ${sessions}`,
    );
  if (fits < 2 && n_sample === 0)
    throw new InputError(
      'gru4rec: without samples (n_sample 0) a target is held against those of other sessions, and a batch has one session',
      {},
      'a larger n_sample, or batch_size and sessions of 2 at least',
    );
  if (fits < batch_size) note(`gru4rec: batch_size is ${fits}, the number of sessions with two clicks or more`);
  return { ...parameters, batch_size: fits };
}
