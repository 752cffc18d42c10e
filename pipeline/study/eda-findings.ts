import { counted, countText, type EventLog } from '../../data/index.js';
import { listed } from '../../evaluation/index.js';
import { type FunnelStep, funnelSteps, visitorStages } from '../../features/index.js';
import { percent } from '../figures/numbers.js';
import { bandRows, noveltyText, stepsText, stricterCleaningRows } from './eda-tables.js';
import { eventWord } from './log-remarks.js';
import type { PreparedLog } from './prepare-log.js';

// The finding of each section's tables and figures, as a sentence.

/** How far visitors get, by the kinds of events that the log has. */
export function funnelFinding(log: EventLog): string {
  const { browsing, intent, buyer } = visitorStages(log);
  const of = (visitors: number) => percent(visitors / log.visitors.size);
  const steps = funnelSteps(log);
  const [views, carts, purchases] = steps.map(({ events }) => events > 0);
  const kinds = steps.filter(({ events }) => events > 0);
  if (kinds.length < 2)
    return `How far visitors go cannot be told: the log has ${kinds.map(({ kind }) => `${eventWord(kind)}s alone`).join() || 'no events'}.`;
  const takenOut = takenOutText(steps);
  const clauses = [
    ...(purchases ? [`${of(buyer)} buy`] : []),
    ...(carts
      ? [
          `${of(intent)} ${takenOut ? 'leave' : 'put'} something ${takenOut ? 'in' : 'into'} the cart${purchases ? ' and buy nothing' : ''}`,
        ]
      : []),
    ...(views || takenOut ? [`${of(browsing)} only look${takenOut ? ' or take everything out again' : ''}`] : []),
  ];
  return [`Of ${counted(log.visitors.size, 'visitor')} ${listed(clauses)}.`, ...(takenOut ? [takenOut] : [])].join(' ');
}

/** How many carts ended as their items were taken out again, as a sentence; undefined where the log has no removals. */
export function takenOutText(steps: readonly FunnelStep[]): string | undefined {
  const cart = steps.find(({ takenOut }) => takenOut !== undefined);
  if (!cart) return undefined;
  const share = cart.events === 0 ? '' : ` (${percent(cart.takenOut! / cart.events)})`;
  return `Of ${counted(cart.events, 'cart event')} ${countText(cart.takenOut!)}${share} ended as the item was taken out again.`;
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
