// serve: HTTP/1.1 on a port. Accepts connections, bounds their number, and ends those whose time is over.

import { DEFAULT_BACKLOG, NetError, type TcpListener } from "../../net/transport.ts";
import type { Cancel } from "../clock.ts";
import { requireTransport } from "../transport.ts";
import { type Handler, ServerConnection } from "./connection.ts";
import { type Counters, type ServeOptions, ServerState, SWEEP_MS } from "./options.ts";

/** Connections above the limit that are told 503; beyond them new ones are reset. */
const TURNED_AWAY_AT_ONCE = 16;

export class Server {
  private readonly state: ServerState;
  private readonly handler: Handler;
  private readonly listener: TcpListener;
  private readonly connections = new Set<ServerConnection>();
  private cancelSweep: Cancel | null = null;
  private onEmpty: (() => void) | null = null;

  constructor(options: ServeOptions, handler: Handler, listener: TcpListener) {
    this.state = new ServerState(options);
    this.handler = handler;
    this.listener = listener;
    void this.acceptAll();
  }

  /** The port it listens at. */
  get port(): number {
    return this.listener.localPort;
  }

  get counters(): Readonly<Counters> {
    return this.state.counters;
  }

  get connectionCount(): number {
    return this.connections.size;
  }

  /** Takes no more requests, ends idle connections, and resolves when the others have had their responses. */
  close(): Promise<void> {
    this.state.closing = true;
    this.listener.close();
    for (const connection of [...this.connections]) if (connection.isIdle) void connection.finish();
    if (this.connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onEmpty = resolve;
    });
  }

  private async acceptAll(): Promise<void> {
    for (;;) {
      try {
        const tcp = await this.listener.accept();
        this.state.counters.accepted++;
        const excess = this.connections.size - this.state.limits.connections;
        if (excess >= TURNED_AWAY_AT_ONCE) {
          this.state.counters.shed++;
          tcp.abort();
          continue;
        }
        const connection = new ServerConnection(tcp, this.state, this.handler, this.forget);
        const isTurnedAway = excess >= 0 && !this.endAnIdleOne();
        this.connections.add(connection);
        this.startSweeping();
        if (isTurnedAway) this.state.counters.shed++;
        void (isTurnedAway ? connection.turnAway() : connection.run());
      } catch (error) {
        if (error instanceof NetError && error.code === "closed") return;
        this.state.log(`http: cannot accept: ${String(error)}`);
        if (!(error instanceof NetError)) return;
      }
    }
  }

  /** Makes room: the connection that has been idle first goes. */
  private endAnIdleOne(): boolean {
    for (const connection of this.connections) {
      if (!connection.isIdle) continue;
      this.state.counters.shed++;
      void connection.finish();
      return true;
    }
    return false;
  }

  private readonly forget = (connection: ServerConnection): void => {
    this.connections.delete(connection);
    if (this.connections.size > 0) return;
    this.cancelSweep?.();
    this.cancelSweep = null;
    this.onEmpty?.();
    this.onEmpty = null;
  };

  private startSweeping(): void {
    if (this.cancelSweep !== null) return;
    this.cancelSweep = this.state.clock.after(SWEEP_MS, this.sweep);
  }

  private readonly sweep = (): void => {
    this.cancelSweep = null;
    const nowMs = this.state.clock.nowMs();
    for (const connection of [...this.connections]) {
      if (nowMs >= connection.deadlineMs) connection.expire();
    }
    if (this.connections.size > 0) this.startSweeping();
  };
}

/**
 * Answers requests on `options.port` with what `handler` returns, several at once. Resolves when it listens. Rejects
 * with NetError ("address-in-use" ...), and with Error when there is no transport. A handler that throws is answered
 * 500 and logged.
 */
export async function serve(options: ServeOptions, handler: Handler): Promise<Server> {
  const transport = options.transport ?? requireTransport();
  const listener = await transport.listen(options.port, {
    address: options.address,
    backlog: DEFAULT_BACKLOG,
  });
  return new Server(options, handler, listener);
}
