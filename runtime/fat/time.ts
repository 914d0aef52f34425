// FAT's dates and times: local, two seconds fine, from 1980 to 2107. FAT specification 1.03, p. 25.

const DAY_MS = 86_400_000;
const FIRST_YEAR = 1980;
const LAST_YEAR = 2107;

export interface FatTime {
  /** 15..9 year since 1980, 8..5 month, 4..0 day. */
  readonly date: number;
  /** 15..11 hour, 10..5 minute, 4..0 seconds / 2. */
  readonly time: number;
}

/** Milliseconds since 1970 as date and time; what is out of range is 1 January 1980. */
export function toFatTime(ms: number): FatTime {
  const days = Math.floor(ms / DAY_MS);
  const seconds = Math.floor((ms - days * DAY_MS) / 1000);
  // Civil date from days, with years that start in March so that leap days come last.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) return { date: 0x21, time: 0 };
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return {
    date: ((year - FIRST_YEAR) << 9) | (month << 5) | day,
    time: (hours << 11) | (minutes << 5) | ((seconds % 60) >> 1),
  };
}

/** Date and time as milliseconds since 1970; of fields that are no date, whatever they come to. */
export function fromFatTime(date: number, time: number): number {
  const month = (date >> 5) & 15;
  const year = FIRST_YEAR + (date >> 9) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + (date & 31) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  return days * DAY_MS + ((time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2) * 1000;
}
