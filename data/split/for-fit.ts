import { translate, usedIds } from '../compact.js';
import { countDistinct } from '../count-distinct.js';
import { type EventLog, filterEvents } from '../event-log.js';
import { concatIds } from '../ids.js';
import { mergeEvents } from '../merge-events.js';
import { sessionBound } from '../sessions.js';
import { Vocabulary } from '../vocabulary.js';
import type { SplitParts } from './assignment.js';
import type { Test, Train, Validation } from './train-validation-test.js';

/** The events that a model is fitted on, and those it is then evaluated on. */
export interface FitParts<Held extends Test | Validation> {
  /** Vocabularies are train's own, in ascending order of the shop's ids; sessions are dense in order of start. */
  readonly train: Train;
  /**
   * Items are train's vocabulary. Visitors are train's first, then those unknown to train; likewise for sessions (a
   * session that begins in train keeps its id).
   */
  readonly held: Held;
  /** Visitors with smaller dense ids are known to train. */
  readonly knownVisitors: number;
  /** The number that each session of the parts has in the log that was split. */
  readonly sessionsInLog: Int32Array;
  /** Events and items left out of `held` because the item is unknown to train. */
  readonly unknown: { readonly events: number; readonly items: number };
}

/** For the final figures: fitted on train and validation together, evaluated on test. */
export const forFinal = (split: SplitParts): FitParts<Test> =>
  fitParts(mergeEvents(split.train, split.validation, split.overhang), split.test);

/** For choosing parameters: fitted on train, evaluated on validation. */
export const forTuning = (split: Pick<SplitParts, 'train' | 'validation'>): FitParts<Validation> =>
  fitParts(mergeEvents(split.train), split.validation);

/** @param learnt must own its columns: they become those of train. */
function fitParts<Held extends Test | Validation>(learnt: EventLog, asked: EventLog): FitParts<Held> {
  const items = usedIds(learnt.item, learnt.items);
  const visitors = usedIds(learnt.visitor, learnt.visitors);
  const known = filterEvents(asked, (event) => items.dense[asked.item[event]!]! >= 0);
  const unknownItems = asked.item.filter((id) => items.dense[id]! < 0);

  const knownVisitors = visitors.vocabulary.size;
  const strangers = usedIds(
    known.visitor.filter((id) => visitors.dense[id]! < 0),
    known.visitors,
  );
  const heldVisitors = visitors.dense.map((dense, id) => (dense < 0 ? knownVisitors + strangers.dense[id]! : dense));
  const sessions = sessionsInOrder(learnt, known);
  recode(learnt, { visitor: visitors.dense, item: items.dense, session: sessions });
  recode(known, { visitor: heldVisitors, item: items.dense, session: sessions });
  const train: EventLog = { ...withoutSessionIds(learnt), visitors: visitors.vocabulary, items: items.vocabulary };
  const held: EventLog = {
    ...withoutSessionIds(known),
    visitors: bothOf(visitors.vocabulary, strangers.vocabulary),
    items: items.vocabulary,
  };
  return {
    train: train as Train,
    held: held as Held,
    knownVisitors,
    sessionsInLog: inverse(sessions),
    unknown: { events: unknownItems.length, items: countDistinct(unknownItems, asked.items.size) },
  };
}

/** The old code of each new one; old codes that are gone have the new code −1. */
function inverse(codes: Int32Array): Int32Array {
  const old = new Int32Array(codes.reduce((most, code) => Math.max(most, code + 1), 0));
  codes.forEach((code, own) => {
    if (code >= 0) old[code] = own;
  });
  return old;
}

/** Replaces old codes by new ones, in place. */
function recode(log: EventLog, { visitor, item, session }: Record<'visitor' | 'item' | 'session', Int32Array>): void {
  translate(log.visitor, visitor, log.visitor);
  translate(log.item, item, log.item);
  translate(log.session, session, log.session);
}

/** The log without the shop's ids of its sessions, which are numbered anew. */
const withoutSessionIds = ({ sessions, ...log }: EventLog): EventLog => log;

function bothOf(first: Vocabulary, second: Vocabulary): Vocabulary {
  return new Vocabulary(concatIds(first.ids, second.ids));
}

/** New session ids in order of first appearance, over the first log and then the second. */
function sessionsInOrder(...logs: readonly EventLog[]): Int32Array {
  const dense = new Int32Array(Math.max(...logs.map(sessionBound))).fill(-1);
  let next = 0;
  for (const { session } of logs)
    for (let event = 0; event < session.length; event++)
      if (dense[session[event]!] === -1) dense[session[event]!] = next++;
  return dense;
}
