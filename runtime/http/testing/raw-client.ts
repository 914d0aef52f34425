// A client that sends what it is told and shows what comes back, byte for byte, as ISO 8859-1.

import type { TcpConnection, Transport } from "../../net/transport.ts";

export const toBytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));

export class RawClient {
  /** Everything that has arrived. */
  received = "";
  /** How the server ended the connection. */
  ended: "no" | "closed" | "reset" = "no";
  readonly connection: TcpConnection;

  private constructor(connection: TcpConnection) {
    this.connection = connection;
    void this.readAll();
  }

  static async connect(transport: Transport, port: number): Promise<RawClient> {
    return new RawClient(await transport.connect("localhost", port));
  }

  async send(text: string): Promise<void> {
    await this.connection.write(toBytes(text));
  }

  private async readAll(): Promise<void> {
    try {
      for (;;) {
        const piece = await this.connection.read();
        if (piece === null) break;
        for (const byte of piece) this.received += String.fromCharCode(byte);
      }
      this.ended = "closed";
      // As clients do that have nothing more to say.
      void this.connection.close();
    } catch {
      this.ended = "reset";
    }
  }
}
