// `ingot/http`: what applications see of the web layer.

export { Asset } from "./assets/asset.ts";
export { type AssetOptions, serveAsset } from "./assets/serve-asset.ts";
export { type BodyInit, BodyStream, type ByteSource } from "./body.ts";
export { type Cancel, type Clock, systemClock } from "./clock.ts";
export { type EventFields, EventStream, type EventStreamOptions } from "./event-stream.ts";
export { type FetchOptions, fetch } from "./fetch.ts";
export { Headers, type HeadersInit } from "./headers.ts";
export { Request, type RequestInit } from "./request.ts";
export { Response, type ResponseInit } from "./response.ts";
export { type Params, type RouteHandler, Router, readJson } from "./router.ts";
export type { Handler } from "./server/connection.ts";
export type { Counters, Limits, ServeOptions } from "./server/options.ts";
export { HttpError } from "./server/request-body.ts";
export { Server, serve } from "./server/serve.ts";
export { requireTransport, useTransport } from "./transport.ts";
export {
  type AcceptOptions,
  acceptWebSocket,
  type ConnectSocketOptions,
  connectWebSocket,
} from "./websocket/handshake.ts";
export { type SocketOptions, WebSocket } from "./websocket/socket.ts";
