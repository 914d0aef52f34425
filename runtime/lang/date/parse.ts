// Date.parse: the format of ECMA-262 21.4.1.32, and what else the reference engine understands.
//
// Other texts are read as its older parser does: numbers with colons are a time, other numbers day, month and
// year, words name months, halves of the day and zones; text in parentheses and words before the first number
// mean nothing.

import { makeDate, makeDay, makeTime, timeClip } from "./calendar.ts";
import { DateScanner, END, GARBAGE, HALF, MONTH, NUMBER, SPACE, TIME_MARK, WORD, ZONE } from "./scan.ts";

const NONE = -1;
const COLON = 58;
const DOT = 46;
const PLUS = 43;
const MINUS = 45;

/**
 * What has been read of a date so far.
 *
 * @sealed
 */
class Reading {
  days: number[] = [];
  namedMonth = NONE;
  isIso = false;
  times: number[] = [];
  half = NONE;
  /** 0 while no zone was read. */
  zoneSign = 0;
  zoneHour = NONE;
  zoneMinute = NONE;

  setZone(hours: number): void {
    this.zoneSign = hours < 0 ? -1 : 1;
    this.zoneHour = hours < 0 ? -hours : hours;
    this.zoneMinute = 0;
  }

  get isUtc(): boolean {
    return this.zoneSign !== 0 && this.zoneHour === 0 && this.zoneMinute === 0;
  }

  /** Whether a number can be the next part of the time. */
  expects(n: number): boolean {
    const count = this.times.length;
    return ((count === 1 || count === 2) && n < 60) || (count === 3 && n < 1000);
  }

  addFinal(n: number): void {
    this.times.push(n);
    while (this.times.length < 4) this.times.push(0);
  }

  /** The time value, NaN when the parts make no date. */
  result(): number {
    const day = this.#day();
    const time = this.#time();
    let zone = 0;
    if (this.zoneSign !== 0) {
      const hours = this.zoneHour === NONE ? 0 : this.zoneHour;
      const minutes = this.zoneMinute === NONE ? 0 : this.zoneMinute;
      zone = this.zoneSign * (hours * 60 + minutes) * 60000;
    }
    return timeClip(makeDate(day, time) - zone);
  }

  #day(): number {
    const parts = this.days;
    if (parts.length < 1) return NaN;
    while (parts.length < 3) parts.push(1);
    let year = parts[2]!;
    let month = parts[0]!;
    let day = parts[1]!;
    if (this.namedMonth === NONE) {
      if (this.isIso || !isDay(parts[0]!)) {
        year = parts[0]!;
        month = parts[1]!;
        day = parts[2]!;
      }
    } else {
      month = this.namedMonth;
      const yearFirst = !isDay(parts[0]!);
      year = yearFirst ? parts[0]! : parts[1]!;
      day = yearFirst ? parts[1]! : parts[0]!;
    }
    if (!this.isIso && year >= 0 && year <= 49) year += 2000;
    else if (!this.isIso && year >= 50 && year <= 99) year += 1900;
    return month >= 1 && month <= 12 && isDay(day) ? makeDay(year, month - 1, day) : NaN;
  }

  #time(): number {
    const parts = this.times;
    while (parts.length < 4) parts.push(0);
    let hour = parts[0]!;
    if (this.half !== NONE) {
      if (hour > 12) return NaN;
      hour = (hour % 12) + this.half;
    }
    const minute = parts[1]!;
    const second = parts[2]!;
    const ms = parts[3]!;
    const inDay = hour < 24 && minute < 60 && second < 60 && ms < 1000;
    const midnight = hour === 24 && minute === 0 && second === 0 && ms === 0;
    return inDay || midnight ? makeTime(hour, minute, second, ms) : NaN;
  }
}

function isDay(n: number): boolean {
  return n >= 1 && n <= 31;
}

/** Date.parse of a string: a time value or NaN. */
export function parseDate(text: string): number {
  const scanner = new DateScanner(text);
  const reading = new Reading();
  while (scanner.is(SPACE)) scanner.next();
  if (!readIso(scanner, reading)) return NaN;
  if (!reading.isIso && !readRest(scanner, reading)) return NaN;
  return reading.result();
}

/** Thousandths from the digits behind a point: further digits are cut off. */
function milliseconds(digits: string): number {
  return Number(digits.substring(0, 3).padEnd(3, "0"));
}

