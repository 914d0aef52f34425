// `ingot/http`: what applications see of the web layer.

export { type BodyInit, BodyStream, type ByteSource } from "./body.ts";
export { type Cancel, type Clock, systemClock } from "./clock.ts";
export { Headers, type HeadersInit } from "./headers.ts";
export { Request, type RequestInit } from "./request.ts";
export { Response, type ResponseInit } from "./response.ts";
export type { Handler } from "./server/connection.ts";
export type { Counters, Limits, ServeOptions } from "./server/options.ts";
export { Server, serve } from "./server/serve.ts";
export { requireTransport, useTransport } from "./transport.ts";
