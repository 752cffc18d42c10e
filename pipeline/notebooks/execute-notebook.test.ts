import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quiet, type Reporter } from '../../data/index.js';
import { root } from '../engine/root.js';
import { build } from './build.js';
import { executeNotebook } from './execute-notebook.js';
import { joined, type Notebook, type Output, readNotebook } from './notebook.js';
import { renderNotebooks } from './render-notebooks.js';

const folder = mkdtempSync(join(tmpdir(), 'notebooks-'));
beforeAll(() => build());
afterAll(() => rmSync(folder, { recursive: true }));

const built = (module: string) => `'${root}/dist/${module}.js'`;

/** Writes a notebook of code cells, the first of them below a heading; gives its path. */
function write(name: string, ...cells: string[]): string {
  const file = join(folder, `${name}.ipynb`);
  const markdown = {
    cell_type: 'markdown',
    metadata: {},
    source: ['# A title\n', 'with [a link](https://example.org)'],
  };
  const code = cells.map((source) => ({ cell_type: 'code', metadata: {}, execution_count: null, outputs: [], source }));
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [markdown, ...code] }));
  return file;
}

const codeCells = ({ cells }: Notebook) => cells.filter((cell) => cell.cell_type === 'code');
const outputsOf = (notebook: Notebook) => codeCells(notebook).map((cell) => cell.outputs);

describe('executeNotebook', () => {
  it('keeps what cells print, show and leave as their last value, and the order they ran in', async () => {
    const file = write(
      'shows',
      `import { display, newDisplay } from 'tslab';\nconsole.log('one\\ntwo');\nconsole.error('careful');`,
      `const half: number = 1 / 2;\nhalf`,
      `display.html('<b>bold</b>'); display.png(Uint8Array.of(1, 2, 3)); display.raw('text/csv', 'a,b');`,
      `const bar = newDisplay(); bar.text('50 %'); await Promise.resolve(); bar.text('100 %');`,
    );
    const display = (type: string, value: string) => ({ output_type: 'display_data', data: { [type]: value } });
    const executed = await executeNotebook(file);
    expect(outputsOf(executed)).toMatchObject([
      [
        { output_type: 'stream', name: 'stdout', text: ['one\n', 'two\n'] },
        { output_type: 'stream', name: 'stderr', text: ['careful\n'] },
      ],
      [{ output_type: 'stream', name: 'stdout', text: ['0.5\n'] }],
      [display('text/html', '<b>bold</b>'), display('image/png', 'AQID'), display('text/csv', 'a,b')],
      [display('text/plain', '100 %')],
    ]);
    expect(codeCells(executed).map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4]);
  });

  it('takes shorthand properties and assignments of earlier cells’ variables at their word', async () => {
    const file = write(
      'earlier',
      `const data = 'shop'; let runs = 1;`,
      `const settings = { data, nested: { data } }; runs = 2;`,
      `console.log(JSON.stringify({ settings, runs }));`,
    );
    expect(outputsOf(await executeNotebook(file))[2]).toMatchObject([
      { text: ['{"settings":{"data":"shop","nested":{"data":"shop"}},"runs":2}\n'] },
    ]);
  });

  it('imports what is built, with its types, in a state of its own', async () => {
    const file = write(
      'imports',
      `import { Vocabulary } from ${built('data/index')};
       const { vocabulary } = Vocabulary.encode(Int32Array.of(7, 9, 7));
       const size: number = vocabulary.size;
       console.log(size, process.env.SAID, process.env.LEFT);
       void (process.env.LEFT = 'behind');`,
    );
    for (let time = 0; time < 2; time++)
      expect(outputsOf(await executeNotebook(file, { env: { SAID: 'so' } }))).toMatchObject([
        [{ text: ['2 so undefined\n'] }],
      ]);
  });

  it('shows a warning of a quiet reporter below the cell', async () => {
    const file = write(
      'warned',
      `import { quiet } from ${built('data/index')};\nquiet.say('ingest', 'no clock', 'warning');`,
    );
    expect(outputsOf(await executeNotebook(file))).toEqual([
      [{ output_type: 'stream', name: 'stderr', text: ['ingest: warning: no clock\n'] }],
    ]);
  });

  it('shows figures as pictures and rows as tables', async () => {
    const file = write(
      'figure',
      `import { funnelFigure, show, showTable } from ${built('pipeline/index')};
       await show(funnelFigure([{ kind: 'view', events: 0, visitors: 0 }]), { width: 400, height: 200 });
       await showTable([{ model: 'popular', queries: 1234, ndcg: 0.5 }]);`,
    );
    const caption = 'There are no events to show.';
    const [[picture, below, table]] = outputsOf(await executeNotebook(file)) as [[Output, Output, Output]];
    expect(picture).toMatchObject({ data: { 'text/plain': caption }, metadata: { 'image/png': { width: 400 } } });
    expect(below).toMatchObject({ data: { 'text/markdown': `*${caption}*` } });
    expect(table).toMatchObject({ data: { 'text/html': expect.stringContaining('<td align="right">1,234</td>') } });
  });
});

