// Valid time values as text: ISO 8601, the forms of toString and toUTCString, and those of en-US.

import { fieldsOf, hourOf, minuteOf, msOf, secondOf, weekDayOf } from "./calendar.ts";

const DAYS: readonly string[] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
export const MONTHS: readonly string[] = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
];

function padded(value: number, width: number): string {
  return `${value}`.padStart(width, "0");
}

/** YearString: at least four digits, with a sign when negative. */
function yearText(year: number): string {
  return year < 0 ? `-${padded(-year, 4)}` : padded(year, 4);
}

/** hh:mm:ss */
function clockText(time: number): string {
  return `${padded(hourOf(time), 2)}:${padded(minuteOf(time), 2)}:${padded(secondOf(time), 2)}`;
}

/** Date.prototype.toISOString. */
export function isoText(time: number): string {
  const { year, month, day } = fieldsOf(time);
  const years = year < 0 ? `-${padded(-year, 6)}` : year > 9999 ? `+${padded(year, 6)}` : padded(year, 4);
  return `${years}-${padded(month + 1, 2)}-${padded(day, 2)}T${clockText(time)}.${padded(msOf(time), 3)}Z`;
}

/** DateString: Thu Jan 01 1970. */
export function dateText(time: number): string {
  const { year, month, day } = fieldsOf(time);
  return `${DAYS[weekDayOf(time)]!} ${MONTHS[month]!} ${padded(day, 2)} ${yearText(year)}`;
}

/** TimeString and TimeZoneString of the zone UTC. */
export function timeText(time: number): string {
  return `${clockText(time)} GMT+0000 (Coordinated Universal Time)`;
}

/** Date.prototype.toUTCString. */
export function utcText(time: number): string {
  const { year, month, day } = fieldsOf(time);
  return `${DAYS[weekDayOf(time)]!}, ${padded(day, 2)} ${MONTHS[month]!} ${yearText(year)} ${clockText(time)} GMT`;
}

/** 1/31/2024 */
export function usDate(time: number): string {
  const { year, month, day } = fieldsOf(time);
  return `${month + 1}/${day}/${year > 0 ? year : 1 - year}`;
}

/** 1:05:09 PM */
export function usTime(time: number): string {
  const hour = hourOf(time);
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return `${shown}:${padded(minuteOf(time), 2)}:${padded(secondOf(time), 2)} ${hour < 12 ? "AM" : "PM"}`;
}
