// Cubieboard2: Allwinner A20, 1 GiB of DRAM, 100 Mbit Ethernet, micro-SD, two LEDs.
//
// Every line can be checked against the board's schematic or its mainline device tree
// (sun7i-a20-cubieboard2.dts). What is driven from it is said in README.md beside this file.

import { defineBoard } from "../board.ts";
import { a20 } from "../soc/a20.ts";

export const cubieboard2 = defineBoard({
  name: "cubieboard2",
  title: "Cubieboard2",
  soc: a20,
  dram: { base: 0x4000_0000, sizeBytes: 0x4000_0000 },
  console: { uart: "uart0", baud: 115_200 },
  leds: {
    blue: { pin: "PH21", active: "high" },
    green: { pin: "PH20", active: "high" },
  },
  sdCard: { host: "mmc0", busWidth: 4, cardDetect: { pin: "PH1", active: "low" } },
  // The PHY's pins lead to the EMAC (function 2) as well as to the GMAC, which needs no CPU to move frames.
  ethernet: { mac: "gmac", phyAddress: 1, link: "mii" },
  spl: { debianFolder: "Cubieboard2", fitsHardware: true },
  emulator: null,
});
