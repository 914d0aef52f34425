// The event loop of a simulated appliance: polls the program's sources between Node's own timers and promises.
//
// Importing this module starts it. The program stays alive while it has a source, as it does on a board.

import { pollSources, sourceCount } from "../../runtime/loop/sources.ts";
import { EXIT_ABANDONED } from "./protocol.ts";

/** How long a source may wait while nothing happens. On a board an interrupt ends the sleep; here a timer does. */
const IDLE_POLL_MS = 5;

function turn(): void {
  // A source that had work may have more: look again as soon as promises and due timers have had their turn.
  if (pollSources()) setImmediate(turn);
  else idle();
}

function idle(): void {
  const timer = setTimeout(turn, IDLE_POLL_MS);
  if (sourceCount() === 0) timer.unref();
}

idle();

// `ingot dev` holds the other end; without it nobody could end this program any more.
process.on("disconnect", () => process.exit(EXIT_ABANDONED));
process.channel?.unref();

// The first source may be registered in the very last callback, when the timer above no longer holds Node.
process.on("beforeExit", () => {
  if (sourceCount() > 0) turn();
});
