// The few words of the GDB remote serial protocol that measuring needs: read memory, watch an address, run,
// run elsewhere.
//
// A client for QEMU's gdb server over a socket. No symbols, no breakpoints in code, no stepping; for debugging
// there is gdb itself. Packets: $data#checksum, acknowledged by "+" ("Overview" in gdb's remote protocol manual).
import { createConnection, type Socket } from "node:net";

const RETRY_MS = 20;
/** Number of r15 in gdb's list of ARM registers, hexadecimal. */
const PROGRAM_COUNTER = "f";

function connection(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => resolve(socket));
    socket.once("error", reject);
  });
}

export class GdbRemote {
  private readonly socket: Socket;
  private received = "";
  private wake: () => void = () => {};
  private closed = false;
  private atWrite = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      this.received += text;
      this.wake();
    });
    // The end of the connection ends the wait for an answer; what happened to QEMU is for its owner to say.
    socket.on("error", () => {});
    socket.on("close", () => {
      this.closed = true;
      this.wake();
    });
  }

  /**
   * Connects to the gdb server on the socket file `path`, waiting at most `limitMs` milliseconds for it: a server's
   * file exists a moment before the server listens.
   */
  static async connect(path: string, limitMs = 5000): Promise<GdbRemote> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      try {
        return new GdbRemote(await connection(path));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if ((code !== "ECONNREFUSED" && code !== "ENOENT") || Date.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /**
   * Lets the machine run until it is about to write to the 4 bytes at the virtual address `address`. Called
   * again, it runs on past that write to the next one.
   */
  async runUntilWrite(address: number): Promise<void> {
    const watchpoint = `2,${address.toString(16)},4`;
    // QEMU stops before a device is written, and would stop at once again: the write is stepped over unwatched.
    if (this.atWrite) await this.expectStop("s");
    await this.expectOk(`Z${watchpoint}`);
    await this.expectStop("c");
    await this.expectOk(`z${watchpoint}`);
    this.atWrite = true;
  }

  /** The little-endian word at `address`, read as the processor would read it. */
  async readWord(address: number): Promise<number> {
    const answer = await this.ask(`m${address.toString(16)},4`);
    if (!/^[0-9a-f]{8}$/.test(answer)) throw new Error(`the gdb server cannot read memory: "${answer}"`);
    return Buffer.from(answer, "hex").readUInt32LE(0);
  }

  /** Lets the machine, which stopped when this connected, go on at `address` instead of where it was. */
  async continueAt(address: number): Promise<void> {
    const word = Buffer.alloc(4);
    word.writeUInt32LE(address);
    await this.expectOk(`P${PROGRAM_COUNTER}=${word.toString("hex")}`);
    this.socket.write(`$c#${checksum("c")}`);
  }

  close(): void {
    this.socket.destroy();
  }

  private async expectOk(command: string): Promise<void> {
    const answer = await this.ask(command);
    if (answer !== "OK") throw new Error(`the gdb server refused ${command}: "${answer}"`);
  }

  private async expectStop(command: string): Promise<void> {
    const answer = await this.ask(command);
    if (!/^[TS]/.test(answer)) throw new Error(`the machine ended: "${answer}"`);
  }

  private async ask(command: string): Promise<string> {
    this.socket.write(`$${command}#${checksum(command)}`);
    for (;;) {
      const packet = /\$([^#]*)#[0-9a-f]{2}/.exec(this.received);
      if (packet) {
        this.received = this.received.slice(packet.index + packet[0].length);
        this.socket.write("+");
        return packet[1]!;
      }
      if (this.closed) throw new Error("the gdb server hung up");
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

/** The sum of the packet's characters modulo 256, as two hexadecimal digits. */
function checksum(text: string): string {
  const sum = [...text].reduce((total, character) => total + character.charCodeAt(0), 0);
  return (sum & 0xff).toString(16).padStart(2, "0");
}
