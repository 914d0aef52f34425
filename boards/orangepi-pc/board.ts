// Orange Pi PC: Allwinner H3, 1 GiB of DRAM. 100 Mbit Ethernet, micro-SD, two LEDs.
//
// Every line can be checked against the board's schematic or its mainline device tree
// (sun8i-h3-orangepi-pc.dts).

import { defineBoard } from "../board.ts";
import { h3 } from "../soc/h3.ts";

export const orangepiPc = defineBoard({
  name: "orangepi-pc",
  title: "Orange Pi PC",
  soc: h3,
  dram: { base: 0x4000_0000, sizeBytes: 0x4000_0000 },
  console: { uart: "uart0", baud: 115_200 },
  leds: {
    green: { pin: "PL10", active: "high" },
    red: { pin: "PA15", active: "high" },
  },
  sdCard: { host: "mmc0", busWidth: 4, cardDetect: { pin: "PF6", active: "low" } },
  ethernet: { mac: "emac", phyAddress: 1, link: "internal", leds: "active-low" },
  // Debian packages no SPL for this board. The one for the Orange Pi Plus runs in the emulator, but sets up
  // other DRAM and another regulator: never write it to a card for a real Orange Pi PC.
  spl: { debianFolder: "orangepi_plus", fitsHardware: false },
  emulator: { machine: "orangepi-pc", memoryMiB: 1024, loggedPios: { pio: "pio", rPio: "r_pio" } },
});
