// Keeps the settings on the card, in the store partition: they survive power cuts and updates.
//
// Without a card the thermostat works on, with the defaults and with what is set until the power goes.

import { board } from "ingot/board";
import { openStore, type Store } from "ingot/store";
import { type Checked, changed, DEFAULT_SETTINGS, type Settings } from "./settings.ts";

const KEY = "settings";

export class SettingsStore {
  /** What holds now. */
  current: Settings = DEFAULT_SETTINGS;
  private store: Store | null = null;
  private last: Promise<unknown> = Promise.resolve();

  /** Whether what is set will survive. */
  get isKept(): boolean {
    return this.store !== null;
  }

  /** Reads what was kept. Never rejects: says on the console what is the matter, and goes on. */
  async open(): Promise<void> {
    try {
      this.store = await openStore(await board.partition("store"));
      const text = await this.store.getText(KEY);
      if (text === undefined) return;
      // An older version of this program wrote it, or a newer one: what is unknown today is not believed.
      const { settings, problems } = changed(DEFAULT_SETTINGS, JSON.parse(text));
      if (settings !== null) this.current = settings;
      else console.log(`settings: kept ones do not fit, using the defaults: ${JSON.stringify(problems)}`);
    } catch (error) {
      console.log(`settings: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /**
   * Checks `change`, and takes it on if it is right; settles when it is safe. One change after the other, so that none
   * is lost. Rejects when the card refuses, and then it does not hold.
   */
  change(change: unknown): Promise<Checked> {
    const done = this.last.then(async () => {
      const result = changed(this.current, change);
      if (result.settings === null) return result;
      await this.store?.set(KEY, JSON.stringify(result.settings));
      this.current = result.settings;
      return result;
    });
    this.last = done.catch(() => {});
    return done;
  }

  /** Back to the defaults. Settles when the card has forgotten. */
  async forget(): Promise<void> {
    await this.store?.delete(KEY);
    this.current = DEFAULT_SETTINGS;
  }
}
