// Days since 1970 and dates of the Gregorian calendar, one from the other.
//
// Not by `Date`, whose constructor also reads texts: a driver would carry all of that into every image. Knows no times of
// day, no zones.

export interface CalendarDate {
  readonly year: number;
  /** 1 .. 12 */
  readonly month: number;
  /** 1 .. 31 */
  readonly day: number;
}

/** Days before 1 March of a year that begins then, counted from year 0. */
function daysBefore(year: number): number {
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

/** From 1 March of year 0 to 1 January 1970. */
const EPOCH = 719_468;

/** Days since 1970 of a date; a day that the month has not counts on into the next. */
export function daysOf(year: number, month: number, day: number): number {
  // January and February belong to the year before: the leap day comes last.
  const isEarly = month <= 2;
  const fromMarch = isEarly ? month + 9 : month - 3;
  return daysBefore(isEarly ? year - 1 : year) + Math.floor((153 * fromMarch + 2) / 5) + day - 1 - EPOCH;
}

/** The date of a day since 1970; every part is NaN for NaN. */
export function dateOf(days: number): CalendarDate {
  const all = days + EPOCH;
  let year = Math.floor(all / 365.2425);
  // The mean length of a year may be a day off at its ends.
  if (daysBefore(year) > all) year--;
  else if (daysBefore(year + 1) <= all) year++;
  const inYear = all - daysBefore(year);
  const fromMarch = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  return fromMarch < 10 ? { year, month: fromMarch + 3, day } : { year: year + 1, month: fromMarch - 9, day };
}
