// Time values and the proleptic Gregorian calendar: days, years, months, and back (ECMA-262 21.4.1).
//
// A time value is milliseconds since 1970 in UTC, NaN for an invalid date. All arithmetic is exact in doubles.

import { mathFloor, mathTrunc } from "../native.ts";

export const MS_PER_DAY = 86400000;
const MS_PER_HOUR = 3600000;
const MS_PER_MINUTE = 60000;

/** Days of 400 years. */
const DAYS_PER_ERA = 146097;
/** Days from 1 March of year 0 to 1 January 1970. */
const EPOCH = 719468;

export interface Fields {
  year: number;
  /** 0 .. 11 */
  month: number;
  /** 1 .. 31 */
  day: number;
}

/** Day of a time value: days since 1970. */
export function dayOf(time: number): number {
  return mathFloor(time / MS_PER_DAY);
}

/** TimeWithinDay, in milliseconds. */
export function timeInDay(time: number): number {
  return time - dayOf(time) * MS_PER_DAY;
}

/** Year, month and day of the month of a valid time value. Years begin in March here: the leap day comes last. */
export function fieldsOf(time: number): Fields {
  const days = dayOf(time) + EPOCH;
  const era = mathFloor(days / DAYS_PER_ERA);
  const inEra = days - era * DAYS_PER_ERA;
  const yearOfEra = mathFloor(
    (inEra - mathFloor(inEra / 1460) + mathFloor(inEra / 36524) - mathFloor(inEra / 146096)) / 365,
  );
  const inYear = inEra - (365 * yearOfEra + mathFloor(yearOfEra / 4) - mathFloor(yearOfEra / 100));
  const month = mathFloor((5 * inYear + 2) / 153);
  const day = inYear - mathFloor((153 * month + 2) / 5) + 1;
  return {
    year: yearOfEra + era * 400 + (month >= 10 ? 1 : 0),
    month: month < 10 ? month + 2 : month - 10,
    day,
  };
}

/** WeekDay: 0 Sunday. */
export function weekDayOf(time: number): number {
  const day = (dayOf(time) + 4) % 7;
  return day < 0 ? day + 7 : day + 0;
}

/** MakeDay: days since 1970; NaN unless all are finite. */
export function makeDay(year: number, month: number, date: number): number {
  if (!(year - year === 0 && month - month === 0 && date - date === 0)) return NaN;
  const m = mathTrunc(month);
  const y = mathTrunc(year) + mathFloor(m / 12);
  if (y > 400000 || y < -400000) return NaN;
  const inYear = m - mathFloor(m / 12) * 12;
  const shifted = inYear < 2 ? y - 1 : y;
  const fromMarch = inYear < 2 ? inYear + 10 : inYear - 2;
  const era = mathFloor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = mathFloor((153 * fromMarch + 2) / 5);
  const dayOfEra = yearOfEra * 365 + mathFloor(yearOfEra / 4) - mathFloor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - EPOCH + mathTrunc(date) - 1;
}

/** MakeTime. */
export function makeTime(hour: number, minute: number, second: number, ms: number): number {
  if (!(hour - hour === 0 && minute - minute === 0 && second - second === 0 && ms - ms === 0)) return NaN;
  return (
    mathTrunc(hour) * MS_PER_HOUR +
    mathTrunc(minute) * MS_PER_MINUTE +
    mathTrunc(second) * 1000 +
    mathTrunc(ms)
  );
}

/** MakeDate. */
export function makeDate(day: number, time: number): number {
  const result = day * MS_PER_DAY + time;
  return result - result === 0 ? result : NaN;
}

/** TimeClip: NaN beyond 8.64e15, no fraction, no -0. */
export function timeClip(time: number): number {
  return time <= 8.64e15 && time >= -8.64e15 ? mathTrunc(time) + 0 : NaN;
}

export function hourOf(time: number): number {
  return mathFloor(timeInDay(time) / MS_PER_HOUR);
}

export function minuteOf(time: number): number {
  return mathFloor(timeInDay(time) / MS_PER_MINUTE) % 60;
}

export function secondOf(time: number): number {
  return mathFloor(timeInDay(time) / 1000) % 60;
}

export function msOf(time: number): number {
  return timeInDay(time) % 1000;
}
