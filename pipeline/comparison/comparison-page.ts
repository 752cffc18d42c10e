import { figureCell, html, page, table } from '../report/html.js';
import type { RunComparison } from './compare-runs.js';
import { comparisonLines } from './comparison-lines.js';

/** A comparison of two runs as one self-contained HTML page. */
export function comparisonPage(comparison: RunComparison): string {
  const { title, runs, verdicts, head, rows, differences } = comparisonLines(comparison);
  const body = html`<h1>Two runs compared</h1>
${verdicts.map((verdict) => html`<p class="lead">${verdict}</p>`)}
<p>${title}.</p>
${table('The runs', ['run', 'folder'], runs, 'wrapped')}
${table(
  'Mean and 95 % interval; the differences are paired, query by query, their p-values corrected together',
  head,
  rows.map(([model, ...cells]) => [model!, ...cells.map(figureCell)]),
)}
${table('What the runs differ in, first → second', ['kind', 'differences'], differences, 'wrapped')}`;
  return page(title, body);
}
