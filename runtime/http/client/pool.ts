// Connections of clients that wait to be used again. Few, and not for long.

import type { TcpConnection, Transport } from "../../net/transport.ts";
import { Incoming } from "../incoming.ts";
import type { Address } from "../url-parts.ts";

const MAX_KEPT = 4;
/** Below the 15 seconds and more after which servers close. */
const KEEP_MS = 5000;

export interface PooledConnection {
  readonly host: string;
  readonly port: number;
  readonly tcp: TcpConnection;
  readonly incoming: Incoming;
  sinceMs: number;
}

export class ConnectionPool {
  private readonly kept: PooledConnection[] = [];

  /** A kept connection to `host`, the one used last; null when there is none. */
  take(host: string, port: number, nowMs: number): PooledConnection | null {
    this.dropOld(nowMs);
    for (let i = this.kept.length - 1; i >= 0; i--) {
      const connection = this.kept[i]!;
      if (connection.host !== host || connection.port !== port) continue;
      this.kept.splice(i, 1);
      return connection;
    }
    return null;
  }

  async open(transport: Transport, address: Address, timeoutMs: number): Promise<PooledConnection> {
    const { host, port } = address;
    const tcp = await transport.connect(host, port, { timeoutMs });
    return { host, port, tcp, incoming: new Incoming(tcp), sinceMs: 0 };
  }

  /** Keeps `connection`, whose exchange is over; with bytes left that nobody asked for it is ended instead. */
  give(connection: PooledConnection, nowMs: number): void {
    this.dropOld(nowMs);
    if (connection.incoming.length > 0) {
      connection.tcp.abort();
      return;
    }
    connection.sinceMs = nowMs;
    this.kept.push(connection);
    if (this.kept.length > MAX_KEPT) void this.kept.shift()!.tcp.close();
  }

  private dropOld(nowMs: number): void {
    while (this.kept.length > 0 && nowMs - this.kept[0]!.sinceMs > KEEP_MS)
      void this.kept.shift()!.tcp.close();
  }
}
