// Finds panic records in a stream of console output. Says where a record is, not what it means.
//
// The record's form is that of hal/base/panic.ts: "ingot panic: ...", indented lines, "  build ID".

/** How the first line of a record starts. */
export const PANIC_HEAD = "ingot panic: ";
const LAST_LINE = /^ {2}build \S/;
/** A record has some 60 lines; one that goes on for longer is a program that prints the word. */
const LONGEST_RECORD = 100;

export class PanicWatch {
  private readonly found: (record: string) => void;
  private line = "";
  private record: string[] = [];

  /** `found` is called with each record as soon as its last line is complete. */
  constructor(found: (record: string) => void) {
    this.found = found;
  }

  feed(text: string): void {
    const lines = (this.line + text).replaceAll("\r", "").split("\n");
    this.line = lines.pop()!;
    for (const line of lines) this.take(line);
  }

  private take(line: string): void {
    if (line.startsWith(PANIC_HEAD)) this.record = [line];
    else if (this.record.length > 0) this.record.push(line);
    if (this.record.length === 0) return;
    if (LAST_LINE.test(line)) {
      const text = `${this.record.join("\n")}\n`;
      this.record = [];
      this.found(text);
    } else if (this.record.length > LONGEST_RECORD) this.record = [];
  }
}
