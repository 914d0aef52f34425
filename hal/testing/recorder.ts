// A bus that writes down every register access in order, with register names, one line each.
//
// Reads are answered from a script, else by the bus behind the recorder, else with 0. Equal reads in a row
// become one line with a count, so that a poll loop reads as one step:
//
//   read  uart0.LSR -> 0x60
//   write uart0.LCR <- 0x83
//   read  mmc0.RINT -> 0x0 (x3)

import type { Bus } from "../mmio.ts";

/** Names of a device's registers: name to offset. */
export type RegisterNames = Readonly<Record<string, number>>;

interface NamedWindow {
  readonly device: string;
  readonly base: number;
  readonly names: RegisterNames;
}

export class Recorder implements Bus {
  private readonly windows: NamedWindow[] = [];
  private readonly script = new Map<number, number[]>();
  private readonly behind: Bus | null;
  private readonly recorded: { text: string; count: number }[] = [];

  constructor(behind: Bus | null = null) {
    this.behind = behind;
  }

  /** Gives names to a device's registers. */
  name(device: string, base: number, names: RegisterNames): this {
    this.windows.push({ device, base, names });
    return this;
  }

  /** The next reads of `register` ("uart0.LSR") give `values`; the last one stays. */
  answer(register: string, ...values: number[]): this {
    this.script.set(this.addressOf(register), values);
    return this;
  }

  read32(address: number): number {
    const value = this.answerFor(address) >>> 0;
    this.record(`read  ${this.nameOf(address)} -> 0x${value.toString(16)}`, true);
    return value;
  }

  write32(address: number, value: number): void {
    this.record(`write ${this.nameOf(address)} <- 0x${(value >>> 0).toString(16)}`, false);
    this.behind?.write32(address, value);
  }

  /** The accesses so far, one line each; starts anew. */
  take(): string[] {
    const lines = this.recorded.map(({ text, count }) => (count > 1 ? `${text} (x${count})` : text));
    this.recorded.length = 0;
    return lines;
  }

  /** Like `take`, only the writes. */
  takeWrites(): string[] {
    return this.take().filter((line) => line.startsWith("write"));
  }

  private answerFor(address: number): number {
    const values = this.script.get(address);
    if (values === undefined || values.length === 0) return this.behind?.read32(address) ?? 0;
    return values.length > 1 ? values.shift()! : values[0]!;
  }

  private record(text: string, collapses: boolean): void {
    const last = this.recorded.at(-1);
    if (collapses && last !== undefined && last.text === text) last.count += 1;
    else this.recorded.push({ text, count: 1 });
  }

  private nameOf(address: number): string {
    for (const { device, base, names } of this.windows) {
      for (const [register, offset] of Object.entries(names)) {
        if (base + offset === address) return `${device}.${register}`;
      }
    }
    return `0x${address.toString(16).padStart(8, "0")}`;
  }

  private addressOf(register: string): number {
    for (const { device, base, names } of this.windows) {
      const offset = names[register.slice(device.length + 1)];
      if (register.startsWith(`${device}.`) && offset !== undefined) return base + offset;
    }
    throw new Error(`no register is called "${register}": name the device first`);
  }
}
