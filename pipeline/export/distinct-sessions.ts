import { type EventLog, Vocabulary } from '../../data/index.js';

/**
 * The log without the shop's session ids where one stands for several sessions, as where a shop counts each day from 1: whoever reads
 * an export would take them for one. Sessions then leave by their numbers.
 */
export function distinctSessions(log: EventLog): EventLog {
  const { sessions, ...others } = log;
  const areDistinct = !sessions || Vocabulary.ascending(sessions.ids).vocabulary.size === sessions.size;
  return areDistinct ? log : others;
}
