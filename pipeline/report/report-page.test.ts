import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastingFolder, readJson } from '../../testing/pipeline-run.js';
import type { Comparisons } from '../leaderboard/comparisons-file.js';
import { runPipeline } from '../study/run-pipeline.js';

describe('a run’s report', () => {
  let scratch: string;
  let text: string;
  let page: Document;
  const textOf = (selector: string) => Array.from(page.querySelectorAll(selector), ({ textContent }) => textContent);

  beforeAll(async () => {
    scratch = await lastingFolder();
    const models = ['random', 'popular', 'session-popular'];
    await runPipeline({
      events: 20_000,
      protocol: 'funnel',
      models,
      cache: join(scratch, 'cache'),
      out: join(scratch, 'run'),
    });
    text = await readFile(join(scratch, 'run', 'report.html'), 'utf8');
    page = new JSDOM(text).window.document;
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  it('opens with what the paired comparisons say, as comparisons.json has it', async () => {
    const { verdicts, rows } = await readJson<Comparisons>(scratch, 'run', 'comparisons.json');
    expect(textOf('.lead')).toEqual(verdicts);
    expect(verdicts[0]).toContain('hitRate@10');
    expect(verdicts[1]).toContain('By mrr@10');
    expect(rows.filter(({ difference }) => difference)).toHaveLength(4);
  });

  it('says above every table what it is, of which data set and protocol where it shows figures', () => {
    const tables = Array.from(page.querySelectorAll('table'), (table) => ({
      caption: table.caption?.textContent ?? '',
      hasModels: table.tHead!.textContent!.startsWith('model'),
    }));
    expect(tables.length).toBeGreaterThan(10);
    for (const { caption, hasModels } of tables) expect(caption).toMatch(hasModels ? /: generated.*, P-funnel$/ : /./);
  });

  it('explains its metrics, and how ties are ranked where files are explained', () => {
    const used = new Set(textOf('th').flatMap((head) => /^([a-zA-Z]+)@\d+$/.exec(head!)?.[1] ?? []));
    expect(used.size).toBeGreaterThan(8);
    for (const metric of used) expect(textOf('td:first-child')).toContain(metric);
    expect(page.querySelector('#files + p')!.textContent).toContain('Ties: the rank of a target counts behind all');
  });

  it('needs nothing but itself: no script, nothing fetched, nothing linked', () => {
    expect(page.querySelectorAll('script, link, iframe, [src], a[href^="http"]')).toHaveLength(0);
    expect(text).not.toMatch(/url\(\s*['"]?https?:/);
  });
});
