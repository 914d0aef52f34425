// The card as updates want it: sectors, and a flush that needs to do nothing, as every write waits for the card.

import type { BlockDevice } from "ingot/hal";
import type { UpdateStorage } from "ingot/update";

export class CardStorage implements UpdateStorage {
  private readonly card: BlockDevice;

  constructor(card: BlockDevice) {
    this.card = card;
  }

  read(sector: number, into: Uint8Array): Promise<void> {
    return this.card.read(sector, into);
  }

  write(sector: number, from: Uint8Array): Promise<void> {
    return this.card.write(sector, from);
  }

  async flush(): Promise<void> {}
}
