// What library modules do at the end of each turn of the loop, before and after the collector may run.

const before: (() => void)[] = [];
const after: (() => void)[] = [];

/** Calls both at the end of every turn from now on: `release` lets go of objects, `report` sees which died. */
export function atEndOfTurn(release: () => void, report: () => void): void {
  before.push(release);
  after.push(report);
}

/** Everything that waits to let go of objects. */
export function beforeCollection(): void {
  for (let i = 0; i < before.length; i++) before[i]!();
}

/** Everything that waits to see which objects died. */
export function afterCollection(): void {
  for (let i = 0; i < after.length; i++) after[i]!();
}
