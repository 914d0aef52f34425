// SD logger: adds a line to a file on the SD card, once a second, in a format that any computer reads.
//
// A line that was confirmed on the console is on the card: the power may go at any time.

import { board } from "ingot/board";
import { durable } from "ingot/fat";
import { openLogCard } from "./card.ts";
import { LogFile } from "./log-file.ts";

const PERIOD_MS = 1000;

const card = durable(await board.sdCard());
const volume = await openLogCard(card);
console.log(`sd-logger: ${volume.kind}, ${Math.floor((await volume.freeBytes()) / 1024)} KiB free`);

const log = new LogFile(volume, "/logs");
await log.open();
console.log(`sd-logger: writing ${log.path}`);

let lines = 0;
/** Lines still on their way to the card. */
let pending = 0;
setInterval(() => {
  if (pending > 0) return; // the card is slower than the clock: leave a line out rather than queue without end
  pending++;
  void record();
}, PERIOD_MS);

async function record(): Promise<void> {
  try {
    const line = `${Math.floor(board.uptimeMs())};${lines}`;
    await log.add(line);
    lines++;
    console.log(`logged ${line}`);
  } catch (error) {
    console.log(`not logged: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    pending--;
  }
}
