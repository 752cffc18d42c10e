import type { Figure } from '../figures/figure.js';
import { type FigureSize, renderFigure } from '../figures/render-figure.js';
import { type TableOptions, type TableRow, tableHtml } from './table-html.js';

/**
 * Shows a figure in a notebook as a still picture, so that it is there where no script runs, with its caption below.
 * @throws Error outside a tslab kernel.
 */
export async function show(figure: Figure, size: Omit<FigureSize, 'scale'> = {}): Promise<void> {
  const { png } = await renderFigure(figure, { ...size, scale: 2 });
  const width = png.readUInt32BE(16) / 2;
  const { default: jupyter } = await import('tslab/dist/jupyter.js');
  const { display } = await import('tslab');
  // tslab's own `display.png` cannot say how wide: the picture has two pixels for one, to be sharp.
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
 * Shows rows as a table in a notebook, through a danfo.js DataFrame.
 * @throws Error outside a tslab kernel.
 */
export async function showTable(rows: readonly TableRow[], options: TableOptions = {}): Promise<void> {
  const { display } = await import('tslab');
  display.html(await tableHtml(rows, options));
}
