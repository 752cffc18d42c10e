import type { Data, Layout, LayoutAxis } from 'plotly.js-dist-min';
import { hasInterval, type Interval } from '../../evaluation/index.js';
import type { Figure } from './figure.js';

/** Okabe and Ito's colours, told apart with any colour vision; their yellow is left out: too pale on white. */
export const palette = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#5C5C5C'] as const;

const ink = '#333333';
const grid = '#E6E6E6';

/** Numbers that a trace is drawn from. */
export type Numbers = readonly number[] | Float64Array | Int32Array;

/** One series. Where `y` holds names, values run along x; otherwise along y. */
export interface Series {
  readonly x: Numbers | readonly string[];
  readonly y: Numbers | readonly string[];
  /** Its name in the legend. */
  readonly name?: string;
  /** A colour of the palette for all of it, or one for each point. */
  readonly color?: string | readonly string[];
  /** The axes of its panel, where there are several: `x2`, `y2` … */
  readonly xaxis?: string;
  readonly yaxis?: string;
}

/** A figure in the house style; what the layout says goes before it. */
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

/** An axis with its title, the unit in it. */
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

/** An axis of counts, `0` to `1,000,000`, with `room` beyond the largest for the text at the end of its bar. */
export function countAxis(title: string, largest: number, room = 0): LayoutAxis {
  return axis(title, { range: [0, (1.05 + room) * Math.max(1, largest)], tickformat: ',', nticks: 5 });
}

/** Bars; `text` is written at their ends. */
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

/** Dots, with an interval `low … high` around each where it is given; one whose ends are NaN has none, and is an open dot. */
export function dots(series: Series & { readonly low?: Numbers; readonly high?: Numbers }): Data {
  const { low, high, color = palette[0] } = series;
  const values = (alongX(series) ? series.x : series.y) as Numbers;
  const isAbsent = Array.from(values, (_, i) => low !== undefined && Number.isNaN(low[i]));
  // An entry that is no number leaves the bar out; NaN would, but JSON makes null of it, which plotly draws as a bar of length zero.
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

/** What a caption says of intervals that are not there. */
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
