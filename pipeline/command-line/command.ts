import { oldOutputs } from '../engine/old-outputs.js';
import { type Pipeline, resolveStage, type Stage } from '../engine/stage.js';
import { sweepFor } from '../engine/sweep.js';
import { type Flags, helpText, runCommand } from './cli.js';
import { configFlags, type Request, readRequest } from './request.js';
import { terminalReporter } from './terminal-reporter.js';

/** Runs one stage as a command of its own, after the stages before it that are not done yet. */
export function stageCommand(name: string, purpose: string, stage: Stage): Promise<void> {
  return pipelineCommand(stageUsage(name), purpose, async (request) => {
    const { folder } = await resolveStage(pipelineOf(request), stage);
    process.stdout.write(`${folder}\n`);
  });
}

/** The usage line of a stage's command. */
export const stageUsage = (name: string): string => `node pipeline/launch.mjs pipeline/stages/${name}.ts [flags]`;

/** Runs a command that accepts the pipeline's flags and some of its own. */
export function pipelineCommand(
  usage: string,
  purpose: string,
  main: (request: Request) => Promise<void>,
  ownFlags: Flags = {},
): Promise<void> {
  return runCommand(async () => {
    const request = await readRequest(process.argv.slice(2), ownFlags);
    if (request.help) process.stdout.write(helpText(usage, purpose, { ...configFlags, ...ownFlags }));
    else {
      await sweepFor(request.config);
      const old = await oldOutputs(request.config.cache);
      if (old) terminalReporter().say('earlier', old);
      await main(request);
    }
  });
}

/** The pipeline that runs a request's stages and reports on the terminal. */
export const pipelineOf = ({
  config,
  given,
  force,
}: Pick<Request, 'config' | 'force'> & Partial<Pick<Request, 'given'>>): Pipeline => ({
  config,
  ...(given && { given }),
  force,
  reporter: terminalReporter(),
  done: new Map(),
});
