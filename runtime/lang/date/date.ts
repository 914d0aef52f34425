// Date (ECMA-262 21.4). The local zone is UTC, so the local methods and the UTC methods do the same.

import { timeOfDayOffsetMs } from "../../loop/time-of-day.ts";
import { registerText } from "../inspect/special.ts";
import { isObject, wallMs } from "../native.ts";
import { ordinaryToPrimitive } from "../primitive.ts";
import {
  dayOf,
  fieldsOf,
  hourOf,
  makeDate,
  makeDay,
  makeTime,
  minuteOf,
  msOf,
  secondOf,
  timeClip,
  timeInDay,
  weekDayOf,
} from "./calendar.ts";
import { dateText, isoText, timeText, usDate, usTime, utcText } from "./format.ts";
import { parseDate } from "./parse.ts";

const INVALID = "Invalid Date";

/** The time value of year, month and so on; years 0 .. 99 are 1900 .. 1999. */
function fromParts(parts: readonly unknown[]): number {
  const count = parts.length;
  const year = Number(parts[0]);
  const month = count > 1 ? Number(parts[1]) : 0;
  const day = count > 2 ? Number(parts[2]) : 1;
  const hour = count > 3 ? Number(parts[3]) : 0;
  const minute = count > 4 ? Number(parts[4]) : 0;
  const second = count > 5 ? Number(parts[5]) : 0;
  const ms = count > 6 ? Number(parts[6]) : 0;
  const whole = Math.trunc(year);
  const full = whole >= 0 && whole <= 99 ? 1900 + whole : year;
  return timeClip(makeDate(makeDay(full, month, day), makeTime(hour, minute, second, ms)));
}

let isRegistered = false;

/** What stands for a date when it is printed. */
function inspectDate(object: object, _inspector: unknown, name: string): string | null {
  if (!(object instanceof Date)) return null;
  const time = object.getTime();
  const text = time === time ? isoText(time) : INVALID;
  return name === "" || name === "Date" ? text : `${name} ${text}`;
}

/** Date(): the current time as text, whatever the arguments. */
export function Date_call(..._ignored: unknown[]): string {
  return new Date().toString();
}

export class Date {
  #time: number;

  constructor(...parts: unknown[]) {
    if (!isRegistered) {
      isRegistered = true;
      registerText(inspectDate);
    }
    if (parts.length === 0) this.#time = Math.floor(wallMs() + timeOfDayOffsetMs());
    else if (parts.length > 1) this.#time = fromParts(parts);
    else {
      const value = parts[0];
      if (value instanceof Date) this.#time = value.#time;
      else {
        const plain = isObject(value) ? ordinaryToPrimitive(value, 0) : value;
        this.#time = typeof plain === "string" ? parseDate(plain) : timeClip(Number(plain));
      }
    }
  }

  static now(): number {
    return Math.floor(wallMs() + timeOfDayOffsetMs());
  }

  static parse(text: string): number {
    return parseDate(`${text}`);
  }

  static UTC(...parts: unknown[]): number {
    return fromParts(parts);
  }

  valueOf(): number {
    return this.#time;
  }

  getTime(): number {
    return this.#time;
  }

  /** @@toPrimitive: text unless a number is asked for. */
  [Symbol.toPrimitive](hint: string): unknown {
    if (hint === "number") return this.valueOf();
    if (hint === "string" || hint === "default") return this.toString();
    throw new TypeError(`Invalid hint: ${hint}`);
  }

  toString(): string {
    const t = this.#time;
    return t !== t ? INVALID : `${dateText(t)} ${timeText(t)}`;
  }

  toDateString(): string {
    return this.#time !== this.#time ? INVALID : dateText(this.#time);
  }

  toTimeString(): string {
    return this.#time !== this.#time ? INVALID : timeText(this.#time);
  }

  toUTCString(): string {
    return this.#time !== this.#time ? INVALID : utcText(this.#time);
  }

  /** @same toUTCString */
  toGMTString(): string {
    return this.toUTCString();
  }

