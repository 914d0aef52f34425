// Recovery: an SMP server on the console, for when no slot can be started or somebody asks.
//
// It is asked for by a break (which is read as NUL) or Ctrl-C on the console while the loader starts. Images are
// verified as ever: recovery needs the cable, and a key.

import { board } from "ingot/board";
import type { Uart } from "ingot/hal";
import { consoleBaud, fastestBaud } from "ingot/loader-config";
import { addSource, type Source } from "ingot/loop";
import {
  ABOUT,
  about,
  BAUD,
  CborMap,
  ConsoleServer,
  type Message,
  type OwnGroup,
  SmpServer,
} from "ingot/smp";
import { Installer, type SlotLoader, type StateStore, type UpdateLayout } from "ingot/update";
import { say } from "./say.ts";
import type { CardStorage } from "./storage.ts";

const BREAK = 0;
const CONTROL_C = 3;
/** The largest message: 2048 bytes are 23 lines, and a third of a second at 115,200 baud. */
const BUFFER_BYTES = 2048;
/** At a raised speed nothing was understood for so long: the cable does not carry it. */
const SPEED_MS = 3000;

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
  const port = board.console();
  const speed = new LoaderGroup(port);
  const server = new SmpServer({
    store,
    installer: new Installer(card, store, layout, verify, -1),
    verify,
    running: -1,
    bufferBytes: BUFFER_BYTES,
    own: speed,
    reset: () => {
      restarts = true;
    },
  });
  const console = new ConsoleServer(server, port, BUFFER_BYTES, () => {
    if (restarts) board.restart();
    speed.answered();
  });
  addSource(new Receiver(port, console, speed));
  say(`ingot loader: recovery: ${why}. Send an image: ingot flash --serial PORT IMAGE`);
}

/** Which board this is, and the speed of its console: raised when asked for, lowered again when then nobody is understood. */
class LoaderGroup implements OwnGroup {
  private readonly port: Uart;
  private wanted = 0;
  private raised = false;
  private raisedMs = 0;

  constructor(port: Uart) {
    this.port = port;
  }

  answer(request: Message): CborMap | undefined {
    if (request.command === ABOUT) return about(board.name, -1, false, "recovery");
    if (request.command !== BAUD) return undefined;
    const rate = request.payload.get("rate");
    if (typeof rate !== "number" || rate < consoleBaud || fastestBaud % rate !== 0) return undefined;
    this.wanted = rate;
    return new CborMap();
  }

  /** Called when an answer has left. */
  answered(): void {
    this.raised = false;
    if (this.wanted === 0) return;
    this.port.setBaud(this.wanted);
    this.wanted = 0;
    this.raised = true;
    this.raisedMs = board.uptimeMs();
  }

  /** Called when something arrives, which is noise at the wrong speed. No timer: the loader would have to bring them. */
  heard(): void {
    if (!this.raised || board.uptimeMs() - this.raisedMs < SPEED_MS) return;
    this.port.setBaud(consoleBaud);
    this.raised = false;
  }
}

class Receiver implements Source {
  private readonly port: Uart;
  private readonly console: ConsoleServer;
  private readonly speed: LoaderGroup;

  constructor(port: Uart, console: ConsoleServer, speed: LoaderGroup) {
    this.port = port;
    this.console = console;
    this.speed = speed;
  }

  poll(): boolean {
    let any = false;
    this.speed.heard();
    for (let byte = this.port.read(); byte >= 0; byte = this.port.read()) {
      this.console.take(byte);
      any = true;
    }
    return any;
  }
}
