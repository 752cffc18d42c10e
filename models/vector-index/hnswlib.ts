import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../data/index.js';

/** What is used here of the package hnswlib-node, which takes plain arrays only. */
export interface Hnswlib {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number) => HnswGraph;
}

export interface HnswGraph {
  initIndex(options: { maxElements: number; m: number; efConstruction: number; randomSeed: number }): void;
  addPoint(point: number[], label: number): void;
  searchKnn(query: number[], k: number, filter: (label: number) => boolean): { neighbors: number[] };
  getCurrentCount(): number;
  setEf(ef: number): void;
  getEf(): number;
  readIndex(file: string): Promise<boolean>;
  writeIndex(file: string): Promise<boolean>;
}

/** Loads the package, which is optional: undefined where it could not be built. */
export async function loadHnswlib(): Promise<Hnswlib | undefined> {
  const name = 'hnswlib-node'; // not a literal: the compiler must not look for what may be missing
  try {
    return ((await import(name)) as { default: Hnswlib }).default;
  } catch {
    return undefined;
  }
}

/** The graph as hnswlib writes it to a file, which is all that it can write to. */
export const graphBytes = (graph: HnswGraph): Promise<Uint8Array> =>
  inTemporaryFile(async (file) => {
    await graph.writeIndex(file);
    return new Uint8Array(await readFile(file)); // of its own: a Buffer may be a part of a larger one
  });

/** Fills a graph with what {@link graphBytes} gave. @throws InputError when it cannot be read. */
export const readGraph = (graph: HnswGraph, bytes: Uint8Array): Promise<void> =>
  inTemporaryFile(async (file) => {
    await writeFile(file, bytes);
    await graph.readIndex(file).catch((error: Error) => {
      throw new InputError(`the graph of the hnsw index cannot be read (${error.message})`, {}, 'fit and save again');
    });
  });

async function inTemporaryFile<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hnsw-'));
  try {
    return await work(join(folder, 'graph'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
