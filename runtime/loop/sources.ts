// What keeps an appliance alive besides timers: devices that the event loop asks for work on every turn.
//
// Holds the list only. Who turns the loop (the board, a host process, the simulator under Node) is not its
// business.

/** Something that may have work: a network interface, a console reader. */
export interface Source {
  /** Does a bounded amount of waiting work without blocking. True when it did any. */
  poll(): boolean;
}

const sources: Source[] = [];

/** Adds `source` to every later turn of the loop. While any source is registered, the program does not end. */
export function addSource(source: Source): void {
  sources.push(source);
}

/** Takes `source` out again, from the next turn on. Nothing happens when it is not there. */
export function removeSource(source: Source): void {
  const at = sources.indexOf(source);
  if (at >= 0) sources.splice(at, 1);
}

/** How many sources are registered. */
export function sourceCount(): number {
  return sources.length;
}

/** Polls every source once, in order of registration. True when any of them did work. */
export function pollSources(): boolean {
  let worked = false;
  for (let i = 0; i < sources.length; i++) {
    if (sources[i]!.poll()) worked = true;
  }
  return worked;
}
