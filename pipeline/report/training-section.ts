import { countText } from '../../data/index.js';
import { duration } from '../engine/duration.js';
import { decimal } from '../figures/numbers.js';
import { trainingFigure } from '../figures/training-figure.js';
import { figureHtml } from './figure-html.js';
import { type Html, html, table } from './html.js';
import type { ReportData } from './report-data.js';

/**
 * The section on training of the models that learn in epochs; empty if the run has none.
 * @param of the run's title.
 */
export async function trainingSection(
  { histories, draw }: Pick<ReportData, 'histories' | 'draw'>,
  of: string,
): Promise<Html | ''> {
  const rows = Object.entries(histories).map(([model, history]) => ({ model, history }));
  if (rows.length === 0) return '';
  return html`<h2 id="training">Training</h2>
<p>Losses are measured before each step’s update; those of different models are different quantities. Every column of these
histories stands in <code>history/&lt;model&gt;.arrow</code>.</p>
${await figureHtml(trainingFigure(rows), draw)}
${table(
  `Models that learn in epochs: ${of}`,
  ['model', 'epochs', 'last loss', 'an epoch', 'samples a second'],
  rows.map(({ model, history: { loss, seconds, rate } }) => [
    model,
    loss.length,
    decimal(loss.at(-1)!),
    duration(mean(seconds)),
    countText(mean(rate)),
  ]),
)}`;
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
