import { counted, countText, type EventLog } from '../../data/index.js';
import { visitorStages } from '../../features/index.js';
import { percent } from '../figures/numbers.js';
import { bandRows, noveltyText, stepsText, stricterCleaningRows } from './eda-tables.js';
import type { PreparedLog } from './prepare-log.js';

// The finding of each section's tables and figures, as a sentence.

/** How far visitors get. */
export function funnelFinding(log: EventLog): string {
  const { browsing, intent, buyer } = visitorStages(log);
  const of = (visitors: number) => percent(visitors / log.visitors.size);
  return `Of ${counted(log.visitors.size, 'visitor')} ${of(buyer)} buy, ${of(intent)} put something into the cart and buy nothing, and ${of(browsing)} only look.`;
}

/** How the events are spread over the items. */
export function tailFinding(log: EventLog): string {
  const [head, , tail] = bandRows(log);
  return `Half of the events fall on ${head!['share of items']} of the items; ${tail!['share of items']} of them, the tail, share the last ${tail!['share of events']}.`;
}

/** What a session's next step is, for each log. */
export function stepFinding(logs: readonly PreparedLog[]): string {
  const [first, ...others] = logs.map(
    ({ dataset, log }) => `in ${dataset.name} ${stepsText(log) ?? 'no session has two events'}`,
  );
  return `${[capital(first!), ...others].join('; ')}.`;
}

/** What cleaning removed, and what stricter rules would remove. */
export function cleaningFinding(prepared: PreparedLog, fraction: number): string {
  const { before, after } = prepared.cleaning;
  const [strict] = stricterCleaningRows(prepared, [fraction]);
  const out = before === after ? 'took out nothing' : `took out ${countText(before - after)}`;
  return `Cleaning ${out} of ${counted(before, 'event')}; thresholds of a ${fraction === 0.1 ? 'tenth' : percent(fraction)} would take out ${percent(strict!['events out'] / before)} of the events, with ${counted(strict!['visitors out'], 'visitor')}.`;
}

/** The limits for every model. */
export function splitFinding(prepared: PreparedLog): string {
  const novelty = noveltyText(prepared);
  if (novelty === undefined) return 'The split leaves no test part, so it sets no limits.';
  return `${novelty}: these shares bound what can be found.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
