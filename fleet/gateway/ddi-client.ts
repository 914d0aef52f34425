// Speaks DDI for one controller: polls, follows the links that the server gives, and sends feedback.
//
// The token goes to the server that was named and to nobody else, whatever a link says. No retries here: when to try
// again, its caller knows (controller.ts).

import {
  type Cancellation,
  cancellationIn,
  type Deployment,
  deploymentIn,
  type Feedback,
  MalformedAnswer,
  type Poll,
  pollIn,
} from "./ddi-messages.ts";

const LIMIT_MS = 30_000;
/** No answer of the API is longer. */
const MOST_ANSWER_BYTES = 1_048_576;

/**
 * Why a request came to nothing. "unreachable": no answer. "server": an answer that another time may be better (5xx, 429),
 * or none of the API. "refused": no access (401, 403), or a request that the server does not take. "gone": 404, 410.
 */
export type DdiFault = "unreachable" | "server" | "refused" | "gone";

export class DdiError extends Error {
  readonly fault: DdiFault;

  constructor(fault: DdiFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** What a status means, or undefined when it is no fault. */
export function faultOf(status: number): DdiFault | undefined {
  if (status < 400) return undefined;
  if (status === 404 || status === 410) return "gone";
  return status >= 500 || status === 429 || status === 408 ? "server" : "refused";
}

export interface DdiServer {
  /** As in https://updates.example.com, with the path that comes before the tenant. */
  readonly url: string;
  readonly tenant: string;
  /** As in "GatewayToken 1234". */
  readonly authorization: string;
}

export class DdiClient {
  readonly server: DdiServer;
  private readonly root: string;
  private readonly origin: string;
  private etag: string | undefined;
  private last: Poll | undefined;

  constructor(server: DdiServer, controller: string) {
    this.server = server;
    const base = server.url.replace(/\/+$/, "");
    this.root = `${base}/${encodeURIComponent(server.tenant)}/controller/v1/${encodeURIComponent(controller)}`;
    this.origin = new URL(this.root).origin;
  }

  /** What there is to do. Rejects with DdiError, as all that follow. */
  async poll(): Promise<Poll> {
    const headers: Record<string, string> = this.etag === undefined ? {} : { "if-none-match": this.etag };
    const response = await this.request("GET", this.root, undefined, headers);
    if (response.status === 304 && this.last !== undefined) return this.last;
    this.last = read(response, pollIn);
    this.etag = response.etag;
    return this.last;
  }

  async deployment(url: string): Promise<Deployment> {
    return read(await this.request("GET", url), deploymentIn);
  }

  async cancellation(url: string): Promise<Cancellation> {
    return read(await this.request("GET", url), cancellationIn);
  }

  async feedback(url: string, feedback: Feedback): Promise<void> {
    await this.request("POST", url, feedback);
  }

  /** Tells the server facts about the device, beside those that it has. */
  async putConfigData(url: string, data: Readonly<Record<string, string>>): Promise<void> {
    await this.request("PUT", url, { mode: "merge", data });
  }

  /** The headers with which `url` is asked for: the token, if it is the server's own. */
  headersFor(url: string): Record<string, string> {
    return new URL(url).origin === this.origin ? { authorization: this.server.authorization } : {};
  }

  private async request(
    method: string,
    url: string,
    body?: object,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers = { accept: "application/hal+json, application/json", ...this.headersFor(url), ...more };
    let status: number;
    let text: string;
    let etag: string | undefined;
    try {
      const response = await fetch(url, {
        method,
        headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      status = response.status;
      etag = response.headers.get("etag") ?? undefined;
      text = await response.text();
    } catch (error) {
      throw new DdiError("unreachable", `the update server does not answer: ${causeOf(error)}`);
    }
    const fault = faultOf(status);
    if (fault !== undefined) {
      const where =
        new URL(url).origin === this.origin ? "" : `, at ${new URL(url).origin}, which gets no token`;
      throw new DdiError(
        fault,
        `the update server answers ${status} to ${method} ${new URL(url).pathname}${where}`,
      );
    }
    if (text.length > MOST_ANSWER_BYTES)
      throw new DdiError("server", "the update server's answer has no end");
    return { status, text, etag };
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly etag: string | undefined;
}

function read<T>({ text }: Answer, meaning: (json: unknown) => T): T {
  try {
    return meaning(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof MalformedAnswer || error instanceof SyntaxError)) throw error;
    throw new DdiError("server", `the update server's answer is none of its API: ${error.message}`);
  }
}

/** What fetch hides behind "fetch failed". */
export function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
