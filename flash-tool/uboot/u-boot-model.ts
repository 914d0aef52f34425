// A model of U-Boot's prompt for tests: the commands that first contact needs, a card, a memory, and YMODEM received as
// common/xyzModem.c does. Faults are put in by options. It is no shell: one command, `&&` and `||` with echo.

import { crc16 } from "../../runtime/smp/console-frame.ts";
import { crc32 } from "../../sdk/image/uimage.ts";
import type { SerialLine } from "./line.ts";

const MEMORY_AT = 0x4000_0000;

export interface ModelOptions {
  readonly card?: Uint8Array | null;
  readonly fdtfile?: string;
  readonly prompt?: string;
  /** Commands that it does not have. */
  readonly unknown?: readonly string[];
  /** Spoils the block, counted from 0, when it comes for the first time. */
  readonly spoilBlock?: number;
  /** Breaks the transfer off at this block. */
  readonly cancelAtBlock?: number;
  /** What the card stores differs from what was written. */
  readonly cardLies?: boolean;
}

export class UBootModel implements SerialLine {
  readonly card: Uint8Array | null;
  readonly commands: string[] = [];
  readonly rates: number[] = [];
  restarts = 0;
  private readonly options: ModelOptions;
  private readonly memory = new Uint8Array(0x0500_0000);
  private output: number[] = [];
  private typed = "";
  private receiver: ((byte: number) => void) | undefined;

  constructor(options: ModelOptions = {}) {
    this.options = options;
    this.card = options.card === undefined ? new Uint8Array(2 << 20) : options.card;
  }

  write(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (this.receiver !== undefined) this.receiver(byte);
      else this.key(byte);
    }
  }

  async read(timeoutMs: number): Promise<number> {
    if (this.output.length === 0) await new Promise((resolve) => setTimeout(resolve, Math.min(timeoutMs, 2)));
    return this.output.shift() ?? -1;
  }

  async setBaud(rate: number): Promise<void> {
    this.rates.push(rate);
  }

  drop(): void {
    this.output = [];
  }

  private say(text: string): void {
    this.output.push(...Buffer.from(text, "latin1"));
  }

  private get prompt(): string {
    return `\r\n${this.options.prompt ?? "=>"} `;
  }

  private key(byte: number): void {
    if (byte === 3) {
      this.typed = "";
      this.say(`<INTERRUPT>${this.prompt}`);
    } else if (byte === 13) {
      const line = this.typed;
      this.typed = "";
      this.say("\r\n");
      this.execute(line);
    } else {
      this.typed += String.fromCharCode(byte);
      this.say(String.fromCharCode(byte));
    }
  }

  private execute(line: string): void {
    const [command = "", yes] = line.split(" && ");
    this.commands.push(command);
    const [name = ""] = command.split(" ");
    if (name === "loady") {
      const rate = command.split(" ")[2];
      if (rate === undefined) {
        this.receive(command, () => this.say(this.prompt));
        return;
      }
      this.say(`## Switch baudrate to ${rate} bps and press ENTER ...\r\n`);
      this.receiver = () => {
        this.receive(command, () => {
          this.say("## Switch baudrate to 115200 bps and press ESC ...\r\n");
          this.receiver = () => {
            this.receiver = undefined;
            this.say(this.prompt);
          };
        });
      };
      return;
    }
    if (name === "reset") {
      this.restarts++;
      this.say("resetting ...\r\n\r\nU-Boot SPL\r\nTrying to boot from MMC1\r\nhello from the card\r\n");
      return;
    }
    const isRight = this.options.unknown?.includes(name) ? this.unknown(name) : this.simple(command);
    const answers = (yes ?? "").replaceAll('"', "").split(" || ");
    if (answers.length === 2) this.say(`${answers[isRight ? 0 : 1]!.replace("echo ", "")}\r`);
    this.say(this.prompt);
  }

  private unknown(name: string): boolean {
    this.say(`Unknown command '${name}' - try 'help'\r\n`);
    return false;
  }

  private simple(command: string): boolean {
    const [name, ...words] = command.split(" ");
    const numbers = words.slice(1).map((word) => Number.parseInt(word, 16));
    const { card, memory } = this;
    if (command === "printenv fdtfile") {
      if (this.options.fdtfile === undefined) return false;
      this.say(`fdtfile=${this.options.fdtfile}\r\n`);
      return true;
    }
    if (name === "crc32") {
      const at = Number.parseInt(words[0]!, 16) - MEMORY_AT;
      const sum = crc32(memory.subarray(at, at + numbers[0]!));
      this.say(`crc32 for ... ==> ${sum.toString(16).padStart(8, "0")}\r\n`);
      return true;
    }
    if (name !== "mmc" || card === null) return false;
    if (words[0] === "info") this.say(`Capacity: ${card.length / 2 ** 20} MiB\r\n`);
    if (words[0] === "dev" || words[0] === "info") return true;
    const [at = 0, sector = 0, sectors = 0] = numbers;
    const [from, to] = [at - MEMORY_AT, at - MEMORY_AT + sectors * 512];
    if ((sector + sectors) * 512 > card.length) return false;
    if (words[0] === "write") card.set(memory.subarray(from, to), sector * 512);
    else memory.set(card.subarray(sector * 512, (sector + sectors) * 512), from);
    if (this.options.cardLies && words[0] === "read") memory[from]! ^= 1;
    return true;
  }

  /** xyzModem_stream_open and xyzModem_stream_read, for one file. */
  private receive(command: string, done: () => void): void {
    const to = Number.parseInt(command.split(" ")[1]!, 16) - MEMORY_AT;
    this.say("## Ready for binary (ymodem) download to 0x42000000 at 115200 bps...\r\nC");
    let block: number[] = [];
    let count = 0;
    let expected = 0;
    let [size, written, ended] = [-1, 0, false];
    this.receiver = (byte) => {
      if (block.length === 0 && byte === 4) {
        ended = true;
        return this.say("\x06C");
      }
      block.push(byte);
      const length = block[0] === 2 ? 1024 : 128;
      if (block.length < 5 + length) return;
      const data = new Uint8Array(block.slice(3, 3 + length));
      const right =
        crc16(data) === block[3 + length]! * 256 + block[4 + length]! && block[1] === 255 - block[2]!;
      const number = block[1]!;
      block = [];
      const at = count++;
      if (at === this.options.cancelAtBlock) return this.say("\x18\x18\x18");
      if (!right || at === this.options.spoilBlock) return this.say("\x15");
      if (ended) {
        this.receiver = undefined;
        this.say("\x06## Total Size\r\n");
        return done();
      }
      if (size < 0) {
        size = Number(/^[^\0]+\0(\d+)/.exec(Buffer.from(data).toString("latin1"))![1]);
        expected = 1;
        return this.say("\x06C");
      }
      // A block that was taken already comes again when its ACK was lost.
      if (number !== (expected & 255)) return this.say("\x06");
      this.memory.set(data.subarray(0, Math.min(length, size - written)), to + written);
      written += length;
      expected++;
      this.say("\x06");
    };
  }
}
