// A broker that does what a test tells it, and remembers the packets that came.

import type { TcpConnection, TcpListener, Transport } from "../../net/transport.ts";
import { findExtent } from "../wire/reader.ts";

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
export const fromHex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));

export class ScriptedBroker {
  /** Every packet, as hexadecimal digits, in its order; "--" where a connection begins. */
  packets: string[] = [];
  /** What each connection is greeted with after its CONNECT; "" is nothing. */
  greeting = "20 02 00 00";
  /** Answers packets by themselves: QoS 1 and 2, subscriptions, pings. */
  answers = true;
  connection: TcpConnection | null = null;
  private readonly listener: TcpListener;

  private constructor(listener: TcpListener) {
    this.listener = listener;
    void this.acceptAll();
  }

  static async start(transport: Transport): Promise<ScriptedBroker> {
    return new ScriptedBroker(await transport.listen(1883));
  }

  async send(packet: string): Promise<void> {
    await this.connection?.write(fromHex(packet));
  }

  /** The packets since the last call. */
  take(): string[] {
    return this.packets.splice(0);
  }

  private async acceptAll(): Promise<void> {
    for (;;) {
      const connection = await this.listener.accept();
      this.connection = connection;
      this.packets.push("--");
      void this.serve(connection).catch(() => undefined);
    }
  }

  private async serve(connection: TcpConnection): Promise<void> {
    let bytes = new Uint8Array(0);
    for (;;) {
      const piece = await connection.read();
      if (piece === null) return;
      bytes = new Uint8Array([...bytes, ...piece]);
      for (;;) {
        const extent = findExtent(bytes, 0, bytes.length);
        if (extent === null || extent === "bad" || extent.end > bytes.length) break;
        const packet = bytes.slice(0, extent.end);
        bytes = bytes.slice(extent.end);
        this.packets.push(hex(packet));
        const answer = this.answerTo(packet, extent.bodyAt);
        if (answer !== "") await connection.write(fromHex(answer));
      }
    }
  }

  private answerTo(packet: Uint8Array, bodyAt: number): string {
    const type = packet[0]! >> 4;
    if (type === 1) return this.greeting;
    if (!this.answers) return "";
    const idAt = (at: number) => hex(packet.subarray(at, at + 2));
    const qos = (packet[0]! >> 1) & 3;
    if (type === 3 && qos > 0) {
      return (qos === 1 ? "4002" : "5002") + idAt(bodyAt + 2 + packet[bodyAt]! * 256 + packet[bodyAt + 1]!);
    }
    if (type === 6) return `7002${idAt(bodyAt)}`;
    if (type === 8) return `9003${idAt(bodyAt)}00`;
    if (type === 10) return `b002${idAt(bodyAt)}`;
    return type === 12 ? "d000" : "";
  }
}
