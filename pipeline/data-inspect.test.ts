import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDataset, type Mapping, readMapping } from '../data/index.js';
import { folderOf } from '../testing/folder-of.js';
import { readJson, runPipelineCommand } from '../testing/pipeline-run.js';
import { root } from './engine/root.js';

const words = ['click', 'click', 'click', 'basket', 'buy', 'scroll'];
const log = `kunde;artikel;zeit;was;preis\n${Array.from({ length: 120 }, (_, i) => {
  const day = String(1 + (i % 28)).padStart(2, '0');
  return `k${i % 7};${i % 11};${day}.03.2024 10:00;${words[i % 6]};${i % 9},50\n`;
}).join('')}`;

const inspect = (...args: string[]) => runPipelineCommand(args, 'pipeline/data-inspect.ts');

describe('npm run data:inspect', () => {
  it('shows columns, words, five rows, counts, the funnel and its doubts, and writes a mapping that reads the log', async () => {
    const folder = await folderOf({ 'shop/log.csv': log });
    const [data, out] = [join(folder, 'shop'), join(folder, 'shop.json')];
    const { code, out: text, error } = await inspect('--data', data, '--out', out);
    expect(error).toBe('');
    expect(code).toBe(0);
    expect(text).toMatch(/log\.csv {2}table of text, semicolons, \d kB/);
    expect(text).toMatch(/visitor +kunde +7 distinct +k0 · k1 · k2/);
    expect(text).toMatch(/time +zeit +28 distinct, d\.M\.yyyy H:mm, 2024-03-01 10:00 – 2024-03-28 10:00/);
    expect(text).toMatch(/view +click +60\n +addtocart +basket +20\n +transaction +buy +20\n +ignore +scroll +20/);
    expect(text).toMatch(/the first rows\n +k0 +0 +01\.03\.2024 10:00 +click/);
    expect(text).toMatch(/100 events, 7 visitors, 11 items, 2024-03-01 10:00 – 2024-03-28 10:00/);
    expect(text).toMatch(
      /Funnel\n {2}view +█{32} {2}7 visitors, 60 events, worth \d+\n {2}addtocart +█+ +7 visitors, 20 events/,
    );
    expect(text).toMatch(/Doubts\n {2}• times in "zeit" name no zone[^\n]*\n\n/);
    expect(text).toContain(`next: look at ${out}, then npm run pipeline -- --data ${data} --mapping ${out}`);

    const { $schema } = await readJson<{ $schema: string }>(out);
    expect(resolve(dirname(out), $schema)).toBe(join(root, 'docs', 'mapping.schema.json'));
    expect((await loadDataset(data, { mapping: await readMapping(out) })).log.time.length).toBe(100);
  });

  it('ends with an error where a word must be given a meaning, which the mapping that it writes leaves out', async () => {
    const folder = await folderOf({ 'shop/log.csv': log.replaceAll('scroll', 'newsletter') });
    const out = join(folder, 'shop.json');
    const { code, out: text, error } = await inspect('--data', join(folder, 'shop'), '--out', out);
    expect(code).toBe(1);
    expect(text).toMatch(/\? +newsletter +20/);
    expect(text).toMatch(/The log that comes of it, without the words that have no meaning yet\n {2}100 events/);
    expect(text).toMatch(
      /To settle first\n {2}• 1 word in "was" has no known meaning: [^\n]*\n {6}"newsletter" \(20 rows\)\n/,
    );
    expect(error).toContain('shop.json: the mapping is not complete: 1 point to settle first, listed above');
    const { sources } = await readJson<Mapping>(out);
    expect(sources[0]!.events).toEqual({ click: 'view', basket: 'addtocart', buy: 'transaction' });
    await expect(loadDataset(join(folder, 'shop'), { mapping: await readMapping(out) })).rejects.toThrow(
      'is no kind of event ("newsletter")',
    );
  });

  it('says once what holds for many files', async () => {
    const files = Array.from({ length: 9 }, (_, day) => [
      `d${day}/log.csv`,
      `${log.replaceAll(';', ',').replaceAll(',50', '')}`,
    ]);
    const { out } = await inspect('--data', await folderOf(Object.fromEntries(files)));
    expect(out.match(/times that name no zone are read as UTC/g)).toHaveLength(1);
    expect(out).toContain('  9 files such as d0/log.csv: times that name no zone are read as UTC');
  });

  it('names files that seem to be tables with what makes one of them, and ends with an error', async () => {
    const folder = await folderOf({ 'log.csv': log, 'may.csv': `sep=;\n${log}` });
    const { code, out } = await inspect('--data', folder);
    expect(out).toContain(
      '• may.csv begins with the line sep=;, which Excel adds. To read it, delete that line: sed -i 1d may.csv',
    );
    expect(code).toBe(1);
  });

  it('prints the mapping where no file is named', async () => {
    const { code, out } = await inspect('--data', await folderOf({ 'log.csv': log }));
    expect(code).toBe(0);
    expect(JSON.parse(out.slice(out.indexOf('\n{\n'), out.indexOf('\nnext:'))).sources[0].columns.visitor).toBe(
      'kunde',
    );
  });

  it('leaves a file that is there as it is, unless told to replace it', async () => {
    const folder = await folderOf({ 'shop/log.csv': log, 'shop.json': 'mine' });
    const args = ['--data', join(folder, 'shop'), '--out', join(folder, 'shop.json')];
    const { code, error } = await inspect(...args);
    expect(code).toBe(1);
    expect(error).toContain('shop.json: is there already\n  expected: another --out, or --force to replace it');
    expect(await readFile(join(folder, 'shop.json'), 'utf8')).toBe('mine');
    expect((await inspect(...args, '--force')).code).toBe(0);
    expect(await readFile(join(folder, 'shop.json'), 'utf8')).toContain('"sources"');
  });

  it('tells of rows that would be set aside, and of files that are no tables', async () => {
    const folder = await folderOf({
      'log.csv': `${log}${'k1;;01.03.2024 10:00;click;1,50\n'.repeat(5)}`,
      'logo.csv': '\0\0',
    });
    const { code, out } = await inspect('--data', folder);
    expect(code).toBe(1);
    expect(out).toMatch(/Left out\n {2}logo\.csv is no text/);
    expect(out).toMatch(
      /5 rows of 125 \(4 %\) would be set aside, more than the 1 % of a file at which a run stops\. .* --max-rejects 0\.05\n +5 such as log\.csv, line 122: artikel is empty/,
    );
  });

  it('says of a known layout that it needs none, with its counts', async () => {
    const events =
      'timestamp,visitorid,event,itemid,transactionid\n1433221332117,1,view,5,\n1433221332118,1,addtocart,5,\n';
    const folder = await folderOf({ 'events.csv': events });
    const { out, code } = await inspect('--data', folder);
    expect(out).toMatch(/retailrocket: it is read without a mapping\.[\s\S]*2 events, 1 visitor, 1 item/);
    expect(out).toContain(`next: npm run pipeline -- --data ${folder}\n`);
    expect(code).toBe(0);
  });

  it('writes nothing where nothing can be proposed, and says why', async () => {
    const folder = await folderOf({ 'shop/a.csv': 'user,item\n1,2\n3,4\n' });
    const out = join(folder, 'shop.json');
    const { code, out: text, error } = await inspect('--data', join(folder, 'shop'), '--out', out);
    expect(text).toContain('• left out, as no column could be the time');
    expect(error).toMatch(/shop: no mapping can be proposed\n {2}expected: files with columns for the item, the time/);
    expect(code).toBe(1);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses a folder that is not there, one without files, and a run without --data', async () => {
    const folder = await folderOf({});
    expect((await inspect('--data', join(folder, 'x'))).error).toContain('x: there is no such folder');
    expect((await inspect('--data', folder)).error).toContain('holds no file');
    expect((await inspect()).error).toContain('--data is missing');
    expect((await inspect('--help')).out).toContain('Usage: npm run data:inspect -- --data DIR');
  });
});
