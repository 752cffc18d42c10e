import type { ExportFormat } from './export-format.js';
import { gru4rec } from './gru4rec.js';
import { otto } from './otto.js';
import { parquet } from './parquet.js';
import { recbole } from './recbole.js';

/** The formats that a log and models' lists can be exported to. */
export const exportFormats = { recbole, gru4rec, otto, parquet } as const satisfies Readonly<
  Record<string, ExportFormat>
>;
