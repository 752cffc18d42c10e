#!/usr/bin/env -S npx tsx
import { isMain } from '../command-line/cli.js';
import { stageCommand } from '../command-line/command.js';
import type { Stage } from '../engine/stage.js';
import type { IngestInputs } from './load-files.js';
import { findSource, generate, mappingOf, sourceContents } from './source.js';

/**
 * Reads the shop's files. Writes `events.arrow`, `dataset.bin`, `properties.bin` if items have properties, and the unreadable rows to
 * `rejected.parquet`.
 */
export const ingest: Stage<IngestInputs> = {
  name: 'ingest',
  modules: ['pipeline/stages/load-files.ts'],
  load: async () => {
    const { loadFiles } = await import('./load-files.js');
    return { work: async (folder, call) => loadFiles(folder, await findSource(call.pipeline), call) };
  },
  needs: ({ config: { data } }) => (data === null ? { generate } : {}),
  inputs: async (pipeline) => ({
    contents: await sourceContents(pipeline),
    mapping: await mappingOf(pipeline),
    maxRejects: pipeline.config.maxRejects,
  }),
};

if (isMain(import.meta.url)) void stageCommand('ingest', 'Reads the shop’s files into one event log.', ingest);
