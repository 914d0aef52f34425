// What an update server's answers say, in the words of hawkBit's Direct Device Integration API (DDI): reads them, and
// writes feedback. Pure. Fields that are not needed are passed over, as the API grows.

/** An answer that is not what the API promises. */
export class MalformedAnswer extends Error {}

export interface Poll {
  /** How long to wait before the next poll. */
  readonly sleepMs: number;
  /** Links, where there is something to do. */
  readonly deployment?: string;
  readonly cancel?: string;
  readonly configData?: string;
}

export interface Artifact {
  readonly filename: string;
  readonly size: number;
  /** 64 hexadecimal digits, in small letters. */
  readonly sha256: string;
  readonly url: string;
}

export type Handling = "skip" | "attempt" | "forced";

export interface Deployment {
  readonly id: string;
  readonly download: Handling;
  /** "skip" outside of a maintenance window: not to be installed now. */
  readonly update: Handling;
  readonly artifacts: readonly Artifact[];
}

export interface Cancellation {
  readonly id: string;
  /** The action that is to be stopped. */
  readonly stopId: string;
}

export type Execution = "closed" | "proceeding" | "download" | "downloaded" | "rejected" | "scheduled";

const USUAL_SLEEP_MS = 300_000;
/** An hour-minute-second that is zero or a week would be a mistake. */
const LEAST_SLEEP_MS = 1000;
const MOST_SLEEP_MS = 86_400_000;

/** The root resource of a controller. */
export function pollIn(json: unknown): Poll {
  const fields = object(json, "the answer to a poll");
  const polling =
    fields.config === undefined ? {} : object(object(fields.config, "config").polling ?? {}, "polling");
  const links = fields._links === undefined ? {} : object(fields._links, "_links");
  const link = (name: string): string | undefined =>
    links[name] === undefined ? undefined : text(object(links[name], name).href, `the link ${name}`);
  const [deployment, cancel, configData] = [link("deploymentBase"), link("cancelAction"), link("configData")];
  return {
    sleepMs: sleepOf(polling.sleep),
    ...(deployment === undefined ? {} : { deployment }),
    ...(cancel === undefined ? {} : { cancel }),
    ...(configData === undefined ? {} : { configData }),
  };
}

/** HH:mm:ss */
function sleepOf(value: unknown): number {
  const match = typeof value === "string" ? /^(\d+):([0-5]\d):([0-5]\d)$/.exec(value) : null;
  if (match === null) return USUAL_SLEEP_MS;
  const seconds = (Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3]);
  return Math.min(Math.max(seconds * 1000, LEAST_SLEEP_MS), MOST_SLEEP_MS);
}

/** The resource deploymentBase/ID. */
export function deploymentIn(json: unknown): Deployment {
  const fields = object(json, "a deployment");
  const { download, update, chunks } = object(fields.deployment, "deployment");
  const artifacts = list(chunks, "chunks").flatMap((chunk) =>
    list(object(chunk, "a chunk").artifacts ?? [], "artifacts").flatMap(artifactIn),
  );
  return { id: idOf(fields.id), download: handling(download), update: handling(update), artifacts };
}

/** None for an artifact without SHA-256: nothing else would do to check it. */
function artifactIn(value: unknown): Artifact[] {
  const { filename, size, hashes, _links } = object(value, "an artifact");
  const { sha256 } = object(hashes ?? {}, "hashes");
  if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/i.test(sha256)) return [];
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 1)
    throw new MalformedAnswer("the size of an artifact is no number of bytes");
  const links = object(_links, "the links of an artifact");
  const download = links.download ?? links["download-http"];
  const url = text(object(download, "an artifact's download").href, "an artifact's link");
  return [{ filename: text(filename, "an artifact's name"), size, sha256: sha256.toLowerCase(), url }];
}

function handling(value: unknown): Handling {
  if (value === "skip" || value === "attempt" || value === "forced") return value;
  throw new MalformedAnswer(`"${String(value)}" is no way to handle an update`);
}

/** The resource cancelAction/ID. */
export function cancellationIn(json: unknown): Cancellation {
  const fields = object(json, "a cancellation");
  return { id: idOf(fields.id), stopId: idOf(object(fields.cancelAction, "cancelAction").stopId) };
}

export interface Feedback {
  readonly id: string;
  readonly status: {
    readonly execution: Execution;
    readonly result: { readonly finished: "success" | "failure" | "none" };
    readonly details: readonly string[];
  };
}

/** What a controller says of an action. `details` are for people. */
export function feedbackOn(
  id: string,
  execution: Execution,
  finished: "success" | "failure" | "none",
  ...details: readonly string[]
): Feedback {
  return { id, status: { execution, result: { finished }, details } };
}

/** Where the feedback on what lies at `url` goes. */
export function feedbackUrl(url: string): string {
  const at = new URL(url);
  at.search = "";
  at.pathname = `${at.pathname.replace(/\/$/, "")}/feedback`;
  return at.href;
}

function idOf(value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  throw new MalformedAnswer("an action has no id");
}

function text(value: unknown, what: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new MalformedAnswer(`${what} is no text`);
}

function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new MalformedAnswer(`${what} is no list`);
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new MalformedAnswer(`${what} is no object`);
}
