import { join } from 'node:path';
import {
  countText,
  cutSessions,
  readEventLog,
  sessionBound,
  writeEventLog,
  writeRemovedEvents,
} from '../../data/index.js';
import type { Config } from '../config/config.js';
import type { Stage, StageCall } from '../engine/stage.js';

export type SessionInputs = Config['sessions'];

/** Cuts the cleaned log into sessions. */
export async function work(
  folder: string,
  { inputs, needs }: StageCall<SessionInputs, { before: Stage }>,
): Promise<string> {
  const { log, rejected } = cutSessions(await readEventLog(join(needs.before.folder, 'events.arrow')), inputs);
  await writeEventLog(join(folder, 'events.arrow'), log);
  await writeRemovedEvents(join(folder, 'rejected.parquet'), [rejected]);
  return `${countText(sessionBound(log))} sessions`;
}
