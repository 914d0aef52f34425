// Dates as HTTP writes them: IMF-fixdate, RFC 9110 §5.6.7. "Sun, 06 Nov 1994 08:49:37 GMT".
//
// Not by `Date`, whose constructor also reads texts: a web server would carry all of that.

const DAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAY_SECONDS = 86_400;

/** `unixSeconds`: whole seconds since 1970, not before it. */
export function httpDate(unixSeconds: number): string {
  const days = Math.floor(unixSeconds / DAY_SECONDS);
  const inDay = unixSeconds - days * DAY_SECONDS;
  let year = 1970;
  let left = days;
  for (; left >= yearDays(year); year++) left -= yearDays(year);
  let month = 0;
  for (; left >= monthDays(month, year); month++) left -= monthDays(month, year);
  const time = [inDay / 3600, (inDay / 60) % 60, inDay % 60].map(twoDigits).join(":");
  // 1 January 1970 was a Thursday.
  return `${DAYS[days % 7]}, ${twoDigits(left + 1)} ${MONTHS[month]} ${year} ${time} GMT`;
}

function yearDays(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

function monthDays(month: number, year: number): number {
  return month === 1 && isLeapYear(year) ? 29 : MONTH_DAYS[month]!;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function twoDigits(value: number): string {
  return `${Math.floor(value)}`.padStart(2, "0");
}
