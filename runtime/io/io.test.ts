// The classes of `ingot/io` over pins and buses that a test plays.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EdgePin } from "../../hal/gpio/pin.ts";
import type { I2cResult } from "../../hal/i2c/i2c-bus.ts";
import { pollSources, sourceCount } from "../loop/sources.ts";
import { claim, release } from "./claims.ts";
import { DigitalBase, type DigitalPins } from "./digital.ts";
import { DigitalBankBase } from "./digital-bank.ts";
import { I2cBase } from "./i2c.ts";
import { PwmBase } from "./pwm.ts";
import { SerialBase } from "./serial.ts";
import { SpiBase } from "./spi.ts";

/** A board whose pins are levels in a map; an edge is noticed if somebody watches for it. */
class FakePins implements DigitalPins {
  readonly levels = new Map<string, 0 | 1>();
  readonly modes = new Map<string, string>();
  readonly edges = new Map<string, number>();
  readonly seen = new Set<string>();

  output(pin: string, initial: 0 | 1) {
    this.open(pin, "output");
    this.levels.set(pin, initial);
    return { write: (level: 0 | 1) => this.levels.set(pin, level), read: () => this.levels.get(pin)! };
  }

  openDrain(pin: string, initial: 0 | 1) {
    this.open(pin, "open drain");
    let held: 0 | 1 = initial;
    const write = (level: 0 | 1) => {
      held = level;
    };
    return { write, read: (): 0 | 1 => (held === 0 ? 0 : (this.levels.get(pin) ?? 1)) };
  }

  input(pin: string, pull: string) {
    this.open(pin, `input ${pull}`);
    return { read: () => this.levels.get(pin) ?? 0 };
  }

  watch(pin: string, pull: string, edges: number): EdgePin {
    this.open(pin, `watch ${pull}`);
    this.edges.set(pin, edges);
    return {
      read: () => this.levels.get(pin) ?? 0,
      take: () => this.seen.delete(pin),
      noticedAtMs: () => 42,
      stop: () => this.edges.delete(pin),
    };
  }

  release(pin: string) {
    this.modes.delete(pin);
    release(pin);
  }

  drive(pin: string, level: 0 | 1) {
    if (this.levels.get(pin) === level) return;
    this.levels.set(pin, level);
    if (((this.edges.get(pin) ?? 0) & (level === 1 ? 1 : 2)) !== 0) this.seen.add(pin);
  }

  private open(pin: string, mode: string) {
    claim(pin, "a Digital");
    this.modes.set(pin, mode);
  }
}

const { Input, InputPullUp, InputPullDown, Output, Rising, Falling } = DigitalBase;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  expect(sourceCount()).toBe(0);
});

