// The far end of the simulated Ethernet: a stream socket with a length before each frame, or nothing at all.
//
// The framing is that of QEMU's `stream` network, so a peer made for the emulator talks to the simulator too.

import { connect, type Socket } from "node:net";
import { FrameReader, withLength } from "../emulator/stream-link.ts";

export class EthernetWire {
  /** Frames that the program has sent, whether or not anybody listens. */
  framesSent = 0;
  framesReceived = 0;
  private readonly socket: Socket | null;

  /** Connects to the listening socket `path`; null is a cable with nothing at the other end. */
  constructor(path: string | null, receive: (frame: Uint8Array) => void) {
    if (path === null) {
      this.socket = null;
      return;
    }
    const reader = new FrameReader();
    this.socket = connect(path);
    this.socket.on("data", (piece) => {
      for (const frame of reader.push(piece)) {
        this.framesReceived += 1;
        receive(frame);
      }
    });
    this.socket.on("error", (error) => {
      process.stderr.write(`simulated Ethernet: ${path}: ${error.message}; the cable is now unplugged\n`);
    });
    // The program decides how long the simulation lasts, not the wire.
    this.socket.unref();
  }

  send(frame: Uint8Array): void {
    this.framesSent += 1;
    if (this.socket?.writable === true) this.socket.write(withLength(frame));
  }
}
