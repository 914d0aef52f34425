// The public module `ingot/loop`: sources of work for the event loop, and the time of day.

export { addSource, type Source } from "./sources.ts";
export { setTimeOfDay } from "./time-of-day.ts";
