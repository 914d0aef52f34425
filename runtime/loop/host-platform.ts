// The platform of a program compiled for the development machine: its clock, sleep, output and exit.

import { exit, mathMin, nowMs, sleepMs, writeBytes } from "../lang/native.ts";
import type { Platform } from "./platform.ts";
import { sourceCount } from "./sources.ts";

const STDOUT = 1;
/** How long devices may have to wait to be polled: a host cannot be woken by them. */
const POLL_INTERVAL_MS = 2;
/** Longest single sleep. */
const LONGEST_SLEEP_MS = 60_000;

class HostPlatform implements Platform {
  nowMs(): number {
    return nowMs();
  }

  idle(untilMs: number): void {
    const remaining = untilMs - nowMs();
    if (remaining <= 0) return;
    sleepMs(mathMin(remaining, sourceCount() > 0 ? POLL_INTERVAL_MS : LONGEST_SLEEP_MS));
  }

  writeConsole(bytes: Uint8Array, length: number): void {
    writeBytes(STDOUT, bytes, length);
  }

  end(exitCode: number): void {
    exit(exitCode);
  }
}

export const hostPlatform: Platform = new HostPlatform();