describe("Digital", () => {
  it("lets go of an open-drain wire unless told otherwise, and reads what others make of it", () => {
    const pins = new FakePins();
    const wire = new DigitalBase({ pin: "PD2", mode: DigitalBase.OutputOpenDrain }, pins);
    expect(pins.modes.get("PD2")).toBe("open drain");
    expect(wire.read()).toBe(1);
    pins.drive("PD2", 0);
    expect(wire.read()).toBe(0);
    pins.drive("PD2", 1);
    wire.write(0);
    expect(wire.read()).toBe(0);
    wire.close();
    expect(pins.modes.has("PD2")).toBe(false);
  });

  it("drives an output from its first moment and gives it back", () => {
    const pins = new FakePins();
    const relay = new DigitalBase({ pin: "PD1", mode: Output, initial: 1 }, pins);
    expect([pins.levels.get("PD1"), relay.read()]).toEqual([1, 1]);
    relay.write(0);
    expect(pins.levels.get("PD1")).toBe(0);
    relay.close();
    relay.close();
    expect(pins.modes.size).toBe(0);
    expect(() => relay.write(1)).toThrow("PD1 is closed");
    new DigitalBase({ pin: "PD1", mode: Input }, pins).close();
  });

  it.each([
    [Input, "input none"],
    [InputPullUp, "input up"],
    [InputPullDown, "input down"],
  ])("mode %d is %s", (mode, expected) => {
    const pins = new FakePins();
    const input = new DigitalBase({ pin: "PD1", mode }, pins);
    expect(pins.modes.get("PD1")).toBe(expected);
    expect(() => input.write(1)).toThrow("PD1 is an input");
    input.close();
  });

  it("tells of the edges that were asked for, with this and the moment", () => {
    const pins = new FakePins();
    const told: [number, number][] = [];
    const input = new DigitalBase(
      {
        pin: "PD2",
        mode: Input,
        edge: Rising,
        onReadable() {
          told.push([this.read(), this.changedAtMs]);
        },
      },
      pins,
    );
    for (const level of [1, 0, 1] as const) {
      pins.drive("PD2", level);
      pollSources();
    }
    expect(told).toEqual([
      [1, 42],
      [1, 42],
    ]);
    input.close();
    pins.drive("PD2", 0);
    pins.drive("PD2", 1);
    expect(pollSources()).toBe(false);
  });

  it("tells of a level that held, not of those that bounced", () => {
    const pins = new FakePins();
    const told: number[] = [];
    const input = new DigitalBase(
      { pin: "PD3", mode: Input, edge: Rising | Falling, debounceMs: 20, onReadable: () => told.push(1) },
      pins,
    );
    for (const level of [1, 0, 1, 0, 1] as const) {
      pins.drive("PD3", level);
      pollSources();
      vi.advanceTimersByTime(5);
    }
    expect(told).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(told).toEqual([1]);
    // A pulse that is over before it held.
    pins.drive("PD3", 0);
    pollSources();
    vi.advanceTimersByTime(5);
    pins.drive("PD3", 1);
    pollSources();
    vi.advanceTimersByTime(50);
    expect(told).toEqual([1]);
    input.close();
  });

  it("debounced, still tells only of the edges that were asked for", () => {
    const pins = new FakePins();
    let told = 0;
    const input = new DigitalBase(
      { pin: "PD4", mode: Input, edge: Falling, debounceMs: 10, onReadable: () => (told += 1) },
      pins,
    );
    for (const level of [1, 0, 1, 0] as const) {
      pins.drive("PD4", level);
      pollSources();
      vi.advanceTimersByTime(11);
    }
    expect(told).toBe(2);
    input.close();
  });

  it("refuses what makes no sense, and keeps no pin for it", () => {
    const pins = new FakePins();
    const onReadable = () => {};
    expect(() => new DigitalBase({ pin: "PD5", mode: 77 }, pins)).toThrow("77 is no mode");
    expect(() => new DigitalBase({ pin: "PD5", mode: Output, onReadable }, pins)).toThrow(TypeError);
    expect(() => new DigitalBase({ pin: "PD5", mode: Input, onReadable }, pins)).toThrow(/edge must be/);
    expect(pins.modes.size).toBe(0);
  });

  it("names both users of a pin", () => {
    const pins = new FakePins();
    const first = new DigitalBase({ pin: "PD6", mode: Output }, pins);
    expect(() => new DigitalBase({ pin: "PD6", mode: Input }, pins)).toThrow(
      "PD6 is used twice: by a Digital and by a Digital",
    );
    first.close();
  });
});

describe("DigitalBank", () => {
  it("writes and reads the pins of its mask only", () => {
    const pins = new FakePins();
    const bank = new DigitalBankBase({ bank: "PE", pins: 0x8000_0006, mode: Output }, pins);
    bank.write(0xffff_fffd);
    expect([...pins.levels]).toEqual([
      ["PE1", 0],
      ["PE2", 1],
      ["PE31", 1],
    ]);
    expect(bank.read()).toBe(0x8000_0004);
    bank.close();
    expect(() => bank.read()).toThrow("the bank of PE is closed");
  });

  it("tells which pins had an edge", () => {
    const pins = new FakePins();
    const triggers: number[] = [];
    const bank = new DigitalBankBase(
      {
        bank: "PE",
        pins: 7,
        mode: InputPullUp,
        rises: 1,
        falls: 2,
        onReadable: (mask) => triggers.push(mask),
      },
      pins,
    );
    for (const pin of ["PE0", "PE1", "PE2"]) pins.drive(pin, 1);
    pollSources();
    for (const pin of ["PE0", "PE1", "PE2"]) pins.drive(pin, 0);
    pollSources();
    expect(triggers).toEqual([1, 2]);
    bank.close();
  });

  it("keeps no pin when one of them is taken", () => {
    const pins = new FakePins();
    const one = new DigitalBase({ pin: "PE2", mode: Output }, pins);
    expect(() => new DigitalBankBase({ bank: "PE", pins: 6, mode: Output }, pins)).toThrow(
      /PE2 is used twice/,
    );
    expect([...pins.modes.keys()]).toEqual(["PE2"]);
    one.close();
  });
});

