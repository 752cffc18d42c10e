import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../testing/folder-of.js';
import { runPipelineCommand, scratchFolder } from '../testing/pipeline-run.js';
import { sharedData } from '../testing/shared-data.js';

/** Runs the pipeline on a log that may span hours, and returns its report's text without markup. */
async function reportOf(data: string, protocol: string): Promise<string> {
  const folder = await scratchFolder();
  const config = join(
    await folderOf({ 'shares.json': '{ "split": { "kind": "shares", "validation": 0.15, "test": 0.2 } }' }),
    'shares.json',
  );
  const out = join(folder, 'run');
  const { code, error } = await runPipelineCommand([
    ...['--data', data, '--protocol', protocol, '--models', 'popular,item-knn,markov,v-sknn,als'],
    ...['--config', config, '--cache', join(folder, 'cache'), '--out', out],
  ]);
  expect(code, error).toBe(0);
  const html = (await readFile(join(out, 'report.html'), 'utf8')).replace(/<(script|style)\b.*?<\/\1>/gs, '');
  return html.replace(/<[^>]+>/g, '').replaceAll('\u00a0', ' ');
}

const rees46 = sharedData('rees46-sample');
describe.skipIf(!rees46)(`REES46’s first hours${rees46 ? '' : ' (skipped: the data is not here)'}`, () => {
  it.each(['next', 'funnel'])('come to a report with money to the cent (P-%s)', async (protocol) => {
    const report = await reportOf(rees46!, protocol);
    expect(report).toContain('Layout rees46; 1 file');
    expect(report).toContain('The revenue is 59,442.63 from 214 purchases in 200 orders (the purchases of one session');
    expect(report).toContain('from 2019-10-01 00:00 to 2019-10-01 02:');
    expect(report).toContain('bootstrap over visitors');
    expect(report).not.toMatch(/retail ?rocket|session-tsv|NaN|undefined/i);
  });
});

const otto = sharedData('otto-sample');
describe.skipIf(!otto)(`OTTO’s sample${otto ? '' : ' (skipped: the data is not here)'}`, () => {
  it.each(['next', 'funnel'])('comes to a report that speaks of sessions, and of no money (P-%s)', async (protocol) => {
    const report = await reportOf(otto!, protocol);
    expect(report).toContain('Layout otto; 1 file');
    expect(report).toContain('This log knows no visitors: each session counts as one');
    expect(report).toContain('bootstrap over sessions');
    expect(report).not.toMatch(/retail ?rocket|session-tsv|revenue|NaN|undefined/i);
  });
});
