import { codeVersions } from '../engine/code-version.js';
import { remembered } from '../engine/memo.js';
import type { Draw } from './figure-html.js';

/** Draws figures as SVG, each once: the cache keeps what it drew, so that what has not changed needs no plotly. */
export const drawInto =
  (cache: string): Draw =>
  async ({ data, layout }) => {
    const [version] = await codeVersions(['pipeline/figures/render-figure.ts']);
    return remembered(cache, 'figure', [version, data, layout], async () => {
      const { drawFigure } = await import('../figures/render-figure.js');
      return drawFigure({ data, layout });
    });
  };
