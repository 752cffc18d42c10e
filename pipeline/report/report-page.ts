import { counted, countText } from '../../data/index.js';
import type { Ties } from '../../evaluation/index.js';
import { oddities } from '../leaderboard/oddities.js';
import { parameterText } from '../leaderboard/parameter-text.js';
import { runTitle } from '../leaderboard/run-title.js';
import { verdictTexts } from '../leaderboard/verdict-text.js';
import { dataSection } from './data-section.js';
import { differencesSection } from './differences-section.js';
import { type Html, html, page, table } from './html.js';
import type { ReportData } from './report-data.js';
import { beyondSection, leaderboardSection, segmentsSection } from './results-section.js';
import { clustersText, equalTimesText, tiesOf, tieTexts } from './terms.js';
import { trainingSection } from './training-section.js';

/** The report of a run as one self-contained HTML page, without scripts or requests. */
export async function reportPage(data: ReportData): Promise<string> {
  const { leaderboard, config } = data;
  const title = runTitle(data);
  const clusters = clustersText(data.dataset.hasVisitors);
  const undetermined = equalTimesText(data.task.counts);
  const body = html`<h1>${title}</h1>
${verdictTexts(data.compared).map((text) => html`<p class="lead">${text}</p>`)}
${oddTexts(oddities(leaderboard))}
${config.on === 'test' ? '' : html`<p><strong>On validation:</strong> ${validationText[leaderboard.protocol]} Parameters are chosen by these figures; final ones come from a run on test.</p>`}
<p>${counted(leaderboard.queries, 'query', 'queries')} with ${counted(leaderboard.targets, 'target')}.
${config.on === 'test' || config.protocol !== 'holdout' ? protocolText[config.protocol] : ''} Candidates are the whole catalogue; ${tiesInShort[tiesOf(config)]}. Brackets after a figure hold its 95 % interval:
where it would most likely lie with other ${clusters} of the same shop. Intervals are by bootstrap over ${clusters} (${countText(config.evaluation.resamples)} resamples, seed ${config.seed}; <code>docs/definitions.md</code>, “Interval and p-value”);
after a difference, those of <a href="#differences">its test</a>.</p>
${undetermined ? html`<p><strong>Equal times:</strong> ${undetermined}</p>` : ''}
${await leaderboardSection(data)}
${await differencesSection(data)}
${beyondSection(data)}
${await segmentsSection(data)}
${await trainingSection(data, title)}
${await dataSection(data)}
${settings(data)}`;
  return page(title, body);
}

const oddTexts = (texts: readonly string[]): Html | '' =>
  texts.length === 0
    ? ''
    : html`<p><strong>Odd, to be looked into:</strong></p><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;

const protocolText = {
  next: 'For every test session and position from the second on, all train items are ranked given the items before it (views only).',
  future:
    'For each visitor with events before and after the cut, train items are ranked; right are the distinct items of later.',
  funnel:
    'For every cart and transaction event of the test part, train items are ranked given all that the visitor did before.',
  holdout: 'Models are fitted on the whole log; right are the purchases that came in a file of their own.',
  joint:
    'Each session that starts in the test part is cut once, at a position drawn by the seed; train items are ranked for its next view, for all that it puts into a cart later, and for all that it buys later.',
} as const;

const tiesInShort: Readonly<Record<Ties, string>> = {
  conservative: 'ties are broken against the model',
  standard: 'ties are broken in the model’s favour (standard ties)',
  listed: 'each list is taken in its order, ties included',
};

const cut = 'models are fitted on train alone, and asked about the validation part that was cut from its end.';
const validationText = {
  next: cut,
  future: cut,
  funnel: cut,
  joint: cut,
  holdout:
    'of each visitor with two purchased items or more one, drawn by the seed, is taken out of the log with all that visitor’s events of it, and asked for.',
} as const;

function settings(data: ReportData): Html {
  const { config, environment, task } = data;
  const of = runTitle(data);
  const notes = Object.entries(task.notes).map(([model, lines]) => [model, lines.join('; ')]);
  const block = (value: unknown) => html`<pre class="code">${JSON.stringify(value, undefined, 2)}</pre>`;
  return html`
<h2 id="settings">Settings</h2>
${table(
  `Parameters of the models: ${of}`,
  ['model', 'parameters'],
  Object.entries(task.parameters).map(([model, parameters]) => [model, parameterText(parameters) || 'none']),
  'wrapped',
)}
${notes.length > 0 ? html`<h3 id="notes">Notes</h3>${table(`What models said of their work: ${of}`, ['model', 'note'], notes, 'wrapped')}` : ''}
<details><summary>Configuration</summary>${block(config)}</details>
<details><summary>Environment</summary>${block(environment)}</details>
<h2 id="files">Recompute it</h2>
<p>Beside this page: <code>targets.parquet</code> (query, item), <code>predictions/&lt;model&gt;.parquet</code> (query, rank, item,
score), <code>queries.parquet</code> (cluster and segments of each query), <code>items.parquet</code> (events, visitors and category of each
train item), <code>per-query.parquet</code> (model, query, metric, k, value), <code>leaderboard.json</code> and <code>comparisons.json</code> (paired
differences). ${tieTexts[tiesOf(config)]} Every figure here can be
computed from them; diversity by co-occurrence and the funnel's proxies need the split's log as well. The same run again:
<code>npm run pipeline -- --config &lt;this folder&gt;/config.json</code>.</p>`;
}
