import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DOMWindow } from 'jsdom';
import { type Random, seededRandom } from '../../data/index.js';
import { type Box, clientBox, contentBox, textWidth } from './text-layout.js';

/** What is used of plotly: its SVG export. */
interface Plotly {
  toImage(
    figure: unknown,
    options: { format: 'svg'; imageDataOnly: true; width: number; height: number },
  ): Promise<string>;
}

/** Plotly in a document without a browser. */
export interface PlotlyWindow {
  readonly plotly: Plotly;
  /** Parses JSON to objects of the document's own realm: plotly takes others for something else than plain records. */
  parse(json: string): unknown;
  /** Restarts the document's random draws, which ids are made of. */
  seed(value: number): void;
}

let started: PlotlyWindow | undefined;

/** Starts the document on the first call (about a second) and gives the same one ever after. */
export function plotlyWindow(): PlotlyWindow {
  started ??= start();
  return started;
}

function start(): PlotlyWindow {
  const load = createRequire(import.meta.url);
  // Loaded on first use: half a second that commands which draw nothing need not wait.
  const { JSDOM } = load('jsdom') as typeof import('jsdom');
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only' });
  let random: Random = seededRandom(0);
  fillGaps(window);
  window.eval(readFileSync(load.resolve('plotly.js-dist-min'), 'utf8'));
  window.Math.random = () => random.float();
  return {
    plotly: window.moduleName as Plotly,
    parse: (json) => window.JSON.parse(json),
    seed: (value) => {
      random = seededRandom(value);
    },
  };
}

/** Gives the document what plotly needs and jsdom lacks: text measurement, and names that it looks up as it loads. */
function fillGaps(window: DOMWindow): void {
  const rectangle = ({ left, top, right, bottom }: Box) => ({
    ...{ left, top, right, bottom, x: left, y: top },
    ...{ width: right - left, height: bottom - top },
  });
  Object.assign(window.SVGElement.prototype, {
    getBoundingClientRect(this: Element) {
      return rectangle(clientBox(this));
    },
    getBBox(this: Element) {
      return rectangle(contentBox(this) ?? { left: 0, top: 0, right: 0, bottom: 0 });
    },
    getComputedTextLength(this: Element) {
      return textWidth(this);
    },
  });
  window.HTMLCanvasElement.prototype.getContext = () => null;
  Object.assign(window, { TextDecoder, TextEncoder });
  Object.assign(window.URL, { createObjectURL: () => '', revokeObjectURL: () => {} });
}
