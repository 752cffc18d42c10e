import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Figure } from './figure.js';
import { fontFile } from './font-metrics.js';
import { type PlotlyWindow, plotlyWindow } from './plotly-window.js';

/** Size in CSS pixels; `scale` is the PNG's pixels per CSS pixel. */
export interface FigureSize {
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
}

export interface RenderedFigure {
  /** A standalone SVG; its ids are derived from the figure's content, so that several figures can share a page. */
  readonly svg: string;
  /** Rendered on first access. */
  readonly png: Buffer;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a figure without a browser; text is measured and drawn in DejaVu Sans. Width and height default to the layout's,
 * then to 800 × 420; scale to 2. The same figure and size give the same bytes, whatever the order in which figures are drawn.
 */
export function renderFigure(figure: Figure, size: FigureSize = {}): Promise<RenderedFigure> {
  const rendered = last.then(() => render(figure, size));
  last = rendered.catch(() => undefined);
  return rendered;
}

async function render(figure: Figure, size: FigureSize): Promise<RenderedFigure> {
  const svg = await drawFigure(plotlyWindow(), figure, size);
  let png: Buffer | undefined;
  return {
    svg,
    get png() {
      png ??= rasterize(svg, size.scale ?? 2);
      return png;
    },
  };
}

/** The figure's SVG, drawn in the given window. */
export function drawFigure(window: PlotlyWindow, figure: Figure, size: FigureSize = {}): Promise<string> {
  const width = size.width ?? figure.layout.width ?? 800;
  const height = size.height ?? figure.layout.height ?? 420;
  const { data, layout } = figure;
  const json = JSON.stringify({ data, layout }, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as never) : value,
  );
  const seed = createHash('sha256').update(`${json}${width}×${height}`).digest().readInt32BE(0);
  return window.draw(json, seed, width, height);
}

function rasterize(svg: string, scale: number): Buffer {
  // Loaded on first use: a report needs only the SVG.
  const { Resvg } = createRequire(import.meta.url)('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  const font = {
    loadSystemFonts: false,
    fontFiles: [fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')],
    defaultFontFamily: 'DejaVu Sans',
  };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng();
}