/** Reads as much of the standard format as there is. False: the text is no date at all. */
function readIso(scanner: DateScanner, reading: Reading): boolean {
  if (scanner.isSign()) {
    const sign = scanner.value === PLUS ? 1 : -1;
    scanner.next();
    if (!scanner.isFixed(6)) return true;
    const year = scanner.value;
    scanner.next();
    // There is no year -0.
    if (sign < 0 && year === 0) return true;
    reading.days.push(sign * year);
  } else if (scanner.isFixed(4)) {
    reading.days.push(scanner.value);
    scanner.next();
  } else return true;
  if (scanner.skip(MINUS)) {
    if (!scanner.isFixed(2) || scanner.value < 1 || scanner.value > 12) return true;
    reading.days.push(scanner.value);
    scanner.next();
    if (scanner.skip(MINUS)) {
      if (!scanner.isFixed(2) || !isDay(scanner.value)) return true;
      reading.days.push(scanner.value);
      scanner.next();
    }
  }
  if (!(scanner.is(WORD) && scanner.meaning === TIME_MARK)) {
    if (!scanner.is(END)) return true;
    reading.isIso = true;
    return true;
  }
  scanner.next();
  if (!scanner.isFixed(2) || scanner.value > 24) return false;
  const isMidnight = scanner.value === 24;
  reading.times.push(scanner.value);
  scanner.next();
  if (!scanner.skip(COLON)) return false;
  if (!scanner.isFixed(2) || scanner.value > 59 || (isMidnight && scanner.value > 0)) return false;
  reading.times.push(scanner.value);
  scanner.next();
  if (scanner.skip(COLON)) {
    if (!scanner.isFixed(2) || scanner.value > 59 || (isMidnight && scanner.value > 0)) return false;
    reading.times.push(scanner.value);
    scanner.next();
    if (scanner.skip(DOT)) {
      if (!scanner.is(NUMBER) || (isMidnight && scanner.value > 0)) return false;
      reading.times.push(milliseconds(scanner.digits));
      scanner.next();
    }
  }
  if (scanner.isZulu()) {
    scanner.next();
    reading.setZone(0);
  } else if (scanner.isSign()) {
    reading.zoneSign = scanner.value === PLUS ? 1 : -1;
    scanner.next();
    if (scanner.isFixed(4)) {
      reading.zoneHour = Math.floor(scanner.value / 100);
      reading.zoneMinute = scanner.value % 100;
      if (reading.zoneHour > 23 || reading.zoneMinute > 59) return false;
      scanner.next();
    } else {
      if (!scanner.isFixed(2) || scanner.value > 23) return false;
      reading.zoneHour = scanner.value;
      scanner.next();
      if (!scanner.skip(COLON) || !scanner.isFixed(2) || scanner.value > 59) return false;
      reading.zoneMinute = scanner.value;
      scanner.next();
    }
  }
  if (!scanner.is(END)) return false;
  reading.isIso = true;
  return true;
}

/** Reads everything else. False: the text is no date. */
function readRest(scanner: DateScanner, reading: Reading): boolean {
  let hasNumber = reading.days.length > 0;
  while (!scanner.is(END)) {
    if (scanner.is(NUMBER)) {
      hasNumber = true;
      if (!readNumber(scanner, reading)) return false;
    } else if (scanner.is(WORD)) {
      const { meaning, value } = scanner;
      scanner.next();
      if (meaning === HALF && reading.times.length > 0) reading.half = value;
      else if (meaning === MONTH) {
        reading.namedMonth = value;
        scanner.skip(MINUS);
      } else if (meaning === ZONE && hasNumber) reading.setZone(value);
      else if (hasNumber || (meaning <= GARBAGE && scanner.is(NUMBER))) return false;
    } else if (scanner.isSign() && (reading.isUtc || reading.times.length > 0)) {
      if (!readOffset(scanner, reading)) return false;
      hasNumber = true;
    } else if ((scanner.isSign() || scanner.isSymbol(41)) && hasNumber) {
      return false;
    } else if (scanner.skip(40)) scanner.skipParentheses();
    else scanner.next();
  }
  return true;
}

function readNumber(scanner: DateScanner, reading: Reading): boolean {
  const n = scanner.value;
  scanner.next();
  if (scanner.skip(COLON)) {
    if (scanner.skip(COLON)) {
      if (reading.times.length > 0) return false;
      reading.times.push(n, 0);
      return true;
    }
    if (reading.times.length >= 4) return false;
    reading.times.push(n);
    scanner.skip(DOT);
    return true;
  }
  if (scanner.skip(DOT) && reading.expects(n)) {
    reading.times.push(n);
    if (!scanner.is(NUMBER)) return false;
    reading.addFinal(milliseconds(scanner.digits));
    scanner.next();
    return true;
  }
  if (reading.zoneHour !== NONE && reading.zoneMinute === NONE && n < 60) {
    reading.zoneMinute = n;
    return true;
  }
  if (reading.expects(n)) {
    reading.addFinal(n);
    return scanner.is(END) || scanner.is(SPACE) || scanner.isZulu() || scanner.isSign();
  }
  if (reading.days.length >= 3) return false;
  reading.days.push(n);
  scanner.skip(MINUS);
  return true;
}

/** +2, +02, +0200 or +02:00, behind a time or UTC. */
function readOffset(scanner: DateScanner, reading: Reading): boolean {
  reading.zoneSign = scanner.value === PLUS ? 1 : -1;
  scanner.next();
  let n = 0;
  let length = 0;
  if (scanner.is(NUMBER)) {
    n = scanner.value;
    length = scanner.length;
    scanner.next();
  }
  if (scanner.isSymbol(COLON)) {
    reading.zoneHour = n;
    reading.zoneMinute = NONE;
    return true;
  }
  if (length < 1 || length > 4) return false;
  reading.zoneHour = length <= 2 ? n : Math.floor(n / 100);
  reading.zoneMinute = length <= 2 ? 0 : n % 100;
  return true;
}
