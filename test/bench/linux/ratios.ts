// From rounds of measurements to ratios, with the goal of each beside it, and the text of both. Measures nothing.

/** One quantity on both sides. */
export interface Quantity {
  readonly name: string;
  readonly unit: string;
  /** Whether more of it is better, as of bytes per second. */
  readonly moreIsBetter: boolean;
  /** The ratio to be reached, of which more is always better. */
  readonly goal: number;
  readonly digits: number;
}

/** One round: the two sides one after the other. */
export interface Round {
  readonly ingot: Reading;
  readonly linux: Reading;
}

export interface Reading {
  readonly value: number;
  /** Seconds that the emulator had of the processor, for each second that passed; NaN where it is not known. */
  readonly share: number;
}

export interface Line {
  readonly text: string;
  readonly met: boolean;
}

/** The middle of an odd number of values, the mean of the two in the middle of an even number; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[half]!;
  return (sorted[half - 1]! + sorted[half]!) / 2;
}

/** How many times better Ingot is in this round. */
export function ratioOf(quantity: Quantity, { ingot, linux }: Round): number {
  return quantity.moreIsBetter ? ingot.value / linux.value : linux.value / ingot.value;
}

/** The same for each second of processor time, which other work on the computer hardly changes. NaN when unknown. */
function ratioByProcessor(quantity: Quantity, round: Round): number {
  return ratioOf(quantity, round) / (round.ingot.share / round.linux.share);
}

const NAME_WIDTH = 38;
const VALUE_WIDTH = 12;

export function headline(): string {
  const titles = ["Ingot", "Linux", "ratio", "goal", "by CPU time"];
  return `${"".padEnd(NAME_WIDTH)}${titles.map((title) => title.padStart(VALUE_WIDTH)).join("")}  rounds`;
}

/**
 * The line of one quantity: medians of both sides, of the rounds' ratios, of these by processor time; and the smallest and
 * largest ratio.
 */
export function lineOf(quantity: Quantity, rounds: readonly Round[]): Line {
  const ratios = rounds.map((round) => ratioOf(quantity, round));
  const ratio = median(ratios);
  const show = (side: "ingot" | "linux"): string =>
    median(rounds.map((round) => round[side].value)).toFixed(quantity.digits);
  const met = ratio >= quantity.goal;
  const costs = median(rounds.map((round) => ratioByProcessor(quantity, round)));
  const cost = Number.isNaN(costs) ? "-" : `x ${costs.toFixed(2)}`;
  const cells = [show("ingot"), show("linux"), `x ${ratio.toFixed(2)}`, `>= ${quantity.goal}`, cost];
  const range = `${Math.min(...ratios).toFixed(2)} .. ${Math.max(...ratios).toFixed(2)}`;
  const name = `${met ? "✔" : "✘"} ${quantity.name}, ${quantity.unit}`.padEnd(NAME_WIDTH);
  const text = `${name}${cells.map((cell) => cell.padStart(VALUE_WIDTH)).join("")}  ${range}`;
  return { text, met };
}

/**
 * Seconds of processor time from the text of Linux's /proc/PID/stat: utime and stime, fields 14 and 15, in ticks of
 * 10 ms. The program's name, field 2, is in parentheses and may hold spaces.
 */
export function processorSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Field 3 is the first behind the name.
  return (Number(fields[14 - 3]) + Number(fields[15 - 3])) / 100;
}

/** Seconds from what busybox's `time` prints: "real\t0m 2.68s". Null when it stands nowhere. */
export function realSeconds(output: string): number | null {
  const match = /real\s+(\d+)m\s+([\d.]+)s/.exec(output);
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}
