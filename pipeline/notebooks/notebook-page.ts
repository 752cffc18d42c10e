import { Marked } from 'marked';
import { escapeHtml, Html, page } from '../report/html.js';
import { highlight } from './highlight.js';
import { type Cell, joined, type Notebook, type Output } from './notebook.js';

/** An executed notebook as one self-contained HTML page, without scripts or requests, to be read offline or printed. */
export function notebookPage(notebook: Notebook, name: string): string {
  const marked = markdown();
  const body = notebook.cells.map((cell) => cellHtml(cell, marked)).join('\n');
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(body)?.[1]?.replace(/<[^>]*>/g, '') ?? escapeHtml(name);
  return page(new Html(title), new Html(body));
}

/** Renders Markdown with Jupyter's anchors on headings, so that a notebook's list of contents works in both. */
function markdown(): Marked {
  return new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        const id = escapeHtml(text.replaceAll(' ', '-'));
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
    },
  });
}

function cellHtml(cell: Cell, marked: Marked): string {
  if (cell.cell_type === 'markdown') return `<section>${marked.parse(joined(cell.source)) as string}</section>`;
  if (cell.cell_type !== 'code') return '';
  const code = `<pre class="code"><code>${highlight(joined(cell.source))}</code></pre>`;
  const outputs = cell.outputs.map((output) => `<div class="output">${outputHtml(output, marked)}</div>`);
  return `<section>${code}\n${outputs.join('\n')}</section>`;
}

/** The richest form of an output that a page without scripts can show. */
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
