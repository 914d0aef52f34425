// Node's module `timers/promises`: setTimeout and setImmediate as promises. Signals and setInterval are not here.

import { setImmediate as runSoon } from "../loop/immediates.ts";
import { setTimeout as runLater } from "../loop/timers.ts";

export function setTimeout<T = void>(delay?: number, value?: T): Promise<T> {
  return new Promise((resolve) => {
    runLater(() => resolve(value as T), delay);
  });
}

export function setImmediate<T = void>(value?: T): Promise<T> {
  return new Promise((resolve) => {
    runSoon(() => resolve(value as T));
  });
}

const all = { setTimeout, setImmediate };

export { all as default };
