// Cubietruck: Allwinner A20, 2 GiB of DRAM, gigabit Ethernet, micro-SD, four LEDs.
//
// Every line can be checked against the board's schematic or its mainline device tree
// (sun7i-a20-cubietruck.dts). What is driven from it is said in README.md beside this file.

import { defineBoard } from "../board.ts";
import { a20 } from "../soc/a20.ts";

export const cubietruck = defineBoard({
  name: "cubietruck",
  title: "Cubietruck",
  soc: a20,
  dram: { base: 0x4000_0000, sizeBytes: 0x8000_0000 },
  console: { uart: "uart0", baud: 115_200 },
  leds: {
    blue: { pin: "PH21", active: "high" },
    orange: { pin: "PH20", active: "high" },
    white: { pin: "PH11", active: "high" },
    green: { pin: "PH7", active: "high" },
  },
  sdCard: { host: "mmc0", busWidth: 4, cardDetect: { pin: "PH1", active: "low" } },
  // The device tree delays the transmit clock by one step of the MAC and the receive clock in the PHY.
  ethernet: { mac: "gmac", phyAddress: 1, link: "rgmii", delays: { transmit: 1, receive: 0 } },
  spl: { debianFolder: "Cubietruck", fitsHardware: true },
  emulator: null,
});
