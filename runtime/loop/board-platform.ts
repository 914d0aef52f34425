// The platform of a real board: time from its clock, sleep by WFI, wake-ups through its interrupt controller.
//
// Knows contracts only. Which devices exist, and their interrupt numbers, it is told.

import { halt, waitForInterrupt } from "../../hal/cpu.ts";
import type { InterruptController } from "../../hal/interrupt/controller.ts";
import type { Clock } from "../../hal/timer/clock.ts";
import type { Uart } from "../../hal/uart/uart.ts";
import type { Platform } from "./platform.ts";

/** Longest sleep asked for. The clock shortens it to what its counter can measure, which keeps `ticks` exact. */
const LONGEST_SLEEP_MS = 60_000;

export interface BoardDevices {
  readonly clock: Clock;
  /** Interrupt of the clock's alarm. */
  readonly alarmIrq: number;
  readonly interrupts: InterruptController;
  readonly console: Uart;
}

export class BoardPlatform implements Platform {
  private readonly devices: BoardDevices;
  private readonly ticksPerMs: number;
  private readonly wakers: number[] = [];
  private readonly silences: (() => void)[] = [];
  // Sources masked at the controller until the next sleep, because only their reader can silence them.
  private readonly masked: number[] = [];

  constructor(devices: BoardDevices) {
    this.devices = devices;
    this.ticksPerMs = devices.clock.frequencyHz / 1000;
    devices.interrupts.enable(devices.alarmIrq);
  }

  /** Lets `irq` end a sleep; `silence` makes the device withdraw it, and must leave its data to be polled. */
  wakeOn(irq: number, silence: () => void): void {
    this.wakers.push(irq);
    this.silences.push(silence);
    this.devices.interrupts.enable(irq);
  }

  /**
   * Lets `irq` end a sleep for a device that withdraws it only when its data is read: the interrupt is kept
   * out until the loop has polled and sleeps again.
   */
  wakeUntilRead(irq: number): void {
    this.wakeOn(irq, () => {
      this.devices.interrupts.disable(irq);
      this.masked.push(irq);
    });
  }

  nowMs(): number {
    return this.devices.clock.ticks() / this.ticksPerMs;
  }

  idle(untilMs: number): void {
    const { clock, interrupts } = this.devices;
    const now = this.nowMs();
    if (untilMs <= now) return;
    const sleepMs = Math.min(untilMs - now, LONGEST_SLEEP_MS);
    // Rounded up: to wake before the deadline would only cost a second, shorter sleep.
    clock.setAlarm(Math.max(1, Math.ceil(sleepMs * this.ticksPerMs)));
    while (this.masked.length > 0) interrupts.enable(this.masked.pop()!);
    // An interrupt that came since the sources were polled is pending now, and WFI returns at once.
    waitForInterrupt();
    this.drain();
    clock.clearAlarm();
  }

  writeConsole(bytes: Uint8Array, length: number): void {
    this.devices.console.write(bytes, 0, length);
  }

  end(exitCode: number): void {
    this.devices.console.drain();
    halt(exitCode);
  }

  // Silences whatever is pending. The sources do the work when the loop polls them.
  private drain(): void {
    const { clock, interrupts, alarmIrq } = this.devices;
    let irq = interrupts.next();
    while (irq >= 0) {
      if (irq === alarmIrq) clock.clearAlarm();
      else this.silence(irq);
      interrupts.complete(irq);
      irq = interrupts.next();
    }
  }

  private silence(irq: number): void {
    for (let i = 0; i < this.wakers.length; i++) {
      if (this.wakers[i] === irq) {
        this.silences[i]();
        return;
      }
    }
    // Nobody asked for it: left enabled it would keep the loop from ever sleeping again.
    this.devices.interrupts.disable(irq);
  }
}
