import type { Figure } from '../figures/figure.js';
import { Html, html } from './html.js';

/** Draws a figure as SVG. */
export type Draw = (figure: Figure) => Promise<string>;

/** A figure with its caption, as HTML with inline SVG. */
export async function figureHtml(figure: Figure, draw: Draw): Promise<Html> {
  return html`<figure><div class="scroll">${new Html(await draw(figure))}</div><figcaption>${figure.caption}</figcaption></figure>`;
}
