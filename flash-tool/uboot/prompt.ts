// U-Boot's prompt on a serial line: how it is reached, and how a command's answer is told from its echo.
//
// Needs U-Boot's shell ("hush", in every sunxi build) for `&&` and `||`. It sets no variable and saves no environment.

import { problem } from "../../sdk/diagnostics/diagnostic.ts";
import type { SerialLine } from "./line.ts";

const CONTROL_C = 3;
const PROMPT = /(?:^|[\r\n])[^\r\n]{0,32}=> $/;
/** Between attempts to stop the boot: the count-down takes two seconds. */
const KNOCK_MS = 200;
/** So many characters are sent before their echo is waited for: less than any receiver's FIFO. */
const PIECE = 12;
const ECHO_MS = 1000;
const LONGEST_TEXT = 1 << 16;

export interface CommandResult {
  readonly isRight: boolean;
  /** What it printed, without its echo. */
  readonly text: string;
}

export class UBootPrompt {
  private readonly line: SerialLine;
  private readonly onText: (text: string) => void;
  private text = "";

  /** `onText` gets all that the board prints. */
  constructor(line: SerialLine, onText: (text: string) => void = () => {}) {
    this.line = line;
    this.onText = onText;
  }

  /** Stops the boot until there is a prompt. False if there was none for `limitMs`; `seen` then says what there was. */
  async find(limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    while (performance.now() < deadline) {
      this.line.write(new Uint8Array([CONTROL_C]));
      if (await this.waitFor(PROMPT, KNOCK_MS)) {
        // Each further Ctrl-C has a prompt of its own on the way.
        while ((await this.line.read(KNOCK_MS)) >= 0);
        return true;
      }
      if (/ingot loader: recovery/.test(this.text)) return false;
    }
    return false;
  }

  /** What the board has printed since the last command. */
  get seen(): string {
    return this.text;
  }

  /** Runs a command to its end. Rejects with IngotError E6013 when there is no end within `limitMs`. */
  async run(command: string, limitMs = 10_000): Promise<CommandResult> {
    // Quotes in the middle, so that the echo of the line is not taken for the answer.
    await this.type(`${command} && echo IN""GOT-right || echo IN""GOT-wrong`);
    this.text = "";
    this.line.write(new Uint8Array([13]));
    if (!(await this.waitFor(/INGOT-(right|wrong)[\s\S]*=> $/, limitMs))) {
      throw problem(
        "E6013",
        `the board's U-Boot has not ended \`${command}\` for ${Math.round(limitMs / 1000)} seconds`,
        "reset the board and try again",
        { notes: this.lastLines() },
      );
    }
    const end = this.text.lastIndexOf("INGOT-");
    return { isRight: this.text.startsWith("INGOT-right", end), text: this.text.slice(0, end).trim() };
  }

  /** Starts a command that goes on with a conversation of its own, once it has printed `sign`. */
  async start(command: string, sign: RegExp): Promise<void> {
    await this.type(command);
    this.text = "";
    this.line.write(new Uint8Array([13]));
    if (await this.waitFor(sign, 5000)) return;
    throw problem(
      "E6013",
      `the board's U-Boot cannot run \`${command}\``,
      "use a stock U-Boot of 2015 or later",
      {
        notes: this.lastLines(),
      },
    );
  }

  /** Reads until all that is there matches. */
  async waitFor(sign: RegExp, limitMs: number): Promise<boolean> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const byte = await this.line.read(Math.max(0, deadline - performance.now()));
      if (byte < 0) return sign.test(this.text);
      const character = String.fromCharCode(byte);
      this.text = (this.text + character).slice(-LONGEST_TEXT);
      this.onText(character);
      // Signs end with a blank, a digit, a dot or the end of a line; testing at each byte would be slow.
      if (/[\s.\d]/.test(character) && sign.test(this.text)) return true;
    }
  }

  private async type(text: string): Promise<void> {
    for (let at = 0; at < text.length; at += PIECE) {
      const piece = text.slice(at, at + PIECE);
      this.line.write(new Uint8Array(Buffer.from(piece, "latin1")));
      for (let echoed = 0; echoed < piece.length; echoed++) {
        const byte = await this.line.read(ECHO_MS);
        if (byte >= 0) this.onText(String.fromCharCode(byte));
      }
    }
  }

  private lastLines(): string[] {
    return this.text
      .split(/[\r\n]+/)
      .filter((line) => line !== "")
      .slice(-4)
      .map((line) => `it says: ${line}`);
  }
}
