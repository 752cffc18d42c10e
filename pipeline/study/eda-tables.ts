import {
  clean,
  cleanDefaults,
  countDistinct,
  counted,
  countText,
  dayMs,
  type EventLog,
  eventCount,
} from '../../data/index.js';
import { quantile } from '../../evaluation/index.js';
import {
  funnelStages,
  funnelSteps,
  itemPopularity,
  popularityBand,
  popularityBands,
  sessionLengths,
  sessionTransitions,
  visitorStages,
} from '../../features/index.js';
import { decimal } from '../figures/numbers.js';
import { eventWord } from './log-remarks.js';
import { salesText } from './money-tables.js';
import type { PreparedLog } from './prepare-log.js';

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** Times for figures over hours and days; empty if the log has an order but no clock. */
export const clockTimes = (log: EventLog): Float64Array => (log.clock === 'wall' ? log.time : new Float64Array(0));

/** A summary of a log in one row. */
export function totalsRow(log: EventLog) {
  const [view, cart, transaction] = funnelSteps(log);
  return {
    events: eventCount(log),
    visitors: log.visitors.size,
    items: log.items.size,
    view: view!.events,
    addtocart: cart!.events,
    transaction: transaction!.events,
    days: log.clock === 'wall' ? Math.ceil((log.time.at(-1)! - log.time[0]!) / dayMs) : null,
  };
}

/** Visitors by the funnel stage that they reach. */
export function stageRows(log: EventLog) {
  const counts = visitorStages(log);
  return funnelStages
    .filter((stage) => stage !== 'new')
    .map((stage) => ({ stage, visitors: counts[stage], share: share(counts[stage], log.visitors.size) }));
}

/** Items and their events by band of popularity. */
export function bandRows(log: EventLog) {
  const { events } = itemPopularity(log);
  const band = popularityBand(events);
  return popularityBands.map((name, code) => {
    const items = band.reduce((sum, of) => sum + (of === code ? 1 : 0), 0);
    const held = events.reduce((sum, n, item) => sum + (band[item] === code ? n : 0), 0);
    return {
      band: name,
      items,
      'share of items': share(items, log.items.size),
      events: held,
      'share of events': share(held, eventCount(log)),
    };
  });
}

/** What the next event of a session is about. */
export function transitionRows(log: EventLog) {
  const counts = sessionTransitions(log);
  const all = counts.repeat + counts.seen + counts.new;
  return (['repeat', 'seen', 'new'] as const).map((next) => ({
    next,
    steps: counts[next],
    share: share(counts[next], all),
  }));
}

/** Where the steps within sessions go, as a clause about the steps; undefined if no session has two events. */
export function stepsText(log: EventLog): string | undefined {
  const [repeat, seen, fresh] = transitionRows(log);
  if (repeat!.steps + seen!.steps + fresh!.steps === 0) return undefined;
  return `${fresh!.share} of the steps go to an item new to the session, ${repeat!.share} repeat the last one and ${seen!.share} go back to an earlier one`;
}

/** What each cleaning rule removed from the log as loaded. */
export const cleaningRows = ({ cleaning }: PreparedLog) =>
  cleaning.counts.map(({ rule, events, visitors, skipped }) => ({
    rule,
    events,
    visitors,
    share: share(events, cleaning.before),
    note: skipped ?? '',
  }));

/** What the outlier rules would remove from the log as loaded if their thresholds were a fraction of the defaults. */
export function stricterCleaningRows({ dataset }: PreparedLog, fractions: readonly number[]) {
  return fractions.map((fraction) => {
    const thresholds = {
      mostEventsPerDay: Math.ceil(fraction * cleanDefaults.mostEventsPerDay),
      mostEventsPerHour: Math.ceil(fraction * cleanDefaults.mostEventsPerHour),
      mostItemsPerHour: Math.ceil(fraction * cleanDefaults.mostItemsPerHour),
    };
    const { counts } = clean(dataset.log, { ...thresholds, duplicates: false });
    const out = (column: 'events' | 'visitors') => counts.reduce((sum, count) => sum + count[column], 0);
    return { ...thresholds, 'events out': out('events'), 'visitors out': out('visitors') };
  });
}

/** The parts of the split: their share of all events, their distinct visitors and items, and their first moment. */
export function partRows({ split }: PreparedLog) {
  return (['train', 'validation', 'test'] as const).map((part) => {
    const log = split[part];
    return {
      part,
      events: eventCount(log),
      share: share(eventCount(log), split.events),
      visitors: countDistinct(log.visitor, log.visitors.size),
      items: countDistinct(log.item, log.items.size),
      from: log.clock === 'wall' && eventCount(log) > 0 ? new Date(log.time[0]!).toISOString().slice(0, 16) : null,
    };
  });
}

/** The times of each part's events, for the figure of the split. */
export const splitTimes = ({ split }: PreparedLog) =>
  (['train', 'validation', 'test'] as const).map((part) => ({ part, times: clockTimes(split[part]) }));

/** The share of the test part that is new, so that no model fitted before it can know it. */
export function noveltyRow({ split }: PreparedLog) {
  const { test } = split;
  const learnt = [split.train, split.validation, split.overhang];
  const seen = (column: 'visitor' | 'item') => {
    const isSeen = new Uint8Array(test[`${column}s`].size);
    for (const log of learnt) for (const id of log[column]) isSeen[id] = 1;
    return isSeen;
  };
  const [visitors, items] = [seen('visitor'), seen('item')];
  const testVisitors = countDistinct(test.visitor, visitors.length);
  const strangers = countDistinct(
    test.visitor.filter((visitor) => !visitors[visitor]),
    visitors.length,
  );
  return {
    'test events': eventCount(test),
    'of unknown items': share(test.item.filter((item) => !items[item]).length, eventCount(test)),
    'test visitors': testVisitors,
    'known from before': share(testVisitors - strangers, testVisitors),
  };
}

/** In words, the share of the test part that no model can know, and that of its visitors with a history; undefined if it is empty. */
export function noveltyText(prepared: PreparedLog): string | undefined {
  const row = noveltyRow(prepared);
  if (row['test events'] === 0) return undefined;
  return `${row['of unknown items']} of the test events are of items never seen before, which no model can know, and of its ${counted(row['test visitors'], 'visitor')} ${row['known from before']} have a history to learn from`;
}

/** The questions of the study and this log's answers, as a list in Markdown. */
export function edaAnswers(prepared: PreparedLog): string {
  const { log } = prepared;
  const steps = funnelSteps(log).filter(({ events }) => events > 0);
  const [head] = bandRows(log);
  const worth = salesText(log);
  const lengths = sessionLengths(log).events.slice().sort();
  const removed = prepared.cleaning.before - prepared.cleaning.after;
  return [
    [
      'How narrow is the funnel?',
      `${steps.map(({ kind, events }) => counted(events, eventWord(kind))).join(', ')} after cleaning`,
    ],
    ...(worth === undefined ? [] : [['What is it worth?', worth]]),
    ['How long is the tail?', `half of all events fall on ${head!['share of items']} of the items`],
    [
      'What is a session like?',
      `its median length in events is ${decimal(quantile(lengths, 0.5))}; ${stepsText(log) ?? 'none has two, so there are no steps from item to item'}`,
    ],
    ['What did cleaning remove?', `${countText(removed)} of ${counted(prepared.cleaning.before, 'event')}`],
    ['How new is the future?', noveltyText(prepared) ?? 'the split leaves no test part to tell it by'],
  ]
    .map(([question, answer]) => `- **${question}** ${answer}.`)
    .join('\n');
}
