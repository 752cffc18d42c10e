import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as the server saw it: the dataset and file asked for, from which byte, and its headers. */
export interface SeenRequest {
  readonly dataset: string;
  readonly name: string;
  readonly from: number;
  readonly headers: IncomingHttpHeaders;
}

/** How a {@link kaggleServer} misbehaves. */
export interface Faults {
  /** Cut the connection after so many bytes of a body; called for each request. */
  readonly cutAfter?: (request: SeenRequest) => number | undefined;
  /** Always send whole files, whatever range is asked for. */
  readonly ignoreRange?: boolean;
}

/**
 * A server on loopback that answers as Kaggle's download API does, to `ann` with the key `secret` alone: a redirect to
 * storage under another host name, which serves ranges. It stops when the test is over.
 */
export async function kaggleServer(
  files: Readonly<Record<string, Uint8Array>>,
  faults: Faults = {},
): Promise<{ url: string; requests: SeenRequest[] }> {
  const requests: SeenRequest[] = [];
  const token = `Basic ${Buffer.from('ann:secret').toString('base64')}`;
  const server = createServer((request, response) => {
    const [, api, dataset, name] = /^(\/api\/v1\/datasets\/download|\/storage)\/([^/]+\/[^/]+)\/(.+)$/.exec(
      request.url!,
    )!;
    const body = files[name!];
    if (api === '/storage') {
      const from = faults.ignoreRange ? 0 : Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
      const seen = { dataset: dataset!, name: name!, from, headers: request.headers };
      requests.push(seen);
      send(response, body!, from, faults.cutAfter?.(seen));
    } else if (request.headers.authorization !== token) response.writeHead(401).end('{"message":"Unauthenticated"}');
    else if (!body) response.writeHead(404).end();
    else response.writeHead(302, { location: `http://localhost:${port()}/storage/${dataset}/${name}` }).end();
  });
  const port = () => (server.address() as AddressInfo).port;
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${port()}`, requests };
}

function send(response: ServerResponse, body: Uint8Array, from: number, cut: number | undefined): void {
  if (from >= body.length) {
    response.writeHead(416, { 'content-range': `bytes */${body.length}` }).end();
    return;
  }
  const rest = body.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': rest.length,
    ...(from > 0 && { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }),
  });
  if (cut === undefined) response.end(rest);
  else response.write(rest.subarray(0, cut), () => response.destroy());
}
