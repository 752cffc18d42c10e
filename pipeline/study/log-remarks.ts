import { counted, countText, type EventLog, eventCount, eventKinds } from '../../data/index.js';
import { funnelSteps, sessionLengths, visitorStages } from '../../features/index.js';
import { percent } from '../figures/numbers.js';

/** A share from this value on is a rule of the log, not a finding about the shop. */
const theRule = 0.999;

/**
 * Describes a log in sentences: first its size, then artefacts of its collection or preparation, which must not be read as
 * behaviour of a shop's visitors.
 * @param removed events that cleaning removed from the log as loaded.
 */
export function logRemarks(log: EventLog, removed: number): string[] {
  const events = eventCount(log);
  const steps = funnelSteps(log);
  const kinds = steps.filter((step) => step.events > 0);
  const size = `As loaded, the log holds ${counted(events, 'event')} of ${counted(log.visitors.size, 'visitor')} and ${counted(log.items.size, 'item')}: ${kinds.map((step) => counted(step.events, eventWord(step.kind))).join(', ')}.`;
  if (events === 0) return [size];

  const remarks: string[] = [size];
  if (log.clock === 'order')
    remarks.push('Its events have an order but no clock: nothing can be said of hours and days.');
  if (kinds.length < steps.length) {
    const absent = steps.filter((step) => step.events === 0).map((step) => `${eventWord(step.kind)}s`);
    remarks.push(
      `It has no ${absent.join(' and no ')}: whoever kept it kept ${kinds.map(({ kind }) => `${eventWord(kind)}s`).join(' and ')} alone.`,
    );
  }
  const { buyer } = visitorStages(log);
  const buyers = buyer / log.visitors.size;
  if (buyers >= theRule)
    remarks.push(
      `${percent(buyers)} of its visitors buy: it was selected by its buyers, so its funnel says what buyers do, not how many visitors come to buy.`,
    );
  for (const [i, step] of steps.slice(1).entries()) {
    const before = steps[i]!;
    if (before.visitors > 0 && step.visitors > before.visitors)
      remarks.push(
        `More visitors have a ${eventWord(step.kind)} than a ${eventWord(before.kind)} (${percent(step.visitors / before.visitors)}): not every step was recorded, and that share is no rate.`,
      );
  }
  const distinct = distinctTriples(log) / events;
  if (distinct >= theRule)
    remarks.push(
      `${distinct === 1 ? 'No' : 'Hardly a'} visitor has two events of one kind on one item: repeats were taken out before, so that how often something is looked at cannot be told.`,
    );
  const lengths = sessionLengths(log).events;
  if (lengths.length > 1 && lengths.every((length) => length >= 2))
    remarks.push(
      `None of its ${countText(lengths.length)} sessions has a single event: shorter ones were left out before.`,
    );
  if (removed === 0 && (distinct >= theRule || lengths.every((length) => length >= 2)))
    remarks.push(
      'That cleaning found nothing to remove says that the log was prepared before, not that the shop’s own log is clean.',
    );
  return remarks;
}

/** The everyday word for a kind of event. */
export const eventWord = (kind: string): string =>
  ({ view: 'view', addtocart: 'cart', transaction: 'purchase' })[kind] ?? kind;

/** Counts the distinct combinations of visitor, item and kind in a log. */
function distinctTriples({ visitor, item, event, items }: EventLog): number {
  const triples = new Float64Array(visitor.length);
  for (let i = 0; i < triples.length; i++)
    triples[i] = (visitor[i]! * items.size + item[i]!) * eventKinds.length + event[i]!;
  triples.sort();
  return triples.reduce((sum, triple, i) => sum + (triple === triples[i - 1] ? 0 : 1), 0);
}
