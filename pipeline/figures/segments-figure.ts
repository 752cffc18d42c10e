import { counted } from '../../data/index.js';
import { type Interval, listed } from '../../evaluation/index.js';
import { leaders } from '../leaderboard/leader-sentence.js';
import type { Figure } from './figure.js';
import { axis, dots, figure, openDotsText, palette } from './style.js';

/** One model's metric over the queries of one segment. */
export interface SegmentInterval extends Interval {
  readonly segment: string;
  readonly model: string;
  /** Number of the segment's queries. */
  readonly queries: number;
}

/**
 * A metric by segment (rows, in the order given) and model (colours), with 95 % intervals. At most the first seven models
 * are drawn, as the palette has seven distinguishable colours.
 * @param all rows of all models, the best model first.
 */
export function segmentsFigure(all: readonly SegmentInterval[], metric: string): Figure {
  const names = [...new Set(all.map((row) => row.model))];
  const models = names.slice(0, palette.length);
  const rows = all.filter(({ model }) => models.includes(model));
  const segments = [...new Set(rows.map((row) => row.segment))];
  const label = (segment: string) =>
    `${segment}<br>${counted(rows.find((row) => row.segment === segment)!.queries, 'query', 'queries')}`;
  const data = models.map((model, i) => {
    const own = rows.filter((row) => row.model === model);
    return dots({
      x: own.map((row) => row.mean),
      y: own.map((row) => label(row.segment)),
      low: own.map((row) => row.low),
      high: own.map((row) => row.high),
      name: model,
      color: palette[i]!,
    });
  });
  const layout = {
    height: 130 + segments.length * Math.max(56, 18 * models.length + 14),
    scattermode: 'group' as const,
    scattergap: 0.35,
    xaxis: axis(`${metric}, mean and 95 % interval`, { rangemode: 'tozero' }),
    yaxis: axis('', { autorange: 'reversed', showgrid: false, tickson: 'boundaries' }),
  };
  const shown = models.length < names.length ? `Of ${names.length} models the leading ${models.length}: ` : '';
  return figure({ data, layout, caption: shown + caption(rows, segments, metric) + openDotsText(rows) });
}

function caption(rows: readonly SegmentInterval[], segments: readonly string[], metric: string): string {
  const best = segments.map((segment) => {
    const own = rows.filter((row) => row.segment === segment);
    const figures = own.map(({ model, ...interval }) => ({ model, metrics: { [metric]: interval } }));
    return { segment, mean: Math.max(...own.map(({ mean }) => mean)), ...leaders(figures, metric).first! };
  });
  const [easiest] = best.toSorted((a, b) => b.mean - a.mean);
  const hardest = best.toSorted((a, b) => a.mean - b.mean)[0];
  if (!easiest || !hardest) return 'There is no segment to show.';
  const winners = new Set(best.map(({ models }) => listed(models)));
  const who =
    winners.size === 1
      ? `${[...winners][0]} ${easiest.models.length === 1 ? 'has' : 'share'} the highest ${metric}${segments.length === 1 ? '' : ' in every segment'}`
      : best
          .map(({ models, segment }) => ({ whose: listed(models.map((model) => `${model}’s`)), segment }))
          .map(({ whose, segment }, i) => `${i ? '' : `The highest ${metric} is `}${whose} in “${segment}”`)
          .join('; ');
  if (segments.length === 1) return `${who}: ${easiest.shown}.`;
  return easiest.mean === hardest.mean
    ? `${who}; the best value is the same in each.`
    : `${who}; the best value goes from ${hardest.shown} in “${hardest.segment}” to ${easiest.shown} in “${easiest.segment}”.`;
}
