// The machine of a simulated board: what Node tells of itself. Stands in the place of ../machine.ts under `ingot dev`.

import { sourceCount } from "../../loop/sources.ts";

export function taskLines(): string[] {
  return [`${sourceCount()} sources polled in every turn`, "timers are Node's own, which does not list them"];
}

/** Does nothing: Node's collector takes no orders. */
export function collect(): void {}

export function onConsoleText(see: (text: string) => void): void {
  for (const name of ["log", "error"] as const) {
    const behind = console[name];
    console[name] = (...values: unknown[]) => {
      behind(...values);
      see(`${values.map(String).join(" ")}\n`);
    };
  }
}
