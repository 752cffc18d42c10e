import { counted, countText, everyOf } from '../../data/index.js';
import { listed } from '../../evaluation/index.js';
import { type FunnelStep, funnelSteps, sessionLengths } from '../../features/index.js';
import { cleaningFigure } from '../figures/cleaning-figure.js';
import { funnelFigure } from '../figures/funnel-figure.js';
import { sessionsFigure } from '../figures/sessions-figure.js';
import { splitFigure } from '../figures/split-figure.js';
import { runTitle } from '../leaderboard/run-title.js';
import { takenOutText } from '../study/eda-findings.js';
import { moneyFinding, salesRows, valueRows } from '../study/money-tables.js';
import { ruleCaption, ruleRows } from '../study/rule-tables.js';
import { figureHtml } from './figure-html.js';
import { type Html, html, table } from './html.js';
import type { ReportData } from './report-data.js';
import { splitText } from './terms.js';

/** The section on the data: its source, and the steps from the files to the split. */
export async function dataSection(data: ReportData): Promise<Html> {
  const { config, dataset, cleaning, log, split, task, draw } = data;
  const origin = dataset.complete
    ? 'The files are the complete RetailRocket download from Kaggle, by size and sha256.'
    : `Layout ${dataset.layout}; ${counted(dataset.files.length, 'file')}, whose sha256 stand in environment.json.`;
  const funnel = funnelSteps(log);
  const sessions = sessionLengths(log);
  const removed = cleaning.counts.filter(({ events }) => events > 0);
  const parts = (['train', 'validation', 'test'] as const).map((part) => ({ part, times: split[part].time }));
  return html`
<h2 id="data">The data</h2>
<p>${origin} ${counted(dataset.rejects.length, 'row')} could not be read${dataset.outOfOrder ? `; ${countText(dataset.outOfOrder)} stood out of time order and were sorted in` : ''}.
Every row that was left out stands in <code>rejected.parquet</code> with the reason.</p>
${log.clock === 'order' || split.train.clock === 'order' ? html`<p><strong>Times are positions:</strong> the training part of this set carries no clock, only the order of its events. Hours and durations mean nothing there, and the half-life of recent-popular counts positions: a day as 86,400 of them.</p>` : ''}
${!dataset.hasVisitors ? html`<p>This log knows no visitors: each session counts as one, here and in the bootstrap.</p>` : ''}
${table(
  `The cleaned log of ${dataset.name}`,
  ['events', 'visitors', 'items', 'views', 'carts', 'transactions', 'sessions'],
  [
    [
      countText(log.time.length),
      countText(log.visitors.size),
      countText(log.items.size),
      ...funnel.map(({ events }) => countText(events)),
      countText(sessions.events.length),
    ],
  ],
)}
<h3>Cleaning</h3>
${
  removed.length > 0
    ? html`${table(
        `Taken out of ${dataset.name} by each rule, in this order`,
        ['rule', 'events', 'visitors', 'items', 'note'],
        cleaning.counts.map(({ rule, events, visitors, items, skipped, lost }) => [
          rule,
          countText(events),
          countText(visitors),
          countText(items),
          skipped ?? (lost ? `Warning: took out ${everyOf(lost)}` : ''),
        ]),
      )}${await figureHtml(cleaningFigure(removed, cleaning.before), draw)}`
    : nothingRemoved(cleaning)
}
<h3>Funnel and sessions</h3>
${funnel.some(({ kind, events }) => kind !== 'view' && events > 0) ? await figureHtml(funnelFigure(funnel), draw) : ''}
${takenOutHtml(funnel)}
${await figureHtml(sessionsFigure(sessions), draw)}
${moneyHtml(data)}
${rulesHtml(data)}
<h3>The split</h3>
<p><code>${split.parameters.kind}</code>: ${splitText(split.parameters)}</p>
<p>The parts: ${parts.map(({ part, times }) => `${part} ${countText(times.length)}`).join(', ')} events${split.overhang.time.length ? `; ${counted(split.overhang.time.length, 'event')} of train sessions in validation's time join train for the final fit` : ''}.
${config.on === 'test' ? 'Final models are fitted on train and validation together.' : ''}</p>
${[...dataset.warnings, ...split.warnings].map((warning) => html`<p><strong>Warning:</strong> ${warning}</p>`)}
${log.clock === 'wall' ? await figureHtml(splitFigure(parts), draw) : ''}
<h3>What the protocol set aside</h3>
${table(
  `Left out of ${runTitle(data)}`,
  ['what', 'how many'],
  Object.entries(task.counts).map(([what, number]) => [what, countText(number)]),
)}`;
}

/** How many carts ended as their items were taken out again, where the log has removals. */
function takenOutHtml(funnel: readonly FunnelStep[]): Html | '' {
  const text = takenOutText(funnel);
  return text === undefined ? '' : html`<p>${text} It is an intent of the visitor up to that time only.</p>`;
}

/** What the log is worth, where it has prices. */
function moneyHtml({ dataset, log }: ReportData): Html | '' {
  const finding = moneyFinding(log);
  if (finding === undefined) return '';
  return html`<h3>Money</h3>
<p>${finding} A price counts once for each piece, and for one piece where the quantity is unknown; amounts are in the log’s currency.</p>
${rowsTable(`Value at each step of the funnel of ${dataset.name}`, valueRows(log))}
${rowsTable(`What the purchases of ${dataset.name} come to`, salesRows(log))}`;
}

/** Which items go together in sessions and in orders, where some do often enough. */
function rulesHtml({ dataset, log }: ReportData): Html | '' {
  const tables = (['session', 'order'] as const).map((where) =>
    rowsTable(`${ruleCaption(where)}, of ${dataset.name}`, ruleRows(log, where)),
  );
  if (tables.every((one) => one === '')) return '';
  return html`<h3>What goes together</h3>
<p>Confidence is how often the consequent is where the antecedent is; lift, how many times as often as it is anywhere. Leverage is the share of sessions or orders that hold both, less the share
that would by chance; conviction, how many times as often the rule would fail by chance.</p>
${tables}`;
}

/** Rows as a table under the names of their fields; nothing if there are none. */
const rowsTable = <Row extends object>(caption: string, rows: readonly Row[]): Html | '' =>
  rows.length === 0
    ? ''
    : table(
        caption,
        Object.keys(rows[0]!),
        rows.map((row) => Object.values(row).map(shown)),
      );

const shown = (value: string | number): string => (typeof value === 'number' ? countText(value) : value);

/** Names the rules that found nothing and those that were not applied, in place of a table of zeros. */
function nothingRemoved({ counts, before }: ReportData['cleaning']): Html {
  const applied = counts.filter(({ skipped }) => skipped === undefined).map(({ rule }) => rule);
  const skipped = counts.flatMap((row) => (row.skipped === undefined ? [] : [`${row.rule} (${row.skipped})`]));
  return html`<p>Nothing was removed: all ${countText(before)} events stayed. ${applied.length > 0 ? `Applied: ${listed(applied)}.` : ''}
${skipped.length > 0 ? `Not applied: ${listed(skipped)}.` : ''}</p>`;
}