describe("I2C", () => {
  function bus(result: I2cResult = "ok") {
    const log: string[] = [];
    const fill = (into: Uint8Array) => {
      into.fill(7);
      return result;
    };
    const made = {
      write(address: number, bytes: Uint8Array) {
        log.push(`${address} write ${bytes}`);
        return result;
      },
      read(address: number, into: Uint8Array) {
        log.push(`${address} read ${into.length}`);
        return fill(into);
      },
      writeRead(address: number, bytes: Uint8Array, into: Uint8Array) {
        log.push(`${address} write ${bytes} read ${into.length}`);
        return fill(into);
      },
    };
    return { log, open: () => made };
  }

  it("writes, reads, and joins a write without a stop with the read after it", () => {
    const { log, open } = bus();
    const device = new I2cBase({ port: "i2c1", address: 64 }, open);
    device.write(new Uint8Array([1, 2]));
    expect([...new Uint8Array(device.read(2))]).toEqual([7, 7]);
    device.write(new Uint8Array([3]).buffer, false);
    expect(device.read(new Uint8Array(3))).toBe(3);
    device.read(1);
    expect(log).toEqual(["64 write 1,2", "64 read 2", "64 write 3 read 3", "64 read 1"]);
    device.close();
    expect(() => device.read(1)).toThrow("i2c1 device 0x40 is closed");
  });

  it("says what is wrong with a bus", () => {
    for (const [result, text] of [
      ["no-acknowledge", "does not answer"],
      ["lost", "disturbed"],
      ["timed-out", "stuck"],
    ] as const) {
      const device = new I2cBase({ port: "i2c1", address: 64 }, bus(result).open);
      expect(() => device.read(1)).toThrow(text);
      device.close();
    }
  });

  it("takes an address once, and only those that there are", () => {
    const { open } = bus();
    const device = new I2cBase({ port: "i2c1", address: 64 }, open);
    expect(() => new I2cBase({ port: "i2c1", address: 64 }, open)).toThrow(/used twice/);
    new I2cBase({ port: "i2c1", address: 65 }, open).close();
    device.close();
    for (const address of [-1, 128, 1.5]) {
      expect(() => new I2cBase({ port: "i2c1", address }, open)).toThrow(RangeError);
    }
    expect(() => new I2cBase({ port: "i2c1", address: 1, hz: 10_000 }, open)).toThrow("takes 10000 Hz");
  });
});

describe("SPI", () => {
  it("moves bytes both ways, one way, and back", () => {
    const sent: number[][] = [];
    let works = true;
    const open = (_port: string, hz: number) => ({
      frequencyHz: hz,
      transfer(bytes: Uint8Array, count: number) {
        sent.push([...bytes]);
        for (let i = 0; i < count; i++) bytes[i] = bytes[i]! + 1;
        return works;
      },
    });
    const device = new SpiBase({ port: "spi0", hz: 1e6 }, open);
    const both = new Uint8Array([1, 2]);
    device.transfer(both);
    expect([...both]).toEqual([2, 3]);
    device.write(both);
    expect([...both]).toEqual([2, 3]);
    expect([...new Uint8Array(device.read(2))]).toEqual([1, 1]);
    expect(device.read(both)).toBe(2);
    expect(sent).toEqual([
      [1, 2],
      [2, 3],
      [0, 0],
      [0, 0],
    ]);
    expect(() => new SpiBase({ port: "spi0", hz: 1 }, open)).toThrow("spi0 is used twice");
    works = false;
    expect(() => device.write(both)).toThrow("the controller is stuck");
    device.close();
    expect(() => device.read(1)).toThrow("spi0 is closed");
  });

  it("gives the controller back when it cannot be opened", () => {
    const open = () => {
      throw new RangeError("no such clock");
    };
    for (let i = 0; i < 2; i++)
      expect(() => new SpiBase({ port: "spi0", hz: 1 }, open)).toThrow("no such clock");
  });
});

