// Recovery: an SMP server on the console, for when no slot can be started or somebody asks.
//
// It is asked for by a break (which is read as NUL) or Ctrl-C on the console while the loader starts. Images are
// verified as ever: recovery needs the cable, and a key.

import { board } from "ingot/board";
import type { Uart } from "ingot/hal";
import { addSource, type Source } from "ingot/loop";
import { ConsoleServer, SmpServer } from "ingot/smp";
import { Installer, type SlotLoader, type StateStore, type UpdateLayout } from "ingot/update";
import { say } from "./say.ts";
import type { CardStorage } from "./storage.ts";

const BREAK = 0;
const CONTROL_C = 3;
/** The largest message: 2048 bytes are 23 lines, and a third of a second at 115,200 baud. */
const BUFFER_BYTES = 2048;

/** Whether the console has had a break or Ctrl-C since the last call. */
export function isAskedFor(): boolean {
  const port = board.console();
  let asked = false;
  for (let byte = port.read(); byte >= 0; byte = port.read()) {
    if (byte === BREAK || byte === CONTROL_C) asked = true;
  }
  return asked;
}

/** Serves until it is told to reset the board. */
export async function recover(
  card: CardStorage,
  store: StateStore,
  layout: UpdateLayout,
  slots: SlotLoader,
  why: string,
): Promise<void> {
  const verify = (slot: number) => slots.verify(slot);
  let restarts = false;
  const server = new SmpServer({
    store,
    installer: new Installer(card, store, layout, verify, -1),
    verify,

    running: -1,
    bufferBytes: BUFFER_BYTES,
    reset: () => {
      restarts = true;
    },
  });
  const port = board.console();
  const console = new ConsoleServer(server, port, BUFFER_BYTES, () => {
    if (restarts) board.restart();
  });
  addSource(new Receiver(port, console));
  say(`ingot loader: recovery: ${why}. Send an image: ingot flash --serial PORT IMAGE`);
}

class Receiver implements Source {
  private readonly port: Uart;
  private readonly console: ConsoleServer;

  constructor(port: Uart, console: ConsoleServer) {
    this.port = port;
    this.console = console;
  }

  poll(): boolean {
    let any = false;
    for (let byte = this.port.read(); byte >= 0; byte = this.port.read()) {
      this.console.take(byte);
      any = true;
    }
    return any;
  }
}
