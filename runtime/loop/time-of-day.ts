// The time of day on a board, which has no clock that runs while it is off: somebody asks a server, and says it here.
//
// Timers and performance.now() do not follow it. Under Node the computer's own clock is right, and stays as it is.

let offsetMs = 0;

/** Makes `Date` say that it is `unixMs` now, milliseconds since 1970, and go on from there. */
export function setTimeOfDay(unixMs: number): void {
  offsetMs += unixMs - Date.now();
}

/** What the machine's wall clock is behind, in milliseconds. */
export function timeOfDayOffsetMs(): number {
  return offsetMs;
}
