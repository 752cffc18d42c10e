import { Marked } from 'marked';
import { highlight } from './highlight.js';
import { type Cell, joined, type Notebook, type Output } from './notebook.js';
import { pageStyle } from '../page-style.js';
import { escapeHtml } from './table-html.js';

interface Heading {
  readonly level: number;
  readonly id: string;
  readonly html: string;
}

/** An executed notebook as one HTML page that needs nothing else: no script, no request, to be read offline or printed. */
export function notebookPage(notebook: Notebook, name: string): string {
  const headings: Heading[] = [];
  const marked = markdown(headings);
  const body = notebook.cells.map((cell) => cellHtml(cell, marked)).join('\n');
  const title = headings.find(({ level }) => level === 1);
  const contents = headings.filter(({ level }) => level === 2);
  const list = contents.map(({ id, html }) => `<li><a href="#${id}">${html}</a></li>`).join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title ? title.html.replace(/<[^>]*>/g, '') : escapeHtml(name)}</title>
<style>${pageStyle}</style>
</head>
<body>
${contents.length > 1 ? `<nav><ol>${list}</ol></nav>` : ''}
<main>
${body}
</main>
</body>
</html>
`;
}

/** Markdown whose headings get anchors and are noted down for the list of contents. */
function markdown(headings: Heading[]): Marked {
  return new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const html = this.parser.parseInline(tokens);
        const id = anchor(text, headings);
        headings.push({ level: depth, id, html });
        return `<h${depth} id="${id}">${html}</h${depth}>\n`;
      },
    },
  });
}

/** `What cleaning removed` gives `what-cleaning-removed`, a second one `what-cleaning-removed-2`. */
function anchor(text: string, headings: readonly Heading[]): string {
  const word = text
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-|-$/g, '');
  const same = headings.filter(({ id }) => id === word || id.replace(/-\d+$/, '') === word).length;
  return same === 0 ? word : `${word}-${same + 1}`;
}

function cellHtml(cell: Cell, marked: Marked): string {
  if (cell.cell_type === 'markdown') return `<section>${marked.parse(joined(cell.source)) as string}</section>`;
  if (cell.cell_type !== 'code') return '';
  const code = `<pre class="code"><code>${highlight(joined(cell.source))}</code></pre>`;
  const outputs = cell.outputs.map((output) => `<div class="output">${outputHtml(output, marked)}</div>`);
  return `<section>${code}\n${outputs.join('\n')}</section>`;
}

/** The richest of an output's forms that a page without scripts can show. */
function outputHtml(output: Output, marked: Marked): string {
  if (output.output_type === 'stream') return `<pre class="${output.name}">${escapeHtml(joined(output.text))}</pre>`;
  const { data, metadata } = output;
  const form = (type: string) => (data[type] === undefined ? undefined : joined(data[type]));
  const plain = form('text/plain') ?? '';
  const html = form('text/html') ?? form('image/svg+xml');
  if (html !== undefined) return html;
  for (const type of ['image/png', 'image/jpeg', 'image/gif']) {
    const image = form(type);
    if (image === undefined) continue;
    const width = (metadata[type] as { width?: number } | undefined)?.width;
    const size = width === undefined ? '' : ` width="${width}"`;
    return `<img src="data:${type};base64,${image.replace(/\s/g, '')}" alt="${escapeHtml(plain)}"${size}>`;
  }
  const text = form('text/markdown');
  if (text !== undefined) return marked.parse(text) as string;
  return plain && `<pre>${escapeHtml(plain)}</pre>`;
}
