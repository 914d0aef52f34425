// Turns QEMU's log of writes to a port controller that it does not model into what happened at the pins.
//
//   pio: unimplemented device write (size 4, offset 0x010, value 0x00008000)   ->   PA15 (led red) high
//
// Follows function and level of each pin, as the Allwinner PIO has them: banks of 0x24 bytes, Pn_CFG0..3 with four
// bits a pin, Pn_DAT with one. Pulls, drive strengths and interrupts are not shown. Levels of inputs are not known:
// nothing drives them in the emulator.

/** A port controller in the log: its name there, and the letter of each bank that it has. */
export interface LoggedPorts {
  readonly logName: string;
  /** Bank number -> port letter. */
  readonly ports: ReadonlyMap<number, string>;
}

const LINE = /^(\S+): unimplemented device write \(size 4, offset 0x([0-9a-f]+), value 0x([0-9a-f]+)\)/;
const BANK_BYTES = 0x24;
const CFG_BYTES = 0x10;
const DAT = 0x10;
const PINS_PER_CFG = 8;
const FUNCTION_INPUT = 0;
const FUNCTION_OUTPUT = 1;
/** The manual's name for function 7: the pad is switched off. */
const FUNCTION_DISABLED = 7;

export class PinTrace {
  private readonly controllers: ReadonlyMap<string, LoggedPorts>;
  private readonly labels: ReadonlyMap<string, string>;
  /** Last value of each register that was written. They read as 0 in the emulator before. */
  private readonly registers = new Map<string, number>();
  private readonly functions = new Map<string, number>();

  /** `labels`: what else a pin is called, for example "PH20" -> "led green". */
  constructor(controllers: readonly LoggedPorts[], labels: ReadonlyMap<string, string>) {
    this.controllers = new Map(controllers.map((controller) => [controller.logName, controller]));
    this.labels = labels;
  }

  /** What one line of the log did: a line of text for each pin that changed. */
  take(line: string): string[] {
    const [, name, offsetText, valueText] = LINE.exec(line) ?? [];
    const controller = name === undefined ? undefined : this.controllers.get(name);
    if (controller === undefined) return [];
    const offset = Number.parseInt(offsetText!, 16);
    const value = Number.parseInt(valueText!, 16);
    const port = controller.ports.get(Math.floor(offset / BANK_BYTES));
    if (port === undefined) return [];
    const register = offset % BANK_BYTES;
    const key = `${port}${register}`;
    const before = this.registers.get(key) ?? 0;
    this.registers.set(key, value);
    if (register < CFG_BYTES) return this.functionsChanged(port, (register / 4) * PINS_PER_CFG, value);
    return register === DAT ? this.levelsChanged(port, before, value) : [];
  }

  private functionsChanged(port: string, first: number, value: number): string[] {
    const lines: string[] = [];
    for (let i = 0; i < PINS_PER_CFG; i++) {
      const pin = `P${port}${first + i}`;
      const code = (value >>> (4 * i)) & 15;
      // Pins that nobody has touched keep the 0 that the emulator reads.
      if (code === (this.functions.get(pin) ?? FUNCTION_INPUT)) continue;
      this.functions.set(pin, code);
      lines.push(`${this.title(pin)} ${this.functionText(port, first + i, code)}`);
    }
    return lines;
  }

  private functionText(port: string, index: number, code: number): string {
    if (code === FUNCTION_INPUT) return "input";
    if (code === FUNCTION_DISABLED) return "disabled";
    if (code !== FUNCTION_OUTPUT) return `function ${code}`;
    const levels = this.registers.get(`${port}${DAT}`) ?? 0;
    return `output, ${levelText((levels >>> index) & 1)}`;
  }

  private levelsChanged(port: string, before: number, after: number): string[] {
    const lines: string[] = [];
    for (let index = 0; index < 32; index++) {
      const level = (after >>> index) & 1;
      const pin = `P${port}${index}`;
      // What is written for a pin that is no output yet shows once it becomes one.
      if (((before >>> index) & 1) === level || this.functions.get(pin) !== FUNCTION_OUTPUT) continue;
      lines.push(`${this.title(pin)} ${levelText(level)}`);
    }
    return lines;
  }

  private title(pin: string): string {
    const label = this.labels.get(pin);
    return label === undefined ? pin : `${pin} (${label})`;
  }
}

function levelText(level: number): string {
  return level === 1 ? "high" : "low";
}
