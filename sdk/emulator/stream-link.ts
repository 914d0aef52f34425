// A Link to QEMU over a local stream socket: QEMU's `stream` network back end, frames with a length in front.
//
// A stream and not datagrams, because it loses nothing, needs no free port, and Node has no datagram sockets
// of the Unix kind. QEMU connects to us; frames sent before that are kept and delivered on connection.
import { createServer, type Server, type Socket } from "node:net";
import type { Link } from "./packet-peer.ts";

const LENGTH_BYTES = 4; // big-endian length of the frame that follows (QEMU net/stream.c)
// QEMU's own limit for one packet; anything longer means that we lost our place in the stream.
const LONGEST_FRAME_BYTES = 69_632;

/** Cuts a byte stream into frames. Bytes may arrive in any pieces. */
export class FrameReader {
  private rest: Uint8Array = new Uint8Array(0);

  /**
   * Takes the next piece of the stream and returns the frames that are now whole.
   * @throws RangeError when a length is impossible
   */
  push(piece: Uint8Array): Uint8Array[] {
    this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
    const frames: Uint8Array[] = [];
    while (this.rest.length >= LENGTH_BYTES) {
      const view = new DataView(this.rest.buffer, this.rest.byteOffset, this.rest.byteLength);
      const length = view.getUint32(0);
      if (length > LONGEST_FRAME_BYTES)
        throw new RangeError(`frame of ${length} bytes in the emulator's stream`);
      if (this.rest.length < LENGTH_BYTES + length) break;
      // A copy: Buffer.slice would only be a view of the piece.
      frames.push(new Uint8Array(this.rest.subarray(LENGTH_BYTES, LENGTH_BYTES + length)));
      this.rest = this.rest.subarray(LENGTH_BYTES + length);
    }
    return frames;
  }
}

/** A frame as it goes over the stream. */
export function withLength(frame: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH_BYTES + frame.length);
  new DataView(bytes.buffer).setUint32(0, frame.length);
  bytes.set(frame, LENGTH_BYTES);
  return bytes;
}

/** The listening end of the wire. Give `path` to startQemu as its network, then talk through it as a Link. */
export class StreamLink implements Link {
  readonly path: string;
  private readonly server: Server;
  private socket: Socket | null = null;
  private readonly early: Uint8Array[] = [];
  private handler: (frame: Uint8Array) => void = () => {};

  private constructor(path: string, server: Server) {
    this.path = path;
    this.server = server;
    server.on("connection", (socket) => this.connected(socket));
  }

  /** Listens on the socket file `path`, which must not exist yet and be short (about 100 bytes). */
  static listen(path: string): Promise<StreamLink> {
    return new Promise((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.listen(path, () => resolve(new StreamLink(path, server)));
    });
  }

  send(frame: Uint8Array): void {
    if (this.socket) this.socket.write(withLength(frame));
    else this.early.push(frame);
  }

  onFrame(handler: (frame: Uint8Array) => void): void {
    this.handler = handler;
  }

  /** Hangs up and removes the socket file. */
  close(): void {
    this.socket?.destroy();
    this.server.close();
  }

  private connected(socket: Socket): void {
    const reader = new FrameReader();
    this.socket = socket;
    socket.on("data", (piece) => {
      for (const frame of reader.push(piece)) this.handler(frame);
    });
    // The emulator ending is not an error of the wire; whoever waits for a reply runs into the timeout.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      if (this.socket === socket) this.socket = null;
    });
    for (const frame of this.early.splice(0)) this.send(frame);
  }
}
