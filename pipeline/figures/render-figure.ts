import { createHash } from 'node:crypto';
import { Resvg } from '@resvg/resvg-js';
import type { Figure } from './figure.js';
import { fontFile } from './font-metrics.js';
import { plotlyWindow } from './plotly-window.js';

/** Size in CSS pixels; `scale` is how many pixels of the PNG make one of them. */
export interface FigureSize {
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
}

export interface RenderedFigure {
  /** A standalone SVG; its ids are made of the figure's content, so that several figures can share a page. */
  readonly svg: string;
  readonly png: Buffer;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a figure without a browser, text measured and drawn in DejaVu Sans. Width and height default to the layout's,
 * then to 800 × 420; scale to 2. The same figure and size give the same bytes, in whatever order figures are drawn.
 */
export function renderFigure(figure: Figure, size: FigureSize = {}): Promise<RenderedFigure> {
  const rendered = last.then(() => render(figure, size));
  last = rendered.catch(() => undefined);
  return rendered;
}

async function render(figure: Figure, size: FigureSize): Promise<RenderedFigure> {
  const width = size.width ?? figure.layout.width ?? 800;
  const height = size.height ?? figure.layout.height ?? 420;
  const { data, layout } = figure;
  const json = JSON.stringify({ data, layout }, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as never) : value,
  );

  const window = plotlyWindow();
  window.seed(createHash('sha256').update(`${json}${width}×${height}`).digest().readInt32BE(0));
  const svg = await window.plotly.toImage(window.parse(json), { format: 'svg', imageDataOnly: true, width, height });
  const font = {
    loadSystemFonts: false,
    fontFiles: [fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')],
    defaultFontFamily: 'DejaVu Sans',
  };
  const image = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: size.scale ?? 2 } }).render();
  return { svg, png: image.asPng() };
}
