import type { Data, Layout } from 'plotly.js-dist-min';
import { counted } from '../../data/index.js';
import type { History } from '../../models/index.js';
import type { Figure } from './figure.js';
import { decimal } from './numbers.js';
import { axis, figure, lines, palette } from './style.js';

/** A model's training history. */
export interface TrainingRow {
  readonly model: string;
  readonly history: History;
}

/**
 * Loss by epoch, one panel a model, as losses of different models cannot be compared. Beside it, for models validated on events
 * held out of train, mrr@20 on these, which can be compared.
 */
export function trainingFigure(rows: readonly TrainingRow[]): Figure {
  const columns = rows.some(({ history }) => isWatched(history)) ? 2 : 1;
  const data: Data[] = [];
  const layout: Partial<Layout> = {
    height: 90 + 180 * rows.length,
    grid: { rows: rows.length, columns, pattern: 'independent', xgap: 0.22, ygap: 0.35 },
  };
  rows.forEach(({ model, history }, row) => {
    const panel = (column: number, title: string, values: Float64Array, color: string) => {
      const n = row * columns + column === 0 ? '' : row * columns + column + 1;
      const x = Array.from(history.epoch);
      const line = lines({ x, y: Array.from(values), color, xaxis: `x${n}`, yaxis: `y${n}` });
      data.push({ ...line, mode: 'lines+markers', marker: { size: 5, color } } as Data);
      Object.assign(layout, {
        [`xaxis${n}`]: axis('epoch', { range: [0.5, x.length + 0.5], tickformat: 'd', nticks: 6, showgrid: false }),
        [`yaxis${n}`]: axis(title, { nticks: 5 }),
      });
    };
    panel(0, `${model}: loss`, history.loss, palette[0]);
    if (isWatched(history)) panel(1, `${model}: mrr@20, held out`, history.validation, palette[2]);
  });
  const caption = `Mean loss of each epoch: ${rows.map(lossText).join('; ')}.${rows.map(watchedText).join('')}`;
  return figure({ data, layout: { ...layout, showlegend: false }, caption });
}

const isWatched = ({ validation }: History) => validation.some((value) => !Number.isNaN(value));

function lossText({ model, history: { loss } }: TrainingRow): string {
  const [first, last] = [loss[0]!, loss.at(-1)!];
  return loss.length === 1
    ? `${model}’s is ${decimal(first)} in its one epoch`
    : `${model}’s goes from ${decimal(first)} to ${decimal(last)} in ${counted(loss.length, 'epoch')}`;
}

function watchedText({ model, history }: TrainingRow): string {
  if (!isWatched(history)) return '';
  const best = history.validation.reduce((at, value, i, all) => (value > all[at]! ? i : at), 0);
  return ` ${model}’s mrr@20 on what was held out of train is highest after epoch ${best + 1} (${decimal(history.validation[best]!)}), whose weights were kept.`;
}
