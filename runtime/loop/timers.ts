// setTimeout, setInterval, setImmediate and their clear functions, with Node's order of calls.
//
// As in Node, timers of one duration form a list, oldest first; lists wait in a binary heap by the time at
// which their first timer is due. Time is a parameter everywhere except `clock`, which the loop sets.

import { callWithArray, mathFloor, mathMax, nowMs } from "../lang/native.ts";
import { requireCallback } from "./microtasks.ts";

/** The longest delay, in milliseconds; longer ones count as 1, as in Node. */
const MAX_DELAY_MS = 2147483647;

/** What setTimeout and setInterval return. */
export class Timeout {
  #callback: unknown;
  #args: readonly unknown[];
  #repeatMs: number;
  delayMs: number;
  startedMs = 0;
  list: TimerList | null = null;
  previous: Timeout | null = null;
  following: Timeout | null = null;
  referenced = true;
  /** What it is as a number: ascending, in the order in which timers were made. */
  readonly number = nextNumber++;
  #isCancelled = false;

  constructor(callback: unknown, delayMs: number, repeats: boolean, args: readonly unknown[]) {
    this.#callback = callback;
    this.#args = args;
    this.delayMs = delayMs;
    this.#repeatMs = repeats ? delayMs : 0;
  }

  /** Lets the program end while this timer waits. */
  unref(): Timeout {
    if (this.referenced && this.list !== null) referencedCount--;
    this.referenced = false;
    return this;
  }

  /** Undoes unref. */
  ref(): Timeout {
    if (!this.referenced && this.list !== null) referencedCount++;
    this.referenced = true;
    return this;
  }

  hasRef(): boolean {
    return this.referenced;
  }

