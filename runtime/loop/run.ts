// Turns the event loop: microtasks, timers, devices, immediates, and sleep until something is due.
//
// The only place that sleeps. It works on any Platform: the boards provide one, host-platform.ts is another.

import { setConsoleWriter } from "../lang/console.ts";
import { gcEndOfTurn, mathFloor, strToUtf8 } from "../lang/native.ts";
import { reportUncaught } from "../lang/uncaught.ts";
import { hostPlatform } from "./host-platform.ts";
import { immediatesWaiting, runImmediates } from "./immediates.ts";
import { runJobs, takeUnhandled } from "./microtasks.ts";
import type { Platform } from "./platform.ts";
import { process, setEnd } from "./process.ts";
import { pollSources, sourceCount } from "./sources.ts";
import { nextTimerMs, runTimers, setTimerClock, timersAlive } from "./timers.ts";
import { afterCollection, beforeCollection } from "./turns.ts";

/** A global, because at the end of a turn nothing but globals keeps objects alive. */
let machine: Platform = hostPlatform;

/** Exit code of a program that an uncaught error ended, as Node's. */
const UNCAUGHT_EXIT_CODE = 1;
/** Of a program that ends while a module waits at its top level for a promise that nothing can settle. */
const UNSETTLED_EXIT_CODE = 13;

/**
 * Makes `platform` what the console, the timers and process.exit work on. Call it before the program's
 * modules; without it they work on the host.
 */
export function install(platform: Platform): void {
  machine = platform;
  setTimerClock(wholeMilliseconds);
  setEnd((code) => platform.end(code & 0xff));
  setConsoleWriter((_stream, text) => {
    const bytes = strToUtf8(text);
    platform.writeConsole(bytes, bytes.length);
  });
}

/** Turns the loop on `platform` until nothing is left to do, then ends the program. */
export function run(platform: Platform): void {
  if (machine !== platform) install(platform);
  turnUntilDone();
  const code = endCode();
  machine.end(code === undefined ? 0 : code & 0xff);
}

/** The loop of a host program. Returns when nothing is left to do and no exit code has been set. */
export function runOnHost(): void {
  turnUntilDone();
  const code = endCode();
  if (code !== undefined) machine.end(code & 0xff);
}

/** Modules with `await` at their top level that have not come to their end. */
let waitingModules = 0;

/** Such a module begins. A program that ends before it does has another exit code, as under Node. */
export function moduleBegins(): void {
  waitingModules++;
}

/** It has come to its end. */
export function moduleEnds(): void {
  waitingModules--;
}

function endCode(): number | undefined {
  const { exitCode } = process;
  return exitCode === undefined && waitingModules > 0 ? UNSETTLED_EXIT_CODE : exitCode;
}

function turnUntilDone(): void {
  afterCallback();
  for (;;) {
    turn();
    beforeCollection();
    gcEndOfTurn();
    try {
      afterCollection();
    } catch (error) {
      endUncaught(error);
    }
    afterCallback();
    if (!timersAlive() && sourceCount() === 0 && !immediatesWaiting()) return;
  }
}

function turn(): void {
  try {
    runTimers(afterCallback);
  } catch (error) {
    endUncaught(error);
  }
  afterCallback();
  const worked = pollSafely();
  try {
    runImmediates(afterCallback);
  } catch (error) {
    endUncaught(error);
  }
  afterCallback();
  if (worked || immediatesWaiting()) return;
  const untilMs = nextTimerMs();
  if (sourceCount() > 0 || timersAlive()) machine.idle(untilMs);
}

function pollSafely(): boolean {
  let worked = false;
  try {
    worked = pollSources();
  } catch (error) {
    endUncaught(error);
  }
  afterCallback();
  return worked;
}

/** What follows every callback: all microtasks, then rejections that nobody handled end the program. */
function afterCallback(): void {
  try {
    runJobs();
  } catch (error) {
    endUncaught(error);
  }
  const unhandled = takeUnhandled();
  if (unhandled !== null) endUncaught(unhandled.toError());
}

/** Prints an uncaught error and ends the program. */
export function endUncaught(error: unknown): void {
  reportUncaught(error);
  machine.end(UNCAUGHT_EXIT_CODE);
}

/** libuv's clock: whole milliseconds. */
function wholeMilliseconds(): number {
  return mathFloor(machine.nowMs());
}
