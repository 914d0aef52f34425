// Allwinner H3 (sun8i): four Cortex-A7 cores, of which Ingot uses the first. The SoC of the Orange Pi PC.
//
// Numbers from the H3 User Manual, cross-checked with the mainline device tree (sunxi-h3-h5.dtsi). Interrupts
// are GIC interrupt identifiers: the shared peripheral number of the manual plus 32. Blocks that no driver in hal/
// serves yet are left out.

import { type ClockLine, defineSoc } from "../board.ts";
import { pwm, spi, twi, uart, wholePort } from "./sunxi-io.ts";

const CCU = 0x01c2_0000;
const SYSTEM_CONTROL = 0x01c0_0000;
const PRCM = 0x01f0_1400;

const BUS_CLK_GATING0 = CCU + 0x60;
const BUS_CLK_GATING2 = CCU + 0x68;
const BUS_CLK_GATING4 = CCU + 0x70;
const BUS_CLK_GATING3 = CCU + 0x6c;
const BUS_SOFT_RST0 = CCU + 0x2c0;
const BUS_SOFT_RST2 = CCU + 0x2c8;
const BUS_SOFT_RST4 = CCU + 0x2d8;
const APB2_CFG = CCU + 0x58;
const SDMMC0_CLK = CCU + 0x88;
const APB0_GATE = PRCM + 0x28;

const SPI0_CLK = CCU + 0xa0;
const OSC24M_HZ = 24_000_000;
const PLL6_HZ = 600_000_000;
/** APB2_CFG: source field b25:24 = 1 is OSC24M (0 would be the 32 kHz clock). */
const APB2_FROM_OSC24M = 0x0100_0000;

const apb2 = (bit: number): ClockLine => ({
  select: { register: APB2_CFG, value: APB2_FROM_OSC24M },
  gate: { register: BUS_CLK_GATING3, bit },
  reset: { register: BUS_SOFT_RST4, bit },
});
const SPI0_LINE: ClockLine = {
  select: null,
  gate: { register: BUS_CLK_GATING0, bit: 20 },
  reset: { register: BUS_SOFT_RST0, bit: 20 },
};

export const h3 = defineSoc({
  name: "h3",
  title: "Allwinner H3",
  cpu: "cortex-a7",
  dramBase: 0x4000_0000,
  interruptController: { driver: "gic400", distributor: 0x01c8_1000, cpuInterface: 0x01c8_2000 },
  timer: { driver: "arm-timer", base: 0x01c2_0c00, frequencyHz: OSC24M_HZ, alarmIrq: 29 },
  watchdog: { driver: "sunxi-watchdog", base: 0x01c2_0ca0, layout: "sun6i" },
  sid: { driver: "sunxi-sid", base: 0x01c1_4000, layout: "keyed" },
  rtc: { driver: "sunxi-rtc", base: 0x01f0_0000, layout: "sun6i" },
  pios: {
    pio: {
      driver: "sunxi-pio",
      base: 0x01c2_0800,
      clock: { select: null, gate: { register: BUS_CLK_GATING2, bit: 5 }, reset: null },
      edges: [wholePort(0x200, 43, "A", 22), wholePort(0x220, 49, "G", 14)],
    },
    rPio: {
      driver: "sunxi-pio",
      base: 0x01f0_2c00,
      clock: { select: null, gate: { register: APB0_GATE, bit: 0 }, reset: null },
      edges: [wholePort(0x200, 77, "L", 12)],
    },
  },
  ports: {
    A: { pio: "pio", bank: 0, pins: 22 },
    C: { pio: "pio", bank: 2, pins: 19 },
    D: { pio: "pio", bank: 3, pins: 18 },
    E: { pio: "pio", bank: 4, pins: 16 },
    F: { pio: "pio", bank: 5, pins: 7 },
    G: { pio: "pio", bank: 6, pins: 14 },
    L: { pio: "rPio", bank: 0, pins: 12 },
  },
  uarts: {
    uart0: {
      driver: "dw-uart",
      base: 0x01c2_8000,
      irq: 32,
      clock: apb2(16),
      inputClockHz: OSC24M_HZ,
      // PA4 is TX, PA5 RX.
      pins: { pins: ["PA4", "PA5"], function: 2, pull: "up", driveMilliamps: null },
    },
    uart1: uart(1, 33, apb2(17), ["PG6", "PG7"], 2),
    uart2: uart(2, 34, apb2(18), ["PA0", "PA1"], 2),
    uart3: uart(3, 35, apb2(19), ["PA13", "PA14"], 3),
  },
  i2cs: {
    i2c0: twi(0, apb2(0), true, ["PA12", "PA11"], 2),
    i2c1: twi(1, apb2(1), true, ["PA19", "PA18"], 3),
    i2c2: twi(2, apb2(2), true, ["PE13", "PE12"], 3),
  },
  spis: { spi0: spi(0x01c6_8000, "sun6i", SPI0_LINE, SPI0_CLK, ["PC0", "PC1", "PC2", "PC3"], 3) },
  pwms: { pwm0: pwm(0x01c2_1400, 0, true, "PA5", 3) },
  mmcs: {
    mmc0: {
      driver: "sunxi-mmc",
      base: 0x01c0_f000,
      irq: 92,
      clock: {
        select: null,
        gate: { register: BUS_CLK_GATING0, bit: 8 },
        reset: { register: BUS_SOFT_RST0, bit: 8 },
      },
      moduleClock: SDMMC0_CLK,
      pll6Hz: PLL6_HZ,
      delaysInModuleClock: true,
      fifoOffset: 0x200,
      pins: {
        pins: ["PF0", "PF1", "PF2", "PF3", "PF4", "PF5"],
        function: 2,
        pull: "up",
        driveMilliamps: 30,
      },
    },
  },
  emacs: {
    emac: {
      driver: "sun8i-emac",
      base: 0x01c3_0000,
      irq: 114,
      clock: {
        select: null,
        gate: { register: BUS_CLK_GATING0, bit: 17 },
        reset: { register: BUS_SOFT_RST0, bit: 17 },
      },
      phyClock: {
        select: null,
        gate: { register: BUS_CLK_GATING4, bit: 0 },
        reset: { register: BUS_SOFT_RST2, bit: 2 },
      },
      // EMAC_EPHY_CLK_REG.
      wiring: { register: SYSTEM_CONTROL + 0x30, layout: "h3" },
      pins: null,
    },
  },
});
