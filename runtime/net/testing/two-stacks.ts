// Two whole stacks on one virtual wire, and streams of known bytes between them.

import { NetworkInterface } from "../interface.ts";
import { TcpLayer, type TcpOptions } from "../tcp/layer.ts";
import type { TcpConnection } from "../transport.ts";
import { VirtualWire, type WireConditions } from "./virtual-wire.ts";

export const LEFT = "10.0.0.1";
export const RIGHT = "10.0.0.2";

export interface TwoStacksOptions {
  readonly mtu?: number;
  readonly left?: TcpOptions;
  readonly right?: TcpOptions;
}

export class TwoStacks {
  readonly wire: VirtualWire;
  readonly leftNet: NetworkInterface;
  readonly rightNet: NetworkInterface;
  readonly left: TcpLayer;
  readonly right: TcpLayer;

  constructor(seed: number, conditions: WireConditions = {}, options: TwoStacksOptions = {}) {
    this.wire = new VirtualWire(seed, conditions);
    const { mtu } = options;
    this.leftNet = new NetworkInterface(this.wire.left, { address: LEFT, mtu, environment: this.wire });
    this.rightNet = new NetworkInterface(this.wire.right, { address: RIGHT, mtu, environment: this.wire });
    this.wire.drive(this.leftNet);
    this.wire.drive(this.rightNet);
    this.left = new TcpLayer(this.leftNet, options.left);
    this.right = new TcpLayer(this.rightNet, options.right);
  }

  /** A connection from left to right, and the other end of it. */
  async connect(port = 80, host = RIGHT): Promise<[TcpConnection, TcpConnection]> {
    const listener = await this.right.listen(port);
    let client: TcpConnection | null = null;
    let server: TcpConnection | null = null;
    let failure: unknown = null;
    this.left.connect(host, port).then(
      (connection) => {
        client = connection;
      },
      (error: unknown) => {
        failure = error;
      },
    );
    listener.accept().then((connection) => {
      server = connection;
    });
    await this.wire.run(() => (client !== null && server !== null) || failure !== null, 120_000);
    if (failure !== null) throw failure;
    if (client === null || server === null) throw new Error("the handshake was not finished in two minutes");
    listener.close();
    return [client, server];
  }
}

/** Byte `at` of the stream number `stream`. */
export function streamByte(stream: number, at: number): number {
  return (at * 31 + (at >>> 8) * 17 + (at >>> 16) * 5 + stream * 101) & 0xff;
}

/** Writes `count` bytes of a stream in pieces of `piece`, and ends the direction. */
export async function writeStream(
  connection: TcpConnection,
  stream: number,
  count: number,
  piece: number,
): Promise<void> {
  let at = 0;
  while (at < count) {
    const bytes = new Uint8Array(Math.min(piece, count - at));
    for (let i = 0; i < bytes.length; i++) bytes[i] = streamByte(stream, at + i);
    await connection.write(bytes);
    at += bytes.length;
  }
  connection.closeWrite();
}

/** Reads a stream to its end and returns its length. Throws at the first byte that is not right. */
export async function readStream(connection: TcpConnection, stream: number): Promise<number> {
  let at = 0;
  for (;;) {
    const bytes = await connection.read();
    if (bytes === null) return at;
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] !== streamByte(stream, at + i)) {
        throw new Error(`stream ${stream}, byte ${at + i}: ${bytes[i]}, not ${streamByte(stream, at + i)}`);
      }
    }
    at += bytes.length;
  }
}
