// What only the machine knows: timers that wait, the collector, what the console has printed. As compiled programs have it;
// in the simulation testing/node-machine.ts stands in its place.

import { tapConsole } from "../lang/console.ts";
import { gcCollect } from "../lang/native.ts";
import { sourceCount } from "../loop/sources.ts";
import { waitingTimers } from "../loop/timers.ts";

/** Lines about what the program waits for. */
export function taskLines(): string[] {
  const lines = waitingTimers().map(
    ({ delayMs, count, dueInMs }) =>
      `${count} timer${count === 1 ? "" : "s"} of ${delayMs} ms, the first due in ${dueInMs} ms`,
  );
  return [...lines, `${sourceCount()} sources polled in every turn`];
}

/** Frees what nothing refers to. Takes milliseconds that grow with what lives. */
export function collect(): void {
  gcCollect();
}

/** Lets `see` have a copy of everything that is printed from now on. */
export function onConsoleText(see: (text: string) => void): void {
  tapConsole(see);
}
