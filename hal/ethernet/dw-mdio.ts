// Management bus of the DesignWare GMAC.

import type { Clock } from "../timer/clock.ts";
import {
  MII_ADDR,
  MII_BUSY,
  MII_DATA,
  MII_DIVIDE_BY_102,
  MII_PHY_SHIFT,
  MII_REGISTER_SHIFT,
  MII_WRITE,
} from "./dw-gmac-registers.ts";
import { MiiBus } from "./mii-bus.ts";

export class DwMdio extends MiiBus {
  /** `base` is the GMAC's first register. */
  constructor(options: { readonly base: number; readonly clock: Clock }) {
    super(options.base, options.clock, {
      command: MII_ADDR,
      data: MII_DATA,
      phyShift: MII_PHY_SHIFT,
      registerShift: MII_REGISTER_SHIFT,
      always: MII_DIVIDE_BY_102,
      write: MII_WRITE,
      busy: MII_BUSY,
    });
  }
}
