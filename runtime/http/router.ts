// A router: which handler a method and a path belong to.
//
// Paths are patterns of segments: "/lamps/:id" has a parameter, a last "*rest" takes all that remains. The route
// that was added first wins. No regular expressions, no middleware: a handler is a function and can call others.

import { Headers } from "./headers.ts";
import type { Request } from "./request.ts";
import { Response } from "./response.ts";
import { HttpError } from "./server/request-body.ts";

type Segment<S extends string> = S extends `:${infer Name}`
  ? Name
  : S extends `*${infer Name}`
    ? Name
    : never;
type Names<P extends string> = P extends `${infer First}/${infer Rest}`
  ? Segment<First> | Names<Rest>
  : Segment<P>;
/** The parameters of a pattern by name: `Params<"/a/:id">` is `{ id: string }`. */
export type Params<P extends string> = { readonly [K in Names<P>]: string };

/** Answers a request; `params` are the parts of the path that the pattern names, decoded. */
export type RouteHandler<P extends string> = (
  request: Request,
  params: Params<P>,
) => Response | Promise<Response>;

type AnyHandler = (request: Request, params: Record<string, string>) => Response | Promise<Response>;

interface Route {
  readonly method: string;
  readonly segments: readonly string[];
  readonly handler: AnyHandler;
}

export class Router {
  private readonly routes: Route[] = [];

  /** Adds a route. Throws TypeError for a path that does not begin with "/" or that goes on behind "*". */
  on<P extends string>(method: string, path: P, handler: RouteHandler<P>): this {
    if (!path.startsWith("/")) throw new TypeError(`the path "${path}" does not begin with "/"`);
    const segments = path.slice(1).split("/");
    const rest = segments.findIndex((segment) => segment.startsWith("*"));
    if (rest >= 0 && rest < segments.length - 1) {
      throw new TypeError(`"${segments[rest]}" in "${path}" must be the last segment`);
    }
    this.routes.push({ method, segments, handler: handler as unknown as AnyHandler });
    return this;
  }

  get<P extends string>(path: P, handler: RouteHandler<P>): this {
    return this.on("GET", path, handler);
  }

  post<P extends string>(path: P, handler: RouteHandler<P>): this {
    return this.on("POST", path, handler);
  }

  put<P extends string>(path: P, handler: RouteHandler<P>): this {
    return this.on("PUT", path, handler);
  }

  patch<P extends string>(path: P, handler: RouteHandler<P>): this {
    return this.on("PATCH", path, handler);
  }

  delete<P extends string>(path: P, handler: RouteHandler<P>): this {
    return this.on("DELETE", path, handler);
  }

  /**
   * What `serve` takes. HEAD finds the routes of GET. A path without a route is answered 404, a path without this
   * method 405 with Allow (RFC 9110 §15.5.6), OPTIONS of such a path 204.
   */
  readonly handler = (request: Request): Response | Promise<Response> => {
    const segments = request.pathname.slice(1).split("/");
    const wanted = request.method === "HEAD" ? "GET" : request.method;
    const allowed: string[] = [];
    for (let i = 0; i < this.routes.length; i++) {
      const route = this.routes[i]!;
      if (!matches(route.segments, segments)) continue;
      if (route.method === wanted) return route.handler(request, paramsOf(route.segments, segments));
      if (!allowed.includes(route.method)) allowed.push(route.method);
    }
    if (allowed.length === 0) return new Response("404 Not Found\n", { status: 404 });
    if (allowed.includes("GET")) allowed.push("HEAD");
    const headers = new Headers([["allow", allowed.join(", ")]]);
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers });
    return new Response("405 Method Not Allowed\n", { status: 405, headers });
  };
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  for (let i = 0; i < pattern.length; i++) {
    const part = pattern[i]!;
    if (part.startsWith("*")) return true;
    if (i >= segments.length) return false;
    if (part.startsWith(":") ? segments[i] === "" : segments[i] !== part) return false;
  }
  return pattern.length === segments.length;
}

function paramsOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (let i = 0; i < pattern.length; i++) {
    const part = pattern[i]!;
    if (part.startsWith(":")) params[part.slice(1)] = decoded(segments[i]!);
    else if (part.startsWith("*")) params[part.slice(1)] = decoded(segments.slice(i).join("/"));
  }
  return params;
}

function decoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpError(400, "a percent sign in the path stands for nothing");
  }
}

/** The body of `request` as JSON. Rejects with HttpError: 400 when it is none, 415 when it is said to be something else. */
// biome-ignore lint/suspicious/noExplicitAny: as of Request.json; the caller says what it expects
export async function readJson<T = any>(request: Request): Promise<T> {
  const type = (request.headers.get("content-type") ?? "application/json").toLowerCase();
  const semicolon = type.indexOf(";");
  const essence = (semicolon < 0 ? type : type.slice(0, semicolon)).trim();
  if (essence !== "application/json" && !essence.endsWith("+json")) {
    throw new HttpError(415, `send application/json, not ${essence}`);
  }
  const text = await request.text();
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new HttpError(400, `the body is no JSON: ${(error as Error).message}`);
  }
}
