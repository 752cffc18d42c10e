import type { Figure } from '../figures/figure.js';
import { type FigureSize, renderFigure } from '../figures/render-figure.js';
import { type TableOptions, type TableRow, tableHtml } from './table-html.js';

/** A picture's pixels per CSS pixel: enough to read it, few enough to keep a notebook of many pictures small. */
const scale = 1.5;

/**
 * Shows a figure in a notebook as a still picture, which needs no script, with its caption below.
 * @throws Error outside a tslab kernel.
 */
export async function show(figure: Figure, size: Omit<FigureSize, 'scale'> = {}): Promise<void> {
  const { png } = await renderFigure(figure, { ...size, scale });
  const width = Math.round(png.readUInt32BE(16) / scale);
  const { default: jupyter } = await import('tslab/dist/jupyter.js');
  const { display } = await import('tslab');
  // tslab's own `display.png` cannot set the width.
  jupyter.lastWriteDisplayData(
    {
      data: { 'image/png': png.toString('base64'), 'text/plain': figure.caption },
      metadata: { 'image/png': { width } } as never,
      transient: {},
    },
    false,
  );
  display.markdown(`*${figure.caption}*`);
}

/**
 * Shows paragraphs of Markdown, written by the code from its figures.
 * @throws Error outside a tslab kernel.
 */
export async function showText(...paragraphs: readonly string[]): Promise<void> {
  const { display } = await import('tslab');
  display.markdown(paragraphs.join('\n\n'));
}

/**
 * Shows rows as a table in a notebook, through a danfo.js DataFrame.
 * @throws Error outside a tslab kernel.
 */
export async function showTable(rows: readonly TableRow[], options: TableOptions = {}): Promise<void> {
  const { display } = await import('tslab');
  display.html(await tableHtml(rows, options));
}
