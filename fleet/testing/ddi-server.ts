// An update server for tests, written from the documentation of hawkBit's Direct Device Integration API.
//
// It has one action at a time for each controller, as the documented server does, shows it under a link, stops showing
// it when it is closed, and replaces the link by one to a cancellation when it is cancelled. Artifacts are served with
// ranges. Not here: the management side, confirmation flow, maintenance schedules beyond "skip".

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Said {
  readonly execution: string;
  readonly finished: string;
  readonly details: readonly string[];
}

export interface Action {
  readonly id: string;
  readonly controller: string;
  state: "open" | "cancelling" | "finished" | "failed" | "cancelled";
  download: string;
  update: string;
  readonly artifacts: readonly ArtifactFile[];
  readonly feedback: Said[];
  /** Feedback on its cancellation. */
  readonly cancelFeedback: Said[];
}

export interface ArtifactFile {
  readonly filename: string;
  readonly bytes: Uint8Array;
  /** Another hash or size than the right one. */
  readonly sha256?: string;
  readonly size?: number;
}

/** What to do with a request instead of answering it: a status, or cutting the answer after so many bytes. */
export type Trouble =
  | { readonly status: number }
  | { readonly cutAt: number }
  | { readonly ignoreRange: true };

export class DdiServerModel {
  readonly actions: Action[] = [];
  /** Lines such as "GET /default/controller/v1/porch". */
  readonly requests: string[] = [];
  readonly ranges: string[] = [];
  readonly configData: unknown[] = [];
  wantsConfigData = false;
  sleep = "00:00:01";
  notModified = 0;
  /** Asked before each request is answered. */
  trouble: (line: string) => Trouble | undefined = () => undefined;
  private readonly server: Server;
  private readonly token: string;
  private nextId = 1;

  private constructor(token: string) {
    this.token = token;
    this.server = createServer((request, response) => this.serve(request, response));
  }

