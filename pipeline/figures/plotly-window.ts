import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { type Random, seededRandom } from '../../data/index.js';
import { drawingWindow } from './document/drawing-window.js';

/** The part of plotly in use: its SVG export. */
interface Plotly {
  toImage(
    figure: unknown,
    options: { format: 'svg'; imageDataOnly: true; width: number; height: number },
  ): Promise<string>;
}

/** Plotly in a document without a browser. */
export interface PlotlyWindow {
  /**
   * Draws a figure as a standalone SVG.
   * @param json the figure's data and layout.
   * @param seed of the document's random draws, from which ids are made.
   */
  draw(json: string, seed: number, width: number, height: number): Promise<string>;
}

let started: PlotlyWindow | undefined;

/** Starts plotly on the first call (a quarter of a second); later calls return the same instance. */
export function plotlyWindow(): PlotlyWindow {
  started ??= start();
  return started;
}

function start(): PlotlyWindow {
  let random: Random = seededRandom(0);
  const window = drawingWindow();
  window.Math.random = () => random.float();
  const file = createRequire(import.meta.url).resolve('plotly.js-basic-dist-min');
  // The window's properties are the script's globals; as parameters they are resolved faster than in a context.
  const names = Object.keys(window) as (keyof typeof window)[];
  const load = compileFunction(readFileSync(file, 'utf8'), names, { filename: file });
  load.apply(
    window,
    names.map((name) => window[name]),
  );
  const { moduleName: plotly } = window as unknown as { moduleName: Plotly };
  return {
    draw: (json, seed, width, height) => {
      random = seededRandom(seed);
      return plotly.toImage(JSON.parse(json), { format: 'svg', imageDataOnly: true, width, height });
    },
  };
}