  toISOString(): string {
    if (this.#time !== this.#time) throw new RangeError("Invalid time value");
    return isoText(this.#time);
  }

  toJSON(_key?: unknown): string | null {
    return this.#time !== this.#time ? null : this.toISOString();
  }

  toLocaleString(_locale?: unknown): string {
    const t = this.#time;
    return t !== t ? INVALID : `${usDate(t)}, ${usTime(t)}`;
  }

  toLocaleDateString(_locale?: unknown): string {
    return this.#time !== this.#time ? INVALID : usDate(this.#time);
  }

  toLocaleTimeString(_locale?: unknown): string {
    return this.#time !== this.#time ? INVALID : usTime(this.#time);
  }

  getTimezoneOffset(): number {
    return this.#time !== this.#time ? NaN : 0;
  }

  getFullYear(): number {
    const t = this.#time;
    return t !== t ? t : fieldsOf(t).year;
  }

  getMonth(): number {
    const t = this.#time;
    return t !== t ? t : fieldsOf(t).month;
  }

  getDate(): number {
    const t = this.#time;
    return t !== t ? t : fieldsOf(t).day;
  }

  getDay(): number {
    const t = this.#time;
    return t !== t ? t : weekDayOf(t);
  }

  getHours(): number {
    const t = this.#time;
    return t !== t ? t : hourOf(t);
  }

  getMinutes(): number {
    const t = this.#time;
    return t !== t ? t : minuteOf(t);
  }

  getSeconds(): number {
    const t = this.#time;
    return t !== t ? t : secondOf(t);
  }

  getMilliseconds(): number {
    const t = this.#time;
    return t !== t ? t : msOf(t);
  }

  getUTCFullYear(): number {
    const t = this.#time;
    return t !== t ? t : fieldsOf(t).year;
  }

  getUTCMonth(): number {
    const t = this.#time;
    return t !== t ? t : fieldsOf(t).month;
  }

  getUTCDate(): number {
    const t = this.#time;
    return t !== t ? t : fieldsOf(t).day;
  }

  getUTCDay(): number {
    const t = this.#time;
    return t !== t ? t : weekDayOf(t);
  }

  getUTCHours(): number {
    const t = this.#time;
    return t !== t ? t : hourOf(t);
  }

  getUTCMinutes(): number {
    const t = this.#time;
    return t !== t ? t : minuteOf(t);
  }

  getUTCSeconds(): number {
    const t = this.#time;
    return t !== t ? t : secondOf(t);
  }

  getUTCMilliseconds(): number {
    const t = this.#time;
    return t !== t ? t : msOf(t);
  }

  setTime(time?: unknown): number {
    this.#time = timeClip(Number(time));
    return this.#time;
  }

  /** Sets the time of day from hour, minute, second, ms; null keeps a part. Parts are converted even if invalid. */
  #setClock(hour: number | null, minute: number | null, second: number | null, ms: number | null): number {
    const t = this.#time;
    if (t !== t) return t;
    const h = hour === null ? hourOf(t) : hour;
    const m = minute === null ? minuteOf(t) : minute;
    const s = second === null ? secondOf(t) : second;
    const time = makeTime(h, m, s, ms === null ? msOf(t) : ms);
    this.#time = timeClip(makeDate(dayOf(t), time));
    return this.#time;
  }

  /** The same for year, month and day; a year revives an invalid date. */
  #setCalendar(year: number | null, month: number | null, day: number | null): number {
    let t = this.#time;
    if (t !== t) {
      if (year === null) return t;
      t = 0;
    }
    const fields = fieldsOf(t);
    const y = year === null ? fields.year : year;
    const m = month === null ? fields.month : month;
    this.#time = timeClip(makeDate(makeDay(y, m, day === null ? fields.day : day), timeInDay(t)));
    return this.#time;
  }

  setMilliseconds(...parts: unknown[]): number {
    return this.#setClock(null, null, null, first(parts));
  }

  setSeconds(...parts: unknown[]): number {
    return this.#setClock(null, null, first(parts), part(parts, 1));
  }

  setMinutes(...parts: unknown[]): number {
    return this.#setClock(null, first(parts), part(parts, 1), part(parts, 2));
  }

  setHours(...parts: unknown[]): number {
    return this.#setClock(first(parts), part(parts, 1), part(parts, 2), part(parts, 3));
  }

  setDate(...parts: unknown[]): number {
    return this.#setCalendar(null, null, first(parts));
  }

  setMonth(...parts: unknown[]): number {
    return this.#setCalendar(null, first(parts), part(parts, 1));
  }

  setFullYear(...parts: unknown[]): number {
    return this.#setCalendar(first(parts), part(parts, 1), part(parts, 2));
  }

  setUTCMilliseconds(...parts: unknown[]): number {
    return this.#setClock(null, null, null, first(parts));
  }

  setUTCSeconds(...parts: unknown[]): number {
    return this.#setClock(null, null, first(parts), part(parts, 1));
  }

  setUTCMinutes(...parts: unknown[]): number {
    return this.#setClock(null, first(parts), part(parts, 1), part(parts, 2));
  }

  setUTCHours(...parts: unknown[]): number {
    return this.#setClock(first(parts), part(parts, 1), part(parts, 2), part(parts, 3));
  }

  setUTCDate(...parts: unknown[]): number {
    return this.#setCalendar(null, null, first(parts));
  }

  setUTCMonth(...parts: unknown[]): number {
    return this.#setCalendar(null, first(parts), part(parts, 1));
  }

  setUTCFullYear(...parts: unknown[]): number {
    return this.#setCalendar(first(parts), part(parts, 1), part(parts, 2));
  }
}

/** The first argument of a setter: ToNumber, NaN when it is missing. */
function first(parts: readonly unknown[]): number {
  return parts.length > 0 ? Number(parts[0]) : NaN;
}

/** A further argument, null when it is missing. */
function part(parts: readonly unknown[], index: number): number | null {
  return index < parts.length ? Number(parts[index]) : null;
}
