// The board's platform against a scripted clock, controller and processor: when it sleeps, what it silences.

import { afterEach, expect, test } from "vitest";
import { type Cpu, useCpu } from "../../hal/cpu.ts";
import type { InterruptController } from "../../hal/interrupt/controller.ts";
import type { Clock } from "../../hal/timer/clock.ts";
import type { Uart } from "../../hal/uart/uart.ts";
import { BoardPlatform } from "./board-platform.ts";

const ALARM = 22;
const UART = 1;
const EMAC = 55;
const KHZ = 24_000;

class Machine implements Clock, InterruptController, Uart, Cpu {
  readonly frequencyHz = KHZ * 1000;
  now = 0;
  /** What happened, in order. */
  readonly log: string[] = [];
  readonly asserted = new Set<number>();
  readonly enabled = new Set<number>();
  /** What the world does while the processor sleeps. */
  whileAsleep: () => void = () => {};

  ticks(): number {
    return this.now;
  }
  setAlarm(ticks: number): void {
    this.log.push(`alarm ${ticks}`);
  }
  clearAlarm(): void {
    this.asserted.delete(ALARM);
  }
  enable(irq: number): void {
    this.enabled.add(irq);
  }
  disable(irq: number): void {
    this.enabled.delete(irq);
  }
  next(): number {
    const pending = [...this.asserted].filter((irq) => this.enabled.has(irq));
    return pending.length === 0 ? -1 : Math.min(...pending);
  }
  complete(irq: number): void {
    this.log.push(`served ${irq}`);
    if (this.log.length > 100) throw new Error("an interrupt is never silenced");
  }
  waitForInterrupt(): void {
    this.log.push("sleep");
    if (this.next() < 0) this.whileAsleep();
  }
  halt(exitCode: number): never {
    throw new Error(`halt ${exitCode}`);
  }
  write(bytes: Uint8Array, from: number, to: number): number {
    this.log.push(`write ${String.fromCharCode(...bytes.slice(from, to))}`);
    return to - from;
  }
  read(): number {
    return -1;
  }
  drain(): void {
    this.log.push("drain");
  }
  enableReceiveInterrupt(): void {}
  setBaud(): boolean {
    return true;
  }
}

function setUp() {
  const machine = new Machine();
  useCpu(machine);
  const platform = new BoardPlatform({
    clock: machine,
    alarmIrq: ALARM,
    interrupts: machine,
    console: machine,
  });
  return { machine, platform };
}

afterEach(() => {
  useCpu(null);
});

test("time is the clock's ticks in milliseconds, with fractions", () => {
  const { machine, platform } = setUp();
  machine.now = 36_000;
  expect(platform.nowMs()).toBe(1.5);
});

test("a deadline that has passed is no sleep at all", () => {
  const { machine, platform } = setUp();
  machine.now = 24_000;
  platform.idle(1);
  platform.idle(0.5);
  expect(machine.log).toEqual([]);
});

test("the alarm rings at the deadline and is silenced", () => {
  const { machine, platform } = setUp();
  machine.whileAsleep = () => machine.asserted.add(ALARM);
  platform.idle(2.5);
  expect(machine.log).toEqual(["alarm 60000", "sleep", `served ${ALARM}`]);
  expect(machine.asserted.size).toBe(0);
});

test("the shortest sleep is one tick, and a part of a tick counts as a whole one", () => {
  const { machine, platform } = setUp();
  platform.idle(0.1 / KHZ);
  platform.idle(1.5 / KHZ);
  expect(machine.log.filter((line) => line.startsWith("alarm"))).toEqual(["alarm 1", "alarm 2"]);
});

test("without a deadline it still wakes often enough to keep the clock exact", () => {
  const { machine, platform } = setUp();
  platform.idle(Number.POSITIVE_INFINITY);
  expect(machine.log[0]).toBe(`alarm ${60_000 * KHZ}`);
});

test("a device that wakes the processor is silenced before it is served", () => {
  const { machine, platform } = setUp();
  platform.wakeOn(EMAC, () => {
    machine.log.push("silence");
    machine.asserted.delete(EMAC);
  });
  machine.whileAsleep = () => machine.asserted.add(EMAC);
  platform.idle(1000);
  expect(machine.log.slice(2)).toEqual(["silence", `served ${EMAC}`]);
  expect(machine.enabled.has(EMAC)).toBe(true);
});

test("a device with unread data is kept out until the next sleep, and then heard again", () => {
  const { machine, platform } = setUp();
  platform.wakeUntilRead(UART);
  machine.whileAsleep = () => machine.asserted.add(UART);
  platform.idle(1000);
  expect(machine.enabled.has(UART)).toBe(false);
  machine.asserted.delete(UART); // the program reads the byte
  let enabledAsleep = false;
  machine.whileAsleep = () => {
    enabledAsleep = machine.enabled.has(UART);
  };
  platform.idle(1000);
  expect(enabledAsleep).toBe(true);
});

test("a byte that arrives between the last poll and the sleep ends the sleep at once", () => {
  const { machine, platform } = setUp();
  platform.wakeUntilRead(UART);
  machine.asserted.add(UART);
  machine.whileAsleep = () => {
    throw new Error("slept with a byte waiting");
  };
  platform.idle(1000);
  expect(machine.log).toContain(`served ${UART}`);
});

test("several pending devices are all served in one wake-up", () => {
  const { machine, platform } = setUp();
  platform.wakeOn(EMAC, () => machine.asserted.delete(EMAC));
  platform.wakeUntilRead(UART);
  machine.whileAsleep = () => {
    for (const irq of [ALARM, UART, EMAC]) machine.asserted.add(irq);
  };
  platform.idle(1000);
  expect(machine.log.slice(2)).toEqual([`served ${UART}`, `served ${ALARM}`, `served ${EMAC}`]);
});

test("an interrupt that nobody asked for is turned off", () => {
  const { machine, platform } = setUp();
  machine.enable(40);
  machine.whileAsleep = () => machine.asserted.add(40);
  platform.idle(1000);
  expect(machine.enabled.has(40)).toBe(false);
});

test("the program ends after its last words have left", () => {
  const { machine, platform } = setUp();
  platform.writeConsole(new Uint8Array([104, 105, 33]), 2);
  expect(() => platform.end(3)).toThrow("halt 3");
  expect(machine.log).toEqual(["write hi", "drain"]);
});
