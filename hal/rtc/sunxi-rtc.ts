// The real-time clock of Allwinner SoCs: the date that goes on while the board is off, where a battery feeds it.
//
// Date and time as two registers of binary fields, in three layouts. Counts UTC here, as Linux does. No alarm, no
// calibration of the 32 kHz oscillator, none of the general-purpose registers.
//
//   YMD   | leap year | year, from the layout's first | month 11:8 | day 4:0 |
//   HMS   | week day 31:29 | hour 20:16 | minute 13:8 | second 5:0 |

import { read32, write32 } from "../mmio.ts";
import type { Clock } from "../timer/clock.ts";
import { waitUntilClear } from "../timer/wait.ts";
import { dateOf, daysOf } from "./calendar.ts";

/** `sun4i`: A10. `sun7i`: A20. `sun6i`: H3 and R40. */
export type RtcLayout = "sun4i" | "sun7i" | "sun6i";

interface Fields {
  /** Offsets of the registers. */
  readonly ymd: number;
  readonly hms: number;
  readonly firstYear: number;
  readonly years: number;
  readonly leapBit: number;
  /** Both registers take 0 before a new date: else a month that is too short for the old day rolls over. */
  readonly clearFirst: boolean;
}

const YEAR_SHIFT = 16;
const MONTH_SHIFT = 8;
const HOUR_SHIFT = 16;
const MINUTE_SHIFT = 8;
const SECONDS_PER_DAY = 86_400;
/** LOSC_CTRL, the first register: a write to YMD or HMS has not arrived yet. */
const YMD_PENDING = 1 << 7;
const HMS_PENDING = 1 << 8;
/** Linux gives it 50 ms: the writes cross to the 32 kHz clock. */
const PENDING_MICROSECONDS = 50_000;

/** A10 and A20 User Manual, "RTC"; H3 User Manual, "RTC". */
function fieldsOf(layout: RtcLayout): Fields {
  if (layout === "sun6i")
    return { ymd: 0x10, hms: 0x14, firstYear: 1970, years: 64, leapBit: 22, clearFirst: false };
  if (layout === "sun7i")
    return { ymd: 4, hms: 8, firstYear: 1970, years: 256, leapBit: 24, clearFirst: true };
  return { ymd: 4, hms: 8, firstYear: 2010, years: 64, leapBit: 22, clearFirst: true };
}

export class SunxiRtc {
  private readonly base: number;
  private readonly clock: Clock;
  private readonly fields: Fields;

  constructor(options: { readonly base: number; readonly layout: RtcLayout; readonly clock: Clock }) {
    this.base = options.base;
    this.clock = options.clock;
    this.fields = fieldsOf(options.layout);
  }

  /**
   * What the clock says, milliseconds since 1970, whole seconds; null when that is no date, as after a loss of power.
   * The emulator's clock shows when the emulated machine was last reset, and stands still.
   */
  read(): number | null {
    const { ymd, hms, firstYear, years } = this.fields;
    let date = read32(this.base + ymd);
    let time = read32(this.base + hms);
    // Midnight may have passed between the two.
    if (read32(this.base + ymd) !== date) {
      date = read32(this.base + ymd);
      time = read32(this.base + hms);
    }
    const year = firstYear + ((date >>> YEAR_SHIFT) & (years - 1));
    const month = (date >>> MONTH_SHIFT) & 0x0f;
    const day = date & 0x1f;
    const hour = (time >>> HOUR_SHIFT) & 0x1f;
    const minute = (time >>> MINUTE_SHIFT) & 0x3f;
    const second = time & 0x3f;
    if (hour > 23 || minute > 59 || second > 59) return null;
    const days = daysOf(year, month, day);
    // A month without that day has become another date.
    const made = dateOf(days);
    if (made.month !== month || made.day !== day) return null;
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
  }

  /**
   * Sets the clock to `unixMs`, milliseconds since 1970, cut to whole seconds. False when the clock does not take it
   * in time. Throws a RangeError for a year that the registers cannot hold.
   */
  write(unixMs: number): boolean {
    const { ymd, hms, firstYear, years, leapBit, clearFirst } = this.fields;
    const seconds = Math.floor(unixMs / 1000);
    const days = Math.floor(seconds / SECONDS_PER_DAY);
    const inDay = seconds - days * SECONDS_PER_DAY;
    const { year, month, day } = dateOf(days);
    if (!(year >= firstYear && year < firstYear + years))
      throw new RangeError(
        `this clock holds the years ${firstYear} to ${firstYear + years - 1}, not ${year}`,
      );
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const date =
      (isLeap ? 1 << leapBit : 0) | ((year - firstYear) << YEAR_SHIFT) | (month << MONTH_SHIFT) | day;
    const minutes = Math.floor(inDay / 60);
    const time = (Math.floor(minutes / 60) << HOUR_SHIFT) | ((minutes % 60) << MINUTE_SHIFT) | (inDay % 60);
    if (clearFirst && !(this.put(hms, 0, HMS_PENDING) && this.put(ymd, 0, YMD_PENDING))) return false;
    return this.put(hms, time, HMS_PENDING) && this.put(ymd, date, YMD_PENDING);
  }

  private put(register: number, value: number, pending: number): boolean {
    write32(this.base + register, value);
    return waitUntilClear(this.clock, this.base, pending, PENDING_MICROSECONDS);
  }
}
