// What TCP needs of who carries its segments by other packets than those of IPv4. Contract only; ipv6/tcp.ts implements it.
//
// Not one contract for both families, with IPv4 as an implementation of it: what has one implementation in a program is
// called directly, and costs programs without IPv6 next to nothing.

import type { TcpHeader } from "../wire/tcp.ts";
import type { Ends, Tcb, TcpSettings } from "./tcb.ts";

export interface SegmentsBeside {
  readonly settings: TcpSettings;
  /**
   * The number that stands for the peer `host`, which the next calls here are about until a segment arrives; null when
   * it is no address. Throws NetError "unreachable".
   */
  aimAt(host: string): number | null;
  /** Addresses of that peer, and ours towards it. */
  endsNow(): Ends;
  /** The connection with that peer. */
  connectionNow(remote: number, remotePort: number, localPort: number): Tcb | null;
  /** Sends `reply`, which belongs to no connection, to that peer. */
  replyNow(reply: TcpHeader): void;
  /** As SegmentSink's `send` and `pathMss`, of a connection with `ends`. */
  sendSegment(tcb: Tcb, header: TcpHeader, offset: number, count: number): void;
  mssTo(tcb: Tcb): number;
  /** One of the `ends` as text. */
  textOf(address: Uint8Array): string;
}
