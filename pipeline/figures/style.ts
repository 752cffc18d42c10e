import type { Data, Layout, LayoutAxis } from 'plotly.js-dist-min';
import { hasInterval, type Interval } from '../../evaluation/index.js';
import type { Figure } from './figure.js';

/** Okabe and Ito's colours, distinguishable with any colour vision; without their yellow, which is too pale on white. */
export const palette = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#5C5C5C'] as const;

const ink = '#333333';
const grid = '#E6E6E6';

/** Numbers from which a trace is drawn. */
export type Numbers = readonly number[] | Float64Array | Int32Array;

/** One series. If `y` holds names, values run along x; otherwise along y. */
export interface Series {
  readonly x: Numbers | readonly string[];
  readonly y: Numbers | readonly string[];
  /** Its name in the legend. */
  readonly name?: string;
  /** A colour of the palette for the whole series, or one for each point. */
  readonly color?: string | readonly string[];
  /** The axes of its panel, if there are several: `x2`, `y2` … */
  readonly xaxis?: string;
  readonly yaxis?: string;
}

/** A figure in the house style; the given layout overrides it. */
export function figure({ data, layout, caption }: Figure): Figure {
  const base: Partial<Layout> = {
    width: 800,
    height: 420,
    font: { family: 'DejaVu Sans, Verdana, sans-serif', size: 13, color: ink },
    paper_bgcolor: '#FFFFFF',
    plot_bgcolor: '#FFFFFF',
    margin: { l: 20, r: 24, t: 24, b: 20 },
    bargap: 0.25,
    showlegend: data.some((trace) => 'name' in trace),
    legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1.02, yanchor: 'bottom', traceorder: 'normal' },
  };
  return { data, layout: { ...base, ...layout }, caption };
}

/** An axis with a title, which includes the unit. */
export function axis(title: string, more: Partial<LayoutAxis> = {}): LayoutAxis {
  return {
    title: { text: title, standoff: 10, font: { size: 13 } },
    automargin: true,
    gridcolor: grid,
    zeroline: false,
    linecolor: '#9A9A9A',
    showline: true,
    ticks: 'outside',
    tickcolor: '#9A9A9A',
    ticklen: 4,
    tickfont: { size: 12 },
    ...more,
  };
}

/** An axis of counts, e.g. `0` to `1,000,000`; `room`, a share of the largest, is added for the text at the end of its bar. */
export function countAxis(title: string, largest: number, room = 0): LayoutAxis {
  return axis(title, { range: [0, (1.05 + room) * Math.max(1, largest)], tickformat: ',', nticks: 5 });
}

/** Bars, with `text` at their ends. */
export function bars(series: Series & { readonly text?: readonly string[] }): Data {
  const { text, color = palette[0] } = series;
  return {
    ...common(series),
    type: 'bar',
    orientation: alongX(series) ? 'h' : 'v',
    marker: { color },
    ...(text && { text, textposition: 'outside', textfont: { size: 12 }, cliponaxis: false }),
  } as Data;
}

/** Dots, with an interval `low … high` around each if given; a dot whose interval is NaN has none and is drawn open. */
export function dots(series: Series & { readonly low?: Numbers; readonly high?: Numbers }): Data {
  const { low, high, color = palette[0] } = series;
  const values = (alongX(series) ? series.x : series.y) as Numbers;
  const isAbsent = Array.from(values, (_, i) => low !== undefined && Number.isNaN(low[i]));
  // A non-number omits the error bar. So would NaN, but JSON turns it into null, which plotly draws as a bar of length zero.
  const lengths = (length: (value: number, i: number) => number) =>
    Array.from(values, (value, i) => (isAbsent[i] ? 'none' : length(value, i)));
  const interval = low &&
    high && {
      type: 'data',
      symmetric: false,
      array: lengths((value, i) => high[i]! - value),
      arrayminus: lengths((value, i) => value - low[i]!),
      thickness: 1.6,
      width: 5,
      color,
    };
  return {
    ...common(series),
    type: 'scatter',
    mode: 'markers',
    orientation: alongX(series) ? 'h' : 'v',
    marker: {
      color,
      size: 6,
      ...(isAbsent.includes(true) && { symbol: isAbsent.map((is) => `circle${is ? '-open' : ''}`) }),
    },
    cliponaxis: false,
    ...(interval && { [alongX(series) ? 'error_x' : 'error_y']: interval }),
  } as Data;
}

/** The caption's sentence on missing intervals; empty if there are none. */
export const openDotsText = (intervals: readonly Interval[]): string =>
  intervals.every(hasInterval) ? '' : ' An open dot has no interval: one visitor alone has a value.';

/** A line through the points. */
export function lines(series: Series): Data {
  const { color = palette[0] } = series;
  return { ...common(series), type: 'scatter', mode: 'lines', line: { color, width: 2 } } as Data;
}

const alongX = ({ y }: Series): boolean => typeof y[0] === 'string';

function common({ x, y, name, xaxis, yaxis }: Series): object {
  return {
    x,
    y,
    ...(name !== undefined && { name }),
    ...(xaxis && { xaxis }),
    ...(yaxis && { yaxis }),
  };
}
