// Ingot's loader: chooses a slot, verifies its image in DRAM, counts the try, arms the watchdog, and jumps.
//
// It is read by the SPL from a fixed place of the card, and never updated over the air: whatever else goes wrong, it
// is there. If no slot can be started, or somebody asks for it on the console, it takes an image over SMP.

import { board } from "ingot/board";
import { jumpTo, memoryAt } from "ingot/hal";
import { keyListOffset, updateLayout as layout } from "ingot/loader-config";
import { boot, HANDOFF_ADDRESS, HANDOFF_BYTES, SlotLoader, StateStore, writeHandoff } from "ingot/update";
import { acceptedKeys, rootKey } from "./keys.ts";
import { isAskedFor, recover } from "./recovery.ts";
import { say } from "./say.ts";
import { CardStorage } from "./storage.ts";

const PROGRAM = 0x4200_0000;
const HEADER = 512;
/** Below the loader itself. */
const MEMORY_END = 0x49f0_0000;
/** The longest that the watchdog of every board can wait. */
const WATCHDOG_MS = 16_000;

async function load(): Promise<void> {
  const asked = isAskedFor();
  const card = new CardStorage(await board.sdCard());
  const signers = await acceptedKeys(card);
  const rules = { signers, board: board.name, floor: 0, from: PROGRAM, end: MEMORY_END };
  const slots = new SlotLoader(
    card,
    layout,
    rules,
    memoryAt(PROGRAM - HEADER, layout.slots[0].sectors * 512),
  );
  const store = new StateStore(card, layout);
  const verify = (slot: number) => slots.verify(slot);
  if (asked || isAskedFor()) {
    await recover(card, store, layout, slots, "asked for on the console");
    return;
  }
  const { slot, state } = await boot(store, verify);
  if (slot < 0 || (slots.loaded !== slot && (await verify(slot)) === undefined)) {
    await recover(card, store, layout, slots, `no slot can be started (${slots.problem ?? "empty"})`);
    return;
  }
  const onTrial = state.slots[slot].phase === "trial";
  say(`ingot loader: slot ${slot === 0 ? "A" : "B"}, version ${slots.version}${onTrial ? ", on trial" : ""}`);
  // An image that has not proved itself is taken back if it hangs. The others may not know of the watchdog.
  const watchdogMs = onTrial ? board.watchdog().arm(WATCHDOG_MS) : 0;
  const handoff = {
    slot,
    onTrial,
    layout,
    keyListOffset,
    watchdogSeconds: Math.floor(watchdogMs / 1000),
    board: board.name,
    signers,
    root: rootKey(),
  };
  writeHandoff(handoff, memoryAt(HANDOFF_ADDRESS, HANDOFF_BYTES));
  board.console().drain();
  jumpTo(PROGRAM);
}

await load();
