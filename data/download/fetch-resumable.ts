import { appendFileSync, closeSync, existsSync, openSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ReadableStream } from 'node:stream/web';
import { InputError } from '../errors.js';
import type { Reporter } from '../reporter.js';

/** The request for a file. */
export interface FetchRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The file's name in messages. */
  readonly name: string;
  readonly reporter: Reporter;
  readonly fetch: typeof globalThis.fetch;
}

/** The number of consecutive attempts without data after which the download fails. */
const fruitlessAttempts = 3;

/**
 * Fetches a file to `path`, resuming from the part that is already there. After a broken connection it resumes at once,
 * unless three consecutive attempts bring no data.
 * @throws InputError when the server refuses, cannot be reached, or the connection keeps breaking; the data received is kept.
 */
export async function fetchResumable(path: string, request: FetchRequest): Promise<void> {
  for (let fruitless = 0; ; ) {
    const had = sizeOf(path);
    try {
      await fetchRest(path, had, request);
      return;
    } catch (error) {
      if (!isNetworkError(error)) throw error;
      fruitless = sizeOf(path) > had ? 0 : fruitless + 1;
      if (fruitless < fruitlessAttempts) continue;
      throw new InputError(
        `${request.name}: no connection to ${new URL(request.url).host} (${error.cause.message})`,
        {},
        'a connection; the same command goes on from the part that is there',
      );
    }
  }
}

async function fetchRest(path: string, had: number, request: FetchRequest): Promise<void> {
  const response = await request.fetch(request.url, {
    // Without identity the body could be compressed, and a range would count compressed bytes.
    headers: { ...request.headers, 'accept-encoding': 'identity', ...(had > 0 && { range: `bytes=${had}-` }) },
  });
  if (response.status === 416) {
    await response.body?.cancel();
    if (response.headers.get('content-range') === `bytes */${had}`) return;
    await rm(path);
    return fetchRest(path, 0, request);
  }
  if (response.status !== 200 && response.status !== 206) {
    await response.body?.cancel();
    throw refusal(response.status, request);
  }
  const from = response.status === 206 ? had : 0;
  const total = from + Number(response.headers.get('content-length') ?? 0);
  const bar = request.reporter.start(`download ${request.name}`, total, 'bytes');
  let done = from;
  // Opened and written synchronously: a stream that breaks loses the data received while nobody was reading.
  const file = openSync(path, from > 0 ? 'a' : 'w');
  try {
    for await (const block of response.body as ReadableStream<Uint8Array>) {
      appendFileSync(file, block);
      done += block.length;
      bar.update(done);
    }
  } finally {
    closeSync(file);
  }
  bar.finish();
}

function refusal(status: number, { name, url }: FetchRequest): InputError {
  if (status === 401 || status === 403) {
    return new InputError(
      `Kaggle does not accept the token (status ${status} for ${name})`,
      {},
      'a valid token: https://www.kaggle.com/settings, "Create New Token"; put it in ~/.kaggle/kaggle.json',
    );
  }
  return new InputError(`${url} answers with status ${status}`, {}, 'the file; try again later');
}

const sizeOf = (path: string) => (existsSync(path) ? statSync(path).size : 0);

/** fetch reports network errors as a TypeError with a cause; a full disk, for example, is an error of another kind. */
const isNetworkError = (error: unknown): error is TypeError & { cause: Error } =>
  error instanceof TypeError && error.cause instanceof Error;
