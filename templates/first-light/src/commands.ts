// Single-letter commands from the serial console.

import { board } from "ingot/board";
import type { Uart } from "ingot/hal";
import type { Source } from "ingot/loop";
import { panic } from "ingot/panic";
import type { Tally } from "./tally.ts";

const HELP = "keys: h help, p panic and show the call stack, r restart";

export class CommandReader implements Source {
  private readonly port: Uart;
  private readonly tally: Tally;

  constructor(port: Uart, tally: Tally) {
    this.port = port;
    this.tally = tally;
  }

  /** Obeys the keys that have arrived. The event loop calls it on every turn. */
  poll(): boolean {
    let key = this.port.read();
    const any = key >= 0;
    while (key >= 0) {
      this.obey(String.fromCharCode(key));
      key = this.port.read();
    }
    return any;
  }

  private obey(key: string): void {
    if (key === "\r" || key === "\n") return;
    this.tally.add("keys");
    switch (key) {
      case "p":
        stopOnRequest();
        break;
      case "r":
        console.log("restarting");
        board.restart();
        break;
      case "h":
        console.log(HELP);
        break;
      default:
        console.log(`"${key}" is no command; ${HELP}`);
    }
  }
}

// Three functions deep, so that the decoded stack has something to show.
function stopOnRequest(): void {
  leaveNormalOperation("requested over the console");
}

function leaveNormalOperation(reason: string): void {
  stopWith(reason);
}

function stopWith(reason: string): never {
  panic(reason);
}
