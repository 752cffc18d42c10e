#!/usr/bin/env -S npx tsx
import { join } from 'node:path';
import { cutSessions, readEventLog, sessionBound, writeEventLog, writeRejected } from '../../data/index.js';
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import { type RunContext, runStage, type StageOutput } from '../engine/stage.js';
import { clean } from './clean.js';

/** Cuts visits into sessions: `events.arrow`, and collapsed repeats in `rejected.parquet`. */
export async function sessionize(context: RunContext): Promise<StageOutput> {
  const before = await clean(context);
  const { sessions } = context.config;
  return runStage(context, {
    name: 'sessionize',
    module: 'pipeline/stages/sessionize.ts',
    computes: ['data/index.ts'],
    inputs: { before: before.key, sessions },
    work: async (folder) => {
      const { log, rejected } = cutSessions(await readEventLog(join(before.folder, 'events.arrow')), sessions);
      await writeEventLog(join(folder, 'events.arrow'), log);
      await writeRejected(join(folder, 'rejected.parquet'), [rejected]);
      return `${sessionBound(log).toLocaleString('en')} sessions`;
    },
  });
}

if (isMain(import.meta.url)) void stageCommand('sessionize', 'Cuts the visitors’ events into sessions.', sessionize);
