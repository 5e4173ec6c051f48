import http from 'node:http';
import https from 'node:https';
import { RequestClient } from 'twilio';
import type Client from 'twilio/lib/base/RequestClient';
import type Response from 'twilio/lib/http/response';

type Request<T> = Client.RequestOptions<T>;
interface Answer {
  statusCode: number;
  body: string;
  headers: http.IncomingHttpHeaders;
}

/** The provider answered, and it was not a success. Holds codes only: its own sentence may quote the phone. */
export class ProviderRefusal extends Error {
  override name = 'ProviderRefusal';
  constructor(
    readonly status: number,
    readonly code: number | undefined,
    readonly retryAfterMs: number | undefined,
  ) {
    super(`provider refused: http ${status}, code ${code ?? 'none'}`);
  }
}

/** No whole answer came back. `reached`: a byte of the request may have left this machine. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  constructor(
    readonly code: string,
    readonly reached: boolean,
  ) {
    super(`no answer from the provider: ${code}`);
  }
}

export interface ProviderHttpOptions {
  /** Send everything here instead of the provider's own address (`http://127.0.0.1:4010`). */
  origin?: string | undefined;
  /** Limit in ms from the asking to the end of the answer: nothing of the request leaves this machine after it. */
  timeoutMs: number;
  /** Open connections at most. Who asks for more at once waits within the limit: let them take turns before. */
  maxSockets: number;
}

/**
 * The HTTP side of the `twilio` client. Its own (axios) neither says whether a failed request had left the
 * machine nor keeps Retry-After, and takes twice the processor time for a message.
 */
export class ProviderHttp extends RequestClient {
  private readonly agents: { 'http:': http.Agent; 'https:': https.Agent };

  constructor(private readonly options: ProviderHttpOptions) {
    super();
    const settings = { keepAlive: true, maxSockets: options.maxSockets };
    this.agents = { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) };
  }

  override async request<T>(request: Request<T>): Promise<Response<T>> {
    const answer = await this.exchange(request);
    // The client parses a text body by itself; its types only know the parsed form.
    if (answer.statusCode >= 200 && answer.statusCode < 300) return answer as unknown as Response<T>;
    const { statusCode, body, headers } = answer;
    throw new ProviderRefusal(statusCode, errorCode(body), retryAfterMs(headers['retry-after']));
  }

  close(): void {
    this.agents['http:'].destroy();
    this.agents['https:'].destroy();
  }

  private exchange<T>(request: Request<T>): Promise<Answer> {
    const url = this.address(request);
    const secure = url.protocol === 'https:';
    const body = request.data ? form(request.data) : undefined;
    return new Promise((resolve, reject) => {
      let reached = false;
      const timer = setTimeout(() => fail(reached ? 'timeout' : 'connect-timeout'), this.options.timeoutMs);
      const fail = (code: string) => {
        clearTimeout(timer);
        reject(new NoAnswer(code, reached));
        outgoing.destroy();
      };
      const outgoing = (secure ? https : http).request(url, {
        method: request.method,
        agent: this.agents[secure ? 'https:' : 'http:'],
        headers: {
          ...request.headers,
          Authorization: `Basic ${Buffer.from(`${request.username}:${request.password}`).toString('base64')}`,
          ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
        },
      });
      outgoing.once('socket', (socket) => {
        if (socket.connecting) {
          socket.once(secure ? 'secureConnect' : 'connect', () => {
            reached = true;
          });
        } else reached = true;
      });
      outgoing.once('error', (error: NodeJS.ErrnoException) => fail((error.code ?? 'error').toLowerCase()));
      outgoing.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('error', () => fail('cut-short'));
        response.once('end', () => {
          clearTimeout(timer);
          resolve({ statusCode: response.statusCode ?? 0, body: text, headers: response.headers });
        });
      });
      outgoing.end(body);
    });
  }

  private address<T>(request: Request<T>): URL {
    const asked = new URL(request.uri);
    const url = this.options.origin ? new URL(asked.pathname + asked.search, this.options.origin) : asked;
    for (const [name, value] of new URLSearchParams(form(request.params ?? {})))
      url.searchParams.append(name, value);
    return url;
  }
}

function form(fields: object): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) pairs.append(name, String(one));
  }
  return pairs.toString();
}

function errorCode(body: string): number | undefined {
  try {
    const { code } = JSON.parse(body);
    return typeof code === 'number' ? code : undefined;
  } catch {
    return undefined; // a proxy's HTML page, say
  }
}

/** Retry-After in seconds (the form Twilio uses); an HTTP date is left to the caller's own backing off. */
function retryAfterMs(header: string | undefined): number | undefined {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
