// Commands from the serial console: a line of words, ended by Enter.

import type { Uart } from "../../hal/uart/uart.ts";
import type { Source } from "../loop/sources.ts";

const RETURN = 13;
const NEWLINE = 10;
const MOST_CHARACTERS = 200;

export class CommandReader implements Source {
  private line = "";
  private readonly port: Uart;
  private readonly obey: (line: string) => void;

  /** Calls `obey` with each line that is typed at `port`, without spaces around it, unless it is empty. */
  constructor(port: Uart, obey: (line: string) => void) {
    this.port = port;
    this.obey = obey;
  }

  poll(): boolean {
    let byte = this.port.read();
    const any = byte >= 0;
    for (; byte >= 0; byte = this.port.read()) {
      if (byte !== RETURN && byte !== NEWLINE) {
        if (this.line.length < MOST_CHARACTERS) this.line += String.fromCharCode(byte);
        continue;
      }
      const line = this.line.trim();
      this.line = "";
      if (line !== "") this.obey(line);
    }
    return any;
  }
}
