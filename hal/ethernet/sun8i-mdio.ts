// Management bus of the sun8i EMAC.
//
// Do not scan this bus: in QEMU an absent PHY answers with what was read last. Boards give their PHY's address.

import type { Clock } from "../timer/clock.ts";
import { MiiBus } from "./mii-bus.ts";
import {
  MII_CMD,
  MII_CMD_BUSY,
  MII_CMD_DIVIDE_BY_128,
  MII_CMD_PHY_SHIFT,
  MII_CMD_REGISTER_SHIFT,
  MII_CMD_WRITE,
  MII_DATA,
} from "./sun8i-emac-registers.ts";

export class Sun8iMdio extends MiiBus {
  /** `base` is the EMAC's first register. */
  constructor(options: { readonly base: number; readonly clock: Clock }) {
    super(options.base, options.clock, {
      command: MII_CMD,
      data: MII_DATA,
      phyShift: MII_CMD_PHY_SHIFT,
      registerShift: MII_CMD_REGISTER_SHIFT,
      always: MII_CMD_DIVIDE_BY_128,
      write: MII_CMD_WRITE,
      busy: MII_CMD_BUSY,
    });
  }
}
