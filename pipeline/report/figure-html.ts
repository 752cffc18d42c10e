import type { Figure } from '../figures/figure.js';
import { renderFigure } from '../figures/render-figure.js';
import { Html, html } from './html.js';

/** A figure, drawn into the page, with its caption. */
export async function figureHtml(figure: Figure): Promise<Html> {
  const { svg } = await renderFigure(figure);
  return html`<figure>${new Html(svg)}<figcaption>${figure.caption}</figcaption></figure>`;
}
