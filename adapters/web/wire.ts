import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer other than 200, with a sentence that a reader may see. */
export class HttpProblem extends Error {
  readonly status: number;

  constructor(status: number, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.status = status;
  }
}

export type Route = {
  readonly method: 'GET' | 'POST';
  /** Gives the JSON of the answer. */
  readonly run: (request: IncomingMessage, query: URLSearchParams) => Promise<unknown> | unknown;
};

/** By path, compared as a whole: nothing in it is decoded or joined. */
export type Routes = Readonly<Record<string, Route>>;

export const MAX_BODY_BYTES = 100_000;

export function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '';
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

export function queryOf(request: IncomingMessage): URLSearchParams {
  return new URLSearchParams((request.url ?? '').slice(pathOf(request).length + 1));
}

/** Parses the body, which must be a JSON object of at most `MAX_BODY_BYTES`. */
export async function readJsonObject(
  request: IncomingMessage,
): Promise<Readonly<Record<string, unknown>>> {
  const body = await readBody(request);
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isRecord(value)) return value;
  } catch {
    // Said below, in the same words as for JSON that is no object.
  }
  throw new HttpProblem(400, 'The request is not a JSON object.');
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new HttpProblem(400, 'The request broke off.', { cause: error });
  }
  if (bytes <= MAX_BODY_BYTES) return Buffer.concat(chunks);
  throw new HttpProblem(413, `The request is too large: at most ${MAX_BODY_BYTES} bytes are read.`);
}

/** A string that the object itself has; never one that it inherits. */
export function stringField(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value === 'string') return value;
  throw new HttpProblem(400, `The request lacks "${name}", a string.`);
}

export function optionalStringField(
  body: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  return Object.hasOwn(body, name) ? stringField(body, name) : undefined;
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** The sentence as JSON. The rest of a body that was not read is not waited for. */
export function sendProblem(response: ServerResponse, { status, message }: HttpProblem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (!response.req.complete) response.setHeader('connection', 'close');
  sendJson(response, status, { error: message });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
