// process.nextTick: callbacks that run before the microtasks of a turn, and again whenever those are done.
//
// The first turn is the program's own: its modules are themselves microtasks, so there ticks come second, as under
// Node. Programs that never ask for a tick have no queue.

import { requireCallback, setTicks } from "./microtasks.ts";

interface Tick {
  readonly callback: (...args: unknown[]) => void;
  readonly args: unknown[];
}

const ticks: Tick[] = [];

/** Calls `callback` after what runs now. Throws Node's TypeError unless it is a function. */
export function enqueueTick(callback: (...args: unknown[]) => void, args: unknown[]): void {
  requireCallback(callback);
  setTicks(runTicks);
  ticks.push({ callback, args });
}

/** True if there were any. Ticks asked for meanwhile run, too. What one throws ends the program. */
function runTicks(): boolean {
  if (ticks.length === 0) return false;
  for (let i = 0; i < ticks.length; i++) {
    const { callback, args } = ticks[i]!;
    callback(...args);
  }
  ticks.length = 0;
  return true;
}