  static async start(token: string): Promise<DdiServerModel> {
    const model = new DdiServerModel(token);
    await new Promise<void>((done) => model.server.listen(0, "127.0.0.1", done));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Assigns the artifacts to the controller. */
  deploy(
    controller: string,
    artifacts: readonly ArtifactFile[],
    update = "forced",
    download = "forced",
  ): Action {
    const id = String(this.nextId++);
    const state = "open";
    const action: Action = {
      id,
      controller,
      state,
      download,
      update,
      artifacts,
      feedback: [],
      cancelFeedback: [],
    };
    this.actions.push(action);
    return action;
  }

  private openAction(controller: string): Action | undefined {
    return this.actions.find((a) => a.controller === controller && /open|cancelling/.test(a.state));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const line = `${request.method} ${url.pathname}`;
    this.requests.push(line);
    const body = await bodyOf(request);
    const trouble = this.trouble(line);
    if (trouble !== undefined && "status" in trouble) return end(response, trouble.status);
    if (request.headers.authorization !== this.token) return end(response, 401);
    const parts = url.pathname.split("/").slice(1).map(decodeURIComponent);
    if (parts[0] === "artifacts") return this.serveArtifact(request, response, parts, trouble);
    const [tenant, word, version, controller, what, id, feedback] = parts;
    if (tenant !== "default" || word !== "controller" || version !== "v1" || controller === undefined)
      return end(response, 404);
    if (what === undefined) return this.servePoll(request, response, controller);
    if (what === "configData") {
      this.configData.push(JSON.parse(body));
      this.wantsConfigData = false;
      return end(response, 200);
    }
    const action = this.actions.find((a) => a.id === id && a.controller === controller);
    if (action === undefined) return end(response, 404);
    if (feedback !== undefined) return this.takeFeedback(response, action, what, JSON.parse(body));
    if (what === "cancelAction") return json(response, { id, cancelAction: { stopId: id } });
    if (what === "deploymentBase" && action.state !== "cancelled")
      return json(response, this.deploymentOf(action));
    end(response, 404);
  }

  private servePoll(request: IncomingMessage, response: ServerResponse, controller: string) {
    const base = `${this.url}/default/controller/v1/${encodeURIComponent(controller)}`;
    const action = this.openAction(controller);
    const links: Record<string, { href: string }> = {};
    if (this.wantsConfigData) links.configData = { href: `${base}/configData` };
    if (action?.state === "open")
      links.deploymentBase = { href: `${base}/deploymentBase/${action.id}?c=12345` };
    if (action?.state === "cancelling") links.cancelAction = { href: `${base}/cancelAction/${action.id}` };
    const text = JSON.stringify({ config: { polling: { sleep: this.sleep } }, _links: links });
    const etag = `"${createHash("md5").update(text).digest("hex")}"`;
    if (request.headers["if-none-match"] === etag) {
      this.notModified++;
      return end(response, 304);
    }
    response.setHeader("etag", etag);
    json(response, JSON.parse(text));
  }

  private deploymentOf({ id, download, update, artifacts }: Action): object {
    const described = artifacts.map((artifact, i) => ({
      filename: artifact.filename,
      hashes: { sha1: "", md5: "", sha256: artifact.sha256 ?? sha256Of(artifact.bytes) },
      size: artifact.size ?? artifact.bytes.length,
      _links: { download: { href: `${this.url}/artifacts/${id}/${i}` } },
    }));
    const chunks = [{ part: "os", version: "2", name: "lamp", artifacts: described }];
    return {
      id,
      deployment: { download, update, chunks },
      actionHistory: { status: "RUNNING", messages: [] },
    };
  }

  private serveArtifact(
    request: IncomingMessage,
    response: ServerResponse,
    [, id, index]: readonly string[],
    trouble: Trouble | undefined,
  ) {
    const bytes = this.actions.find((action) => action.id === id)?.artifacts[Number(index)]?.bytes;
    if (bytes === undefined) return end(response, 404);
    this.ranges.push(request.headers.range ?? "whole");
    const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
    const from = match === null || (trouble !== undefined && "ignoreRange" in trouble) ? 0 : Number(match[1]);
    if (from > 0 && from >= bytes.length) return end(response, 416);
    const rest = bytes.subarray(from);
    response.setHeader("content-length", rest.length);
    if (from > 0) response.setHeader("content-range", `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
    response.writeHead(from > 0 ? 206 : 200);
    if (trouble !== undefined && "cutAt" in trouble) {
      response.write(rest.subarray(0, trouble.cutAt), () => setTimeout(() => response.destroy(), 20));
    } else {
      response.end(rest);
    }
  }

  private takeFeedback(response: ServerResponse, action: Action, what: string, body: FeedbackBody) {
    const { execution, result, details = [] } = body.status;
    const said: Said = { execution, finished: result.finished, details };
    if (what === "cancelAction") {
      action.cancelFeedback.push(said);
      if (execution === "closed" && result.finished === "success") action.state = "cancelled";
      // The documented server goes on with an action whose cancellation is rejected, unless it has ended meanwhile.
      if (execution === "rejected" && action.state === "cancelling") action.state = "open";
      return end(response, 200);
    }
    if (!/open|cancelling/.test(action.state)) return end(response, 410);
    action.feedback.push(said);
    // As documented, "none" counts as success.
    if (execution === "closed") action.state = result.finished === "failure" ? "failed" : "finished";
    end(response, 200);
  }
}

interface FeedbackBody {
  readonly status: {
    readonly execution: string;
    readonly result: { readonly finished: string };
    readonly details?: string[];
  };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const piece of request) text += String(piece);
  return text;
}

function json(response: ServerResponse, value: object): void {
  response.setHeader("content-type", "application/hal+json;charset=UTF-8");
  response.end(JSON.stringify(value));
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status);
  response.end();
}
