#!/usr/bin/env -S npx tsx
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type Leaderboard, parseFigures } from '../evaluation/index.js';
import { isMain } from './command-line/cli.js';
import { pipelineCommand, pipelineOf } from './command-line/command.js';
import { resolveStage } from './engine/stage.js';
import { absentPackages } from './files/environment.js';
import { readComparisons } from './leaderboard/comparisons-file.js';
import { leaderboardTable } from './leaderboard/leaderboard-table.js';
import { report } from './stages/report.js';

if (isMain(import.meta.url))
  void pipelineCommand(
    'npm run pipeline -- [flags]',
    'ingest → clean → sessionize → split → task → train → measure → leaderboard → report: from a shop’s log to a leaderboard.',
    async (request) => {
      const pipeline = pipelineOf(request);
      const absent = absentPackages();
      if (absent) pipeline.reporter.say('packages', absent, 'note');

      const { folder } = await resolveStage(pipeline, report);
      const text = await readFile(join(folder, 'leaderboard.json'), 'utf8');
      if (request.own.json) process.stdout.write(text);
      else {
        const page = relative(process.cwd(), join(folder, 'report.html'));
        const table = leaderboardTable(parseFigures(text) as Leaderboard, process.stdout.columns);
        const verdicts = (await readComparisons(folder)).verdicts.join('\n');
        process.stdout.write(`\n${table}\n\n${verdicts}\n\nreport: ${page}\n`);
      }
    },
    { json: { help: 'print leaderboard.json, and nothing else, to standard output (with npm: npm run -s pipeline)' } },
  );
