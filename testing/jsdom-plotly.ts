import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';
import { seededRandom } from '../data/index.js';
import type { PlotlyWindow } from '../pipeline/figures/plotly-window.js';
import { type Box, clientBox, contentBox, textWidth } from '../pipeline/figures/text-layout.js';

/** Plotly in jsdom's complete DOM with stylesheets, to hold the document that figures are drawn in against. */
export function jsdomPlotly(): PlotlyWindow {
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only' });
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
  window.eval(readFileSync(createRequire(import.meta.url).resolve('plotly.js-dist-min'), 'utf8'));
  return {
    draw: (json, seed, width, height) => {
      const random = seededRandom(seed);
      window.Math.random = () => random.float();
      const options = { format: 'svg', imageDataOnly: true, width, height };
      // Parsed in the document's own realm: plotly takes objects of others for something else than plain records.
      return window.moduleName.toImage(window.JSON.parse(json), options);
    },
  };
}