describe("PWM", () => {
  it("spreads 2^resolution - 1 over the steps", () => {
    const written: number[] = [];
    let stopped = 0;
    const output = {
      steps: 200,
      frequencyHz: 999,
      write: (high: number) => written.push(high),
      stop: () => (stopped += 1),
    };
    const fan = new PwmBase({ port: "pwm0" }, (_port, hz) => {
      expect(hz).toBe(1000);
      return output;
    });
    expect([fan.resolution, fan.hz]).toEqual([7, 999]);
    fan.write(0);
    fan.write(127);
    expect(written).toEqual([0, 200]);
    expect(() => fan.write(128)).toThrow("128 is outside of 0 to 127");
    fan.close();
    fan.close();
    expect(stopped).toBe(1);
    expect(() => fan.write(1)).toThrow("pwm0 is closed");
  });
});

describe("Serial", () => {
  function port() {
    const waiting: number[] = [];
    const sent: number[] = [];
    let room = Number.POSITIVE_INFINITY;
    const uart = {
      write(bytes: Uint8Array, from: number, to: number) {
        const taken = Math.min(to - from, room);
        sent.push(...bytes.subarray(from, from + taken));
        return taken;
      },
      read: () => waiting.shift() ?? -1,
      drain() {},
      enableReceiveInterrupt() {},
      setBaud: () => true,
    };
    return { waiting, sent, jam: () => (room = 1), open: () => uart };
  }

  it("sends bytes and buffers, and says when they do not go", () => {
    const { sent, jam, open } = port();
    const serial = new SerialBase({ port: "uart3", baud: 9600 }, open);
    serial.write(65);
    serial.write(new Uint8Array([66, 67]));
    expect(sent).toEqual([65, 66, 67]);
    jam();
    expect(() => serial.write(new Uint8Array(2))).toThrow("the transmitter is stuck");
    serial.close();
    expect(() => serial.write(1)).toThrow("uart3 is closed");
  });

  it("hands over what has come, as a buffer or byte by byte", () => {
    const { waiting, open } = port();
    const counts: number[] = [];
    const serial = new SerialBase(
      { port: "uart3", baud: 9600, onReadable: (count) => counts.push(count) },
      open,
    );
    expect(serial.read()).toBeUndefined();
    waiting.push(1, 2, 3);
    pollSources();
    expect(counts).toEqual([3]);
    expect([...new Uint8Array(serial.read(2) as ArrayBuffer)]).toEqual([1, 2]);
    expect([...new Uint8Array(serial.read() as ArrayBuffer)]).toEqual([3]);
    serial.close();
    const bytes = new SerialBase({ port: "uart3", baud: 9600, format: "number" }, open);
    waiting.push(9, 8);
    expect([bytes.read(), bytes.read(), bytes.read()]).toEqual([9, 8, undefined]);
    bytes.close();
  });

  it("keeps the newest 4096 bytes and counts the others", () => {
    const { waiting, open } = port();
    const serial = new SerialBase({ port: "uart3", baud: 9600 }, open);
    for (let i = 0; i < 4100; i++) waiting.push(i & 0xff);
    pollSources();
    const kept = new Uint8Array(serial.read() as ArrayBuffer);
    expect([serial.lost, kept.length, kept[0], kept[4095]]).toEqual([4, 4096, 4, 4099 & 0xff]);
    serial.close();
  });
});
