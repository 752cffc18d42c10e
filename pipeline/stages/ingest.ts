#!/usr/bin/env -S npx tsx
import { join } from 'node:path';
import { loadDataset, writeRejects } from '../../data/index.js';
import { categoryPaths } from '../../features/index.js';
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import { type RunContext, runStage, type StageOutput } from '../engine/stage.js';
import { writeDataset } from '../files/dataset-file.js';
import { findSource } from './source.js';

/**
 * Reads the shop's files: `events.arrow`, `dataset.bin`, where anything is said of items `properties.bin`, and the unreadable rows in
 * `rejected.parquet`.
 */
export async function ingest(context: RunContext): Promise<StageOutput> {
  const source = await findSource(context);
  const { maxRejects } = context.config;
  return runStage(context, {
    name: 'ingest',
    module: 'pipeline/stages/ingest.ts',
    computes: ['data/index.ts', 'pipeline/files/dataset-file.ts', 'features/category-paths.ts'],
    inputs: { source: source.fingerprint, maxRejects },
    work: async (folder) => {
      const dataset = await loadDataset(source.folder, { maxRejects, progress: context.progress });
      if (dataset.categories) categoryPaths(dataset.categories); // a circle in the tree is better known now than after the models are fitted
      await writeDataset(folder, dataset);
      await writeRejects(join(folder, 'rejected.parquet'), dataset.rejects);
      const { log, rejects, layout } = dataset;
      const sizes = [
        [log.time.length, 'events'],
        [log.visitors.size, 'visitors'],
        [log.items.size, 'items'],
        [rejects.length, 'rejected rows'],
      ] as const;
      return `${layout}: ${sizes.map(([n, what]) => `${n.toLocaleString('en')} ${what}`).join(', ')}`;
    },
  });
}

if (isMain(import.meta.url)) void stageCommand('ingest', 'Reads the shop’s files into one event log.', ingest);