describe('a notebook that fails', () => {
  const fails = (file: string) => renderNotebooks({ folder, only: [file], inPlace: true });

  it('tells the cell and the real error, and leaves every file as it was', async () => {
    const file = write(
      'throws',
      `const x = 1;`,
      `function load() { throw new RangeError('no such shop: ' + x); }\nload();`,
    );
    const before = readFileSync(file);
    await expect(fails('throws')).rejects.toThrow(
      /throws\.ipynb: code cell 2 failed\nRangeError: no such shop: 1\n.*load/,
    );
    expect(readFileSync(file)).toEqual(before);
    await expect(readNotebook(join(folder, 'rendered/throws.ipynb'))).rejects.toThrow('cannot be read');
  });

  it('tells what does not compile, and where', async () => {
    write('types', `import { eventKinds } from ${built('data/index')};\nconst n: number = eventKinds[0];`);
    await expect(fails('types')).rejects.toThrow(
      /code cell 1 failed\n.*2:7 - Type 'string' is not assignable to type 'number'/,
    );
  });

  it('tells of a rejection that nothing awaits, during a cell or between two', async () => {
    write('floating', `void Promise.reject(new RangeError('adrift'));\nawait new Promise(() => {});`);
    await expect(fails('floating')).rejects.toThrow(/code cell 1 failed\nRangeError: adrift/);
    write(
      'later',
      `setImmediate(() => setImmediate(() => setImmediate(() => void Promise.reject(new RangeError('adrift')))));`,
      `await new Promise((over) => setTimeout(over, 200));`,
    );
    await expect(fails('later')).rejects.toThrow(
      /code cell 2 failed\n(left behind by an earlier cell: )?RangeError: adrift/,
    );
  });

  it('tells when its process ends', async () => {
    write('ends', `process.exit(3);`);
    await expect(fails('ends')).rejects.toThrow(/ended \(code 3\)/);
  });

  it('must be a notebook, one that is there', async () => {
    writeFileSync(join(folder, 'text.ipynb'), 'text');
    await expect(fails('text')).rejects.toThrow('text.ipynb: not a notebook');
    await expect(fails('typs')).rejects.toThrow(/there is no notebook "typs"\n.*did you mean "types"/);
  });
});

describe('renderNotebooks', () => {
  it('writes the executed notebook and a page that asks for nothing from elsewhere', async () => {
    const file = write(
      'page',
      `import { display } from 'tslab';\ndisplay.png(Uint8Array.of(1)); console.log('<b> & done');`,
    );
    const said: string[] = [];
    const reporter: Reporter = { ...quiet, say: (about, text) => said.push(`${about}: ${text}`) };
    await renderNotebooks({ folder, only: ['page'], inPlace: true, reporter });
    expect(said).toEqual([expect.stringMatching(/^page: .* s, .*page\.html$/)]);
    const html = readFileSync(join(folder, 'rendered/page.html'), 'utf8');
    expect(html).toContain('<title>A title</title>');
    expect(html).toContain('<img src="data:image/png;base64,AQ==" alt="">');
    expect(html).toContain('&lt;b&gt; &amp; done');
    expect(html).not.toMatch(/<script|<link|@import|url\(|src="(?!data:)/);
    expect(readFileSync(file)).toEqual(readFileSync(join(folder, 'rendered/page.ipynb')));
    const [, code] = (await readNotebook(file)).cells;
    expect(code).toMatchObject({ execution_count: 1, outputs: [{}, { text: ['<b> & done\n'] }] });
    expect(joined(code!.source)).toContain('display.png');
  });
});
