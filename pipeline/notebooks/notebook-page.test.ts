import { describe, expect, it } from 'vitest';
import { highlight } from './highlight.js';
import type { Cell } from './notebook.js';
import { notebookPage } from './notebook-page.js';

const page = (...cells: Cell[]) => notebookPage({ nbformat: 4, metadata: {}, cells }, 'name');
const markdown = (source: string): Cell => ({ cell_type: 'markdown', source });
const showing = (data: Record<string, string>): Cell => ({
  ...{ cell_type: 'code', source: 'show()', execution_count: 1 },
  outputs: [{ output_type: 'display_data', data, metadata: { 'image/png': { width: 400 } } }],
});

describe('notebookPage', () => {
  it('is named after the first heading, and gives headings the anchors that Jupyter gives them', () => {
    const html = page(markdown('# All *of* it\n[tail](#The-long-tail)'), markdown('## The long tail'));
    expect(html).toContain('<title>All of it</title>');
    expect(html).toContain('<a href="#The-long-tail">tail</a>');
    expect(html).toContain('<h2 id="The-long-tail">');
  });

  it('shows the richest form of an output that needs no script', () => {
    expect(page(showing({ 'text/plain': 'a < b', 'text/html': '<b>bold</b>' }))).toContain(
      '<div class="output"><b>bold</b></div>',
    );
    expect(page(showing({ 'text/plain': 'say "so"', 'image/png': 'AQ\n==' }))).toContain(
      '<img src="data:image/png;base64,AQ==" alt="say &quot;so&quot;" width="400">',
    );
    expect(page(showing({ 'text/markdown': '*so*' }))).toContain('<em>so</em>');
    expect(page(showing({ 'text/plain': 'a < b' }))).toContain('<pre>a &lt; b</pre>');
  });
});

describe('highlight', () => {
  it('marks what is what and changes no text', () => {
    const code = `// the \`best\`\nconst best = await top(10, "it's <b>");`;
    const html = highlight(code);
    expect(html).toBe(
      '<span class="comment">// the `best`</span>\n<span class="keyword">const</span> best = ' +
        '<span class="keyword">await</span> <span class="call">top</span>(<span class="number">10</span>, ' +
        '<span class="string">&quot;it\'s &lt;b&gt;&quot;</span>);',
    );
  });
});
