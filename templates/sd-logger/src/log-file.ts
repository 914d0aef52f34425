// A file for each start of the board, numbered on: /logs/run-0001.csv, /logs/run-0002.csv ... The oldest go when the
// card is full.

import { FatError, type FatVolume } from "ingot/fat";

const NAME = "run-";
const EXTENSION = ".csv";
const DIGITS = 4;

export class LogFile {
  /** The file that is written; "" before `open`. */
  path = "";
  private readonly volume: FatVolume;
  private readonly folder: string;

  constructor(volume: FatVolume, folder: string) {
    this.volume = volume;
    this.folder = folder;
  }

  /** Begins the next file, with a line that says what its columns are. */
  async open(): Promise<void> {
    if ((await this.volume.stat(this.folder)) === undefined) await this.volume.mkdir(this.folder);
    let last = 0;
    for (const name of await this.runs()) last = Math.max(last, runNumber(name));
    this.path = `${this.folder}/${NAME}${String(last + 1).padStart(DIGITS, "0")}${EXTENSION}`;
    await this.add("uptime ms;line");
  }

  /** Adds a line; settles when it is on the card. */
  async add(line: string): Promise<void> {
    const bytes = new TextEncoder().encode(`${line}\n`);
    for (;;) {
      try {
        await this.volume.append(this.path, bytes);
        return;
      } catch (error) {
        if (!(error instanceof FatError) || error.code !== "full") throw error;
        await this.removeOldest();
      }
    }
  }

  private async removeOldest(): Promise<void> {
    const runs = await this.runs();
    const oldest = `${this.folder}/${runs[0]}`;
    if (runs.length === 0 || oldest === this.path) throw new Error("the card is full, and not of older logs");
    console.log(`sd-logger: the card is full: removing ${oldest}`);
    await this.volume.remove(oldest);
  }

  private async runs(): Promise<string[]> {
    const names = (await this.volume.list(this.folder)).map((entry) => entry.name);
    return names.filter((name) => runNumber(name) > 0).sort();
  }
}

/** The number in the name of one of our files; 0 for other files. */
function runNumber(name: string): number {
  if (!name.startsWith(NAME) || !name.endsWith(EXTENSION)) return 0;
  const number = Number(name.slice(NAME.length, -EXTENSION.length));
  return Number.isInteger(number) && number > 0 ? number : 0;
}
