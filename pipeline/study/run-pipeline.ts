import { InputError, type Reporter } from '../../data/index.js';
import type { Protocol } from '../../evaluation/index.js';
import { resolveStage } from '../engine/stage.js';
import { type Run, readRun } from '../files/run-folder.js';
import { interruption } from '../notebooks/interruption.js';
import { report } from '../stages/report.js';
import { quietPipeline, type Settings } from './quiet-pipeline.js';

/**
 * Runs the whole pipeline from a log to a run folder, as `npm run pipeline` does, and reads the run. Finished stages
 * are reused.
 * @param reporter receives what the run tells, e.g. `notebookReporter`.
 * @throws InputError as the command does.
 */
export async function runPipeline(settings: Settings, reporter?: Reporter): Promise<Run> {
  const { folder } = await resolveStage(quietPipeline(settings, reporter), report);
  return readRun(folder);
}

/** Runs by protocol, all runs in the requested order, and why some protocols were not run. */
export type ProtocolRuns = Partial<Record<Protocol, Run>> & {
  readonly all: readonly Run[];
  readonly notRun: readonly { readonly protocol: Protocol; readonly why: string }[];
};

/**
 * Runs several protocols; a protocol that the dataset does not suffice for is left out, with the reason.
 * @throws InputError when the dataset suffices for none of them.
 */
export async function runProtocols(settings: Settings, protocols: readonly Protocol[]): Promise<ProtocolRuns> {
  const stopped = interruption();
  const runs = new Map<Protocol, Run>();
  const notRun: { protocol: Protocol; why: string }[] = [];
  for (const protocol of protocols)
    try {
      runs.set(protocol, await runPipeline({ ...settings, protocol }));
    } catch (error) {
      const isLast = protocol === protocols.at(-1);
      if (stopped.aborted || (isLast && runs.size === 0) || !(error instanceof InputError)) throw error;
      notRun.push({ protocol, why: error.message });
    }
  return { ...(Object.fromEntries(runs) as Partial<Record<Protocol, Run>>), all: [...runs.values()], notRun };
}

/**
 * Runs the first of several protocols that the dataset suffices for.
 * @throws InputError when there is none.
 */
export async function runFirstProtocol(settings: Settings, protocols: readonly Protocol[]): Promise<Run> {
  const [first, ...others] = protocols;
  const { all } = await runProtocols(settings, [first!]).catch((error: unknown) => {
    if (others.length === 0 || !(error instanceof InputError)) throw error;
    return { all: [] };
  });
  return all[0] ?? runFirstProtocol(settings, others);
}
