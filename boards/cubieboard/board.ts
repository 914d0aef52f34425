// Cubieboard: Allwinner A10, 512 MiB or 1 GiB of DRAM, 100 Mbit Ethernet, micro-SD, two LEDs.
//
// Every line can be checked against the board's schematic or its mainline device tree
// (sun4i-a10-cubieboard.dts). What is driven from it is said in README.md beside this file.

import { defineBoard } from "../board.ts";
import { a10 } from "../soc/a10.ts";

export const cubieboard = defineBoard({
  name: "cubieboard",
  title: "Cubieboard",
  soc: a10,
  // The first series has 1 GiB, a small one 512 MiB.
  dram: { base: 0x4000_0000, sizeBytes: 0x2000_0000 },
  console: { uart: "uart0", baud: 115_200 },
  leds: {
    blue: { pin: "PH21", active: "high" },
    green: { pin: "PH20", active: "high" },
  },
  sdCard: { host: "mmc0", busWidth: 4, cardDetect: { pin: "PH1", active: "low" } },
  ethernet: { mac: "emac", phyAddress: 1, link: "mii" },
  spl: { debianFolder: "Cubieboard", fitsHardware: true },
  emulator: { machine: "cubieboard", memoryMiB: 1024, loggedPios: {} },
});