  /** Starts waiting anew, also after the callback was called; does nothing to a cleared timer. */
  refresh(): Timeout {
    if (this.#isCancelled) return this;
    leave(this);
    start(this, this.delayMs, clock());
    return this;
  }

  /** As clearTimeout. */
  close(): Timeout {
    this.cancel();
    return this;
  }

  /** A number by which clearTimeout finds this timer as long as it waits. */
  [Symbol.toPrimitive](): number {
    isNumbered = true;
    return this.number;
  }

  /** Calls the callback; an interval is then started anew unless it was cleared meanwhile. */
  fire(): void {
    const startedMs = this.#repeatMs > 0 ? clock() : 0;
    firing = this;
    try {
      callWithArray(this.#callback, this, this.#args);
    } finally {
      firing = null;
      if (this.#repeatMs > 0) {
        leave(this);
        start(this, this.#repeatMs, startedMs);
      }
    }
  }

  cancel(): void {
    this.#repeatMs = 0;
    this.#isCancelled = true;
    leave(this);
  }
}

/** The timers of one duration, oldest first. */
class TimerList {
  readonly delayMs: number;
  expiryMs: number;
  /** Breaks ties in the heap: the list that was filed first goes first. */
  order: number;
  first: Timeout | null = null;
  last: Timeout | null = null;

  constructor(delayMs: number, expiryMs: number) {
    this.delayMs = delayMs;
    this.expiryMs = expiryMs;
    this.order = nextOrder++;
  }
}

let nextOrder = 0;
let nextNumber = 1;
/** The timer whose callback runs: it is in no list. */
let firing: Timeout | null = null;
/** Whether the program has asked for the number of a timer. */
let isNumbered = false;
/** Timers waiting that keep the program alive. */
let referencedCount = 0;
const heap: TimerList[] = [];
/** By delay, ascending: few of them differ, and hash tables would be a tenth of a small program. */
const lists: TimerList[] = [];
let clock: () => number = hostClock;

function hostClock(): number {
  return mathFloor(nowMs());
}

/** Sets the source of whole milliseconds, never decreasing. */
export function setTimerClock(source: () => number): void {
  clock = source;
}

/** Calls `callback` once, no sooner than `delayMs` (1 .. 2^31 - 1; else 1) milliseconds from now. */
export function setTimeout(callback: unknown, delayMs?: number, ...args: unknown[]): Timeout {
  return add(callback, delayMs, false, args);
}

/** Calls `callback` every `delayMs` milliseconds until cleared. */
export function setInterval(callback: unknown, delayMs?: number, ...args: unknown[]): Timeout {
  return add(callback, delayMs, true, args);
}

/** Cancels a timer that setTimeout or setInterval returned, or the one of that number; anything else is ignored. */
export function clearTimeout(timer?: unknown): void {
  if (timer instanceof Timeout) timer.cancel();
  else if (isNumbered && (typeof timer === "number" || typeof timer === "string"))
    numbered(`${timer}`)?.cancel();
}

/** The timer that waits or runs and whose number, as a property's name, is `text`. */
function numbered(text: string): Timeout | null {
  if (firing !== null && `${firing.number}` === text) return firing;
  for (const list of lists) {
    for (let timer = list.first; timer !== null; timer = timer.following)
      if (`${timer.number}` === text) return timer;
  }
  return null;
}

/** The same as clearTimeout. */
export function clearInterval(timer?: unknown): void {
  clearTimeout(timer);
}

function add(
  callback: unknown,
  delayMs: number | undefined,
  repeats: boolean,
  args: readonly unknown[],
): Timeout {
  requireCallback(callback);
  const wanted = delayMs === undefined ? 1 : Number(delayMs);
  const timer = new Timeout(callback, wanted >= 1 && wanted <= MAX_DELAY_MS ? wanted : 1, repeats, args);
  start(timer, timer.delayMs, clock());
  return timer;
}

function start(timer: Timeout, delayMs: number, nowMs: number): void {
  const whole = delayMs - (delayMs % 1);
  timer.startedMs = nowMs;
  const list = listOf(whole, nowMs);
  timer.list = list;
  timer.previous = list.last;
  timer.following = null;
  if (list.last === null) list.first = timer;
  else list.last.following = timer;
  list.last = timer;
  if (timer.referenced) referencedCount++;
}

/** The place in `lists` of the first one whose delay is not below `delayMs`. */
function placeOf(delayMs: number): number {
  let low = 0;
  let high = lists.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lists[middle]!.delayMs < delayMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The list of the timers of `delayMs`, made and filed if there is none. */
function listOf(delayMs: number, nowMs: number): TimerList {
  const at = placeOf(delayMs);
  if (at < lists.length && lists[at]!.delayMs === delayMs) return lists[at]!;
  const made = new TimerList(delayMs, nowMs + delayMs);
  lists.splice(at, 0, made);
  heap.push(made);
  siftUp(heap.length - 1);
  return made;
}

function remove(timer: Timeout): void {
  const list = timer.list!;
  if (timer.previous === null) list.first = timer.following;
  else timer.previous.following = timer.following;
  if (timer.following === null) list.last = timer.previous;
  else timer.following.previous = timer.previous;
  timer.list = null;
  timer.previous = null;
  timer.following = null;
  if (timer.referenced) referencedCount--;
}

/** Takes a timer out of its list, if it is in one; the list goes if it was the last. */
function leave(timer: Timeout): void {
  const { list } = timer;
  if (list === null) return;
  remove(timer);
  if (list.first === null) dropList(list);
}

/** Runs every timer that is due. `between` is called after each callback that another one follows. */
export function runTimers(between: () => void): void {
  // Asked in this way so that programs that start no timer are compiled without what follows.
  if (!(heap[0] instanceof TimerList)) return;
  let nowMs = clock();
  let ranOne = false;
  while (heap.length > 0) {
    const list = heap[0]!;
    if (list.expiryMs > nowMs) {
      nowMs = clock();
      if (list.expiryMs > nowMs) return;
    }
    for (let timer = list.first; timer !== null; timer = list.first) {
      if (nowMs - timer.startedMs < list.delayMs) {
        const dueMs = timer.startedMs + list.delayMs;
        list.expiryMs = mathMax(dueMs, nowMs + 1);
        list.order = nextOrder++;
        siftDown(0);
        break;
      }
      if (ranOne) {
        between();
        // A microtask may have cleared this very timer.
        if (timer.list !== list) continue;
      }
      ranOne = true;
      remove(timer);
      timer.fire();
    }
    if (list.first === null) dropList(list);
  }
}

function dropList(list: TimerList): void {
  let at = placeOf(list.delayMs);
  if (lists[at] !== list) return;
  lists.splice(at, 1);
  at = 0;
  while (heap[at] !== list) at++;
  const last = heap.pop()!;
  if (last === list) return;
  heap[at] = last;
  siftDown(at);
  siftUp(at);
}

/** When the next timer is due, on the timers' clock; Infinity when none waits. */
export function nextTimerMs(): number {
  return heap.length === 0 ? Infinity : heap[0]!.expiryMs;
}

/** Timers of one delay that wait. */
export interface WaitingTimers {
  readonly delayMs: number;
  readonly count: number;
  /** When the first of them is due, in milliseconds from now. */
  readonly dueInMs: number;
}

/** All timers that wait, by their delays: for whoever looks. */
export function waitingTimers(): WaitingTimers[] {
  const now = clock();
  return lists.map((list) => {
    let count = 0;
    for (let timer = list.first; timer !== null; timer = timer.following) count++;
    const started = list.first === null ? now : list.first.startedMs;
    return { delayMs: list.delayMs, count, dueInMs: mathMax(0, started + list.delayMs - now) };
  });
}

/** Whether a timer waits that keeps the program alive. */
export function timersAlive(): boolean {
  return referencedCount > 0;
}

function before(a: TimerList, b: TimerList): boolean {
  return a.expiryMs === b.expiryMs ? a.order < b.order : a.expiryMs < b.expiryMs;
}

function siftUp(from: number): void {
  let at = from;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(heap[at]!, heap[parent]!)) return;
    swap(at, parent);
    at = parent;
  }
}

function siftDown(from: number): void {
  let at = from;
  for (;;) {
    const left = 2 * at + 1;
    let least = at;
    if (left < heap.length && before(heap[left]!, heap[least]!)) least = left;
    if (left + 1 < heap.length && before(heap[left + 1]!, heap[least]!)) least = left + 1;
    if (least === at) return;
    swap(at, least);
    at = least;
  }
}

function swap(a: number, b: number): void {
  const list = heap[a]!;
  heap[a] = heap[b]!;
  heap[b] = list;
}
