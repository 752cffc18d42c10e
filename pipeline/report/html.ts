import { pageStyle } from './page-style.js';

/** Text that is already HTML. */
export class Html {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

type Part = Html | string | number | readonly Part[];

/** A piece of HTML: inserted values are escaped unless they are {@link Html}; lists are joined. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, i) => text + (i < parts.length ? render(parts[i]!) : '')).join(''));
}

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  return escapeHtml(String(part));
}

/** Escapes text for HTML, attributes included. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** A self-contained page in the project's style, without scripts or requests. */
export function page(title: Part, body: Part): string {
  const whole = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(pageStyle)}</style>
</head>
<body><main>
${body}
</main></body>
</html>
`;
  return whole.text;
}

/**
 * A table. Cells after the first of a row are right-aligned, as numbers; in a table of kind `wrapped` they are text of several lines.
 * @param caption describes the rows and names the run.
 */
export function table(
  caption: string,
  head: readonly Part[],
  rows: readonly (readonly Part[])[],
  kind: '' | 'wrapped' = '',
): Html {
  return html`<div class="scroll ${kind}"><table>
<caption><span>${caption}</span></caption>
<thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>`;
}

/** A metric's name as a column header, which may break before `@` and between its words: `cartTo│Transaction│@10`. */
export const metricHead = (name: string): Html => new Html(render(name).replace(/(?=[@A-Z])/g, '<wbr>'));

/** A cell with a figure and its interval; the interval may wrap below the figure if there is little room. */
export const figureCell = (shown: string): Html => html`<span class="figure">${shown}</span>`;
