// When things happened since the program started, as a chart of text.

interface Mark {
  readonly what: string;
  readonly ms: number;
}

const WIDTH = 40;
/** More than a start has; a program that marks in a loop must not eat the memory. */
const MOST_MARKS = 100;

export class BootChart {
  private readonly marks: Mark[] = [];

  /** Notes that `what` happened `ms` milliseconds after the start. */
  mark(what: string, ms: number): void {
    if (this.marks.length < MOST_MARKS) this.marks.push({ what, ms });
  }

  /** A line for each mark: milliseconds since the start, a bar of the time since the mark before, what. */
  lines(): string[] {
    const last = this.marks.length === 0 ? 0 : this.marks[this.marks.length - 1]!.ms;
    const scale = last > 0 ? WIDTH / last : 0;
    let from = 0;
    return this.marks.map(({ what, ms }) => {
      const start = Math.round(from * scale);
      const bar = `${" ".repeat(start)}${"#".repeat(Math.max(1, Math.round(ms * scale) - start))}`;
      from = ms;
      return `${ms.toFixed(1).padStart(9)} ms |${bar.padEnd(WIDTH + 1)}| ${what}`;
    });
  }
}
