// An SMP server on a console: takes bytes as they come, answers in lines that other text may stand between.
//
// One packet is answered at a time, as clients send one at a time. What arrives meanwhile beyond one packet is
// dropped, and sent again by a client that misses its answer.

import type { Uart } from "../../hal/uart/uart.ts";
import { encodePacket, PacketReader } from "./console-frame.ts";
import type { SmpServer } from "./server.ts";

export class ConsoleServer {
  private readonly server: SmpServer;
  private readonly port: Uart;
  private readonly reader: PacketReader;
  private readonly onAnswered: () => void;
  private waiting: Uint8Array | undefined = undefined;
  private busy = false;

  /** `onAnswered` is called after each answer, once its last bit has been sent. */
  constructor(server: SmpServer, port: Uart, largestMessage: number, onAnswered: () => void) {
    this.server = server;
    this.port = port;
    this.reader = new PacketReader(largestMessage);
    this.onAnswered = onAnswered;
  }

  /** Takes a received byte. Returns at once; answers come later. */
  take(byte: number): void {
    const packet = this.reader.take(byte);
    if (packet === undefined) return;
    this.waiting = packet;
    if (!this.busy) void this.answerAll();
  }

  private async answerAll(): Promise<void> {
    this.busy = true;
    while (this.waiting !== undefined) {
      const packet: Uint8Array = this.waiting;
      this.waiting = undefined;
      try {
        const answer = await this.server.handle(packet);
        if (answer !== undefined) {
          const bytes = encodePacket(answer);
          this.port.write(bytes, 0, bytes.length);
          this.port.drain();
        }
      } catch {
        // The card failed. A client that gets no answer asks again, and then says so.
      }
      this.onAnswered();
    }
    this.busy = false;
  }
}
