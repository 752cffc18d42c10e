import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { SourceFile } from '../../data/index.js';
import { backendLine, type ChosenBackend } from '../../models/index.js';
import { root } from '../engine/root.js';

/** Everything beyond the configuration that a run's figures depend on: stored as `environment.json`. */
export interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly threads: number;
  readonly memoryGB: number;
  readonly seed: number;
  /** The commit, with `-dirty` appended if files differ; null outside a checkout. */
  readonly git: string | null;
  /** Installed versions of the packages that this project names; null for an absent optional one. */
  readonly packages: Readonly<Record<string, string | null>>;
  /** The library or device that computes, by purpose; steps of neural models only if the run has such models. */
  readonly backend: Readonly<Record<string, string>>;
  readonly files: readonly SourceFile[];
}

/**
 * Collects the environment of a run on the given files.
 * @param chosen the backend of the run's neural models; undefined where the run has none.
 */
export function environmentOf(seed: number, files: readonly SourceFile[], chosen?: ChosenBackend): Environment {
  return {
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model ?? 'unknown',
    threads: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    seed,
    git: gitRevision(),
    packages: installedVersions(),
    backend: { [nearest.purpose]: servingNearest(), ...(chosen && { [steps.purpose]: backendLine(chosen) }) },
    files,
  };
}

/** Packages that need a compiler or a download of their own, and the substitute if they could not be installed. */
const nearest = { name: 'hnswlib-node', purpose: 'nearest items', substitute: 'exact search' } as const;
const steps = {
  name: '@tensorflow/tfjs-node-gpu',
  purpose: 'steps of neural models',
  substitute: 'fused kernels on the CPU',
} as const;

const servingNearest = () => (installedVersions()[nearest.name] ? nearest.name : nearest.substitute);

/** One line that names the absent optional packages and their substitutes; undefined if none is absent. */
export function absentPackages(): string | undefined {
  const versions = installedVersions();
  const absent = [nearest, steps].filter(({ name }) => !versions[name]);
  if (absent.length === 0) return undefined;
  return absent
    .map(({ name, purpose, substitute }) => `${name} is not installed, which is fine: ${purpose} by ${substitute}`)
    .join('; ');
}

function installedVersions(): Record<string, string | null> {
  const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const named = Object.entries({ ...project.dependencies, ...project.optionalDependencies });
  // A stand-in for a package lies in this project, carries that package's version, and computes nothing.
  const isStandIn = (version: string) => version.startsWith('file:');
  return Object.fromEntries(
    named.filter(([, version]) => !isStandIn(version)).map(([name]) => [name, installedVersion(name)]),
  );
}

function installedVersion(name: string): string | null {
  try {
    const file = join(root, 'node_modules', name, 'package.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  } catch {
    return null;
  }
}

function gitRevision(): string | null {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    // Unpacked inside another project's checkout, whose revision says nothing about this project.
    if (git('rev-parse', '--show-prefix') !== '') return null;
    // Notebooks are left out: rendering one does not change the code that the next one calls.
    const changes = git('status', '--porcelain', '--untracked-files=no', '--', '.', ':!notebooks');
    return git('rev-parse', 'HEAD') + (changes ? '-dirty' : '');
  } catch {
    return null;
  }
}
