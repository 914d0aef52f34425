// Updates as a running application sees them: which slot it came from, whether it must prove itself, and how it says
// that it did. What a loader left in DRAM tells it where things lie (handoff.ts); without a loader there is nothing.
//
// Reading DRAM and feeding the watchdog are the caller's, as an application has both from its board.

import type { Watchdog } from "../../hal/watchdog/watchdog.ts";
import { Turns } from "../block/turns.ts";
import type { Handoff } from "./handoff.ts";
import { Installer } from "./install.ts";
import { type KeyList, newestKeyList, readKeyList, writeKeyLists } from "./key-list.ts";
import type { ImageRules } from "./mcuboot.ts";
import { SlotLoader } from "./slots.ts";
import { confirm, type UpdateState } from "./state.ts";
import { StateStore, type UpdateStorage } from "./state-store.ts";

/** Where programs are linked to run, and the end of the memory that a loader puts them into. */
const PROGRAM = 0x4200_0000;
const MEMORY_END = 0x49f0_0000;
const SECTOR = 512;
/** A feed every so often keeps every watchdog of the boards quiet. */
const FEED_MS = 2000;

/**
 * What became of a list of keys. "not-signed": not by the root key, or there is none. "not-newer": the card has one of this
 * version or a higher. "would-not-start": none of its keys has signed the running program.
 */
export type KeysOutcome = "installed" | "not-signed" | "not-newer" | "would-not-start";

/** Whether the program works. A rejection says no. */
export type HealthCheck = () => Promise<boolean>;

export class DeviceUpdates {
  readonly store: StateStore;
  readonly slots: SlotLoader;
  readonly installer: Installer;
  private readonly handoff: Handoff;
  private readonly card: UpdateStorage;
  private readonly watchdog: Watchdog;
  private done = false;
  /** For whatever reads the state and then writes it: two at once would lose what one of them wrote. */
  readonly turns = new Turns();

  constructor(handoff: Handoff, card: UpdateStorage, watchdog: Watchdog) {
    const { layout, signers, board, slot } = handoff;
    this.handoff = handoff;
    this.card = card;
    this.watchdog = watchdog;
    this.store = new StateStore(card, layout);
    const rules: ImageRules = { signers, board, floor: 0, from: PROGRAM, end: MEMORY_END };
    this.slots = new SlotLoader(card, layout, rules, new Uint8Array(layout.slots[0].sectors * SECTOR));
    this.installer = new Installer(card, this.store, layout, (at) => this.slots.verify(at), slot);
  }

  /** The slot that this program was started from: 0 or 1. */
  get running(): number {
    return this.handoff.slot;
  }

  /** The name of the board. */
  get board(): string {
    return this.handoff.board;
  }

  /** Whether the program was started on trial and has not been confirmed since. */
  get onTrial(): boolean {
    return this.handoff.onTrial && !this.done;
  }

  /** Confirms the running program and turns the trial's watchdog off. Rejects as the card does; may be called again. */
  async confirm(): Promise<void> {
    await this.turns.take(async () => {
      const state: UpdateState | undefined = await this.store.load();
      if (state === undefined) return;
      const next = confirm(state, this.handoff.slot);
      if (next !== state) await this.store.save(next);
    });
    this.done = true;
    if (this.handoff.watchdogSeconds > 0) this.watchdog.disarm();
  }

  /**
   * Confirms the running program once `check` says that it works; feeds the watchdog meanwhile, at most `limitMs`
   * milliseconds. False if the check said no or took longer: the watchdog then restarts the board, and after its tries
   * the image is given up. A program that is not on trial is healthy without a check.
   */
  async confirmWhen(check: HealthCheck, limitMs: number): Promise<boolean> {
    if (!this.onTrial) return true;
    let feeds = Math.ceil(limitMs / FEED_MS);
    this.watchdog.feed();
    const feeding = setInterval(() => {
      if (feeds > 0) this.watchdog.feed();
      feeds--;
    }, FEED_MS);
    const healthy = await this.outcome(check, limitMs);
    clearInterval(feeding);
    if (healthy) await this.confirm();
    return healthy;
  }

  /**
   * Takes a list of the keys that may sign, one sector as `ingot keys rotate` writes it: it counts for updates from now on,
   * and for the loader at the next start. To be called in a turn (`turns`). Rejects as the card does.
   */
  async installKeys(sector: Uint8Array): Promise<KeysOutcome> {
    const { root, layout, keyListOffset, slot } = this.handoff;
    if (root.length === 0 || sector.length !== SECTOR) return "not-signed";
    const list = readKeyList(sector, root, 0);
    if (list === undefined) return "not-signed";
    const known: KeyList | undefined = await newestKeyList(this.card, layout, keyListOffset, root);
    if (known !== undefined && list.version <= known.version) return "not-newer";
    const before = this.slots.signers;
    this.slots.accept(list.signers);
    // The loader would not start it any more, and perhaps nothing else.
    if ((await this.slots.verify(slot)) === undefined) {
      this.slots.accept(before);
      return "would-not-start";
    }
    await writeKeyLists(this.card, this.store, layout, keyListOffset, sector);
    return "installed";
  }

  private outcome(check: HealthCheck, limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), limitMs);
      const end = (healthy: boolean): void => {
        clearTimeout(timer);
        resolve(healthy);
      };
      check().then(end, () => end(false));
    });
  }
}
