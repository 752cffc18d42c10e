import { codeVersions } from '../engine/code-version.js';
import { remembered } from '../engine/memo.js';
import type { Draw } from './figure-html.js';

/** Draws figures as SVG, each once: drawings are cached, so that an unchanged figure does not need plotly. */
export const drawInto =
  (cache: string): Draw =>
  async ({ data, layout }) => {
    const [version] = await codeVersions(['pipeline/figures/render-figure.ts']);
    return remembered(cache, 'figure', [version, data, layout], async () => {
      const { renderFigure } = await import('../figures/render-figure.js');
      return (await renderFigure({ data, layout, caption: '' })).svg;
    });
  };
