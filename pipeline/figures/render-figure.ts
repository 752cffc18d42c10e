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
export async function renderFigure(figure: Figure, size: FigureSize = {}): Promise<RenderedFigure> {
  const svg = await drawFigure(figure, size);
  const font = {
    loadSystemFonts: false,
    fontFiles: [fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')],
    defaultFontFamily: 'DejaVu Sans',
  };
  const image = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: size.scale ?? 2 } }).render();
  return { svg, png: image.asPng() };
}

/** Draws a figure as {@link renderFigure} does, as an SVG alone: for pages, which need no pixels. */
export function drawFigure(figure: Pick<Figure, 'data' | 'layout'>, size: FigureSize = {}): Promise<string> {
  const drawn = last.then(() => draw(figure, size));
  last = drawn.catch(() => undefined);
  return drawn;
}

async function draw({ data, layout }: Pick<Figure, 'data' | 'layout'>, size: FigureSize): Promise<string> {
  const width = size.width ?? layout.width ?? 800;
  const height = size.height ?? layout.height ?? 420;
  const json = JSON.stringify({ data, layout }, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as never) : value,
  );

  const window = plotlyWindow();
  window.seed(createHash('sha256').update(`${json}${width}×${height}`).digest().readInt32BE(0));
  return window.plotly.toImage(window.parse(json), { format: 'svg', imageDataOnly: true, width, height });
}
