import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../data/index.js';

/** The part of the package hnswlib-node that is used here; it accepts only plain arrays. */
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

/** Loads the package, which is optional; returns undefined if it could not be built. */
export async function loadHnswlib(): Promise<Hnswlib | undefined> {
  const name = 'hnswlib-node'; // not a literal, so that the compiler does not resolve a package that may be missing
  try {
    return ((await import(name)) as { default: Hnswlib }).default;
  } catch {
    return undefined;
  }
}

/** Returns the graph in hnswlib's format, by way of a file: hnswlib can write to nothing else. */
export const graphBytes = (graph: HnswGraph): Promise<Uint8Array> =>
  inTemporaryFile(async (file) => {
    await graph.writeIndex(file);
    return new Uint8Array(await readFile(file)); // a copy: a Buffer may be part of a larger one
  });

/** Fills a graph with the bytes of {@link graphBytes}. @throws InputError when they cannot be read. */
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
