// Puts device models behind the register addresses of a board, so that the board's own drivers run under Node.
//
// One call does it, for the whole process: it stands first in a generated board module of the simulated side.

import type { Board, ClockLine, MacBlock, Soc } from "../../boards/board.ts";
import { useCpu } from "../../hal/cpu.ts";
import { useBus } from "../../hal/mmio.ts";
import { type DeviceModel, MappedBus } from "../../hal/testing/bus.ts";
import { ArmCounterModel } from "../../hal/testing/models/arm-counter.ts";
import { DwGmacModel } from "../../hal/testing/models/dw-gmac.ts";
import { DwUartModel } from "../../hal/testing/models/dw-uart.ts";
import { Gic400Model, SunxiIntcModel } from "../../hal/testing/models/interrupt.ts";
import { PhyModel } from "../../hal/testing/models/phy.ts";
import { PlainRegisters } from "../../hal/testing/models/plain-registers.ts";
import { RamModel } from "../../hal/testing/models/ram.ts";
import { MemoryStorage, SdCardModel } from "../../hal/testing/models/sd-card.ts";
import { Sun8iEmacModel } from "../../hal/testing/models/sun8i-emac.ts";
import { SunxiEintModel } from "../../hal/testing/models/sunxi-eint.ts";
import { SunxiEmacModel } from "../../hal/testing/models/sunxi-emac.ts";
import { SunxiMmcModel } from "../../hal/testing/models/sunxi-mmc.ts";
import { SunxiPioModel } from "../../hal/testing/models/sunxi-pio.ts";
import { SunxiRtcModel } from "../../hal/testing/models/sunxi-rtc.ts";
import { SunxiSpiModel } from "../../hal/testing/models/sunxi-spi.ts";
import { SunxiTimerModel } from "../../hal/testing/models/sunxi-timer.ts";
import { SunxiTwiModel } from "../../hal/testing/models/sunxi-twi.ts";
import { SunxiWatchdogModel } from "../../hal/testing/models/sunxi-watchdog.ts";
import { RealTime, type TimeSource } from "../../hal/testing/time.ts";
import { DMA_MEMORY } from "../image/layout.ts";
import { layOutBlankCard } from "./blank-card.ts";
import { connectKeyboard, showByte } from "./console.ts";
import { EthernetWire } from "./ethernet-wire.ts";
import { ledNames, outputName } from "./pin-names.ts";
import { ENV_ETHERNET, ENV_SD_CARD, EXIT_RESTART } from "./protocol.ts";
import { SectorFile } from "./sector-file.ts";

/** 64 MiB: small for a card, large for a record or a few files. High-capacity cards come in steps of 512 KiB. */
const SD_CARD_SECTORS = 131_072;
const WATCHDOG_POLL_MS = 100;

/** Connects models of `board`'s devices and a processor to the HAL. Times run as they do on the host. */
export function simulateBoard(board: Board): void {
  const { soc } = board;
  const time = new RealTime();
  const bus = new MappedBus();
  const memory = new RamModel(DMA_MEMORY);
  for (const model of [
    ...plainRegisters(board),
    ...interruptControllers(soc),
    ...pios(board),
    new SunxiTimerModel({ base: soc.timer.base, time }),
    watchdog(soc, time),
    consoleUart(board),
    ...sdCards(board, time, memory),
    memory,
    ...ethernets(board, memory),
    ...functions(board),
    // Without an identification, as most emulated boards are.
    new PlainRegisters({
      name: "sid",
      base: soc.sid.base,
      sizeBytes: soc.sid.layout === "words" ? 0x10 : 0x80,
    }),
    realTimeClock(soc, time),
  ]) {
    bus.add(model);
  }
  useBus(bus);
  useCpu({
    counter: new ArmCounterModel({ time }),
    // Node sleeps for us: the program's sources are polled by poll-loop.ts.
    waitForInterrupt() {},
    halt(exitCode) {
      process.exit(exitCode);
    },
  });
}

/** With the computer's date, as the emulator's clock has. */
function realTimeClock({ rtc }: Soc, time: TimeSource): DeviceModel {
  const model = new SunxiRtcModel({ base: rtc.base, layout: rtc.layout, time });
  model.set(new Date());
  return model;
}

function consoleUart(board: Board): DeviceModel {
  const block = board.soc.uarts[board.console.uart];
  const uart = new DwUartModel({ base: block.base, onByte: showByte });
  connectKeyboard(uart);
  return uart;
}

function sdCards({ soc, sdCard }: Board, time: TimeSource, memory: RamModel): DeviceModel[] {
  if (sdCard === null) return [];
  const { base, fifoOffset } = soc.mmcs[sdCard.host];
  const path = process.env[ENV_SD_CARD];
  const storage =
    path === undefined ? new MemoryStorage(SD_CARD_SECTORS) : new SectorFile(path, SD_CARD_SECTORS);
  layOutBlankCard(storage);
  const card = new SdCardModel({ storage, highCapacity: true });
  return [new SunxiMmcModel({ name: sdCard.host, base, fifoOffset, time, card, memory })];
}

function ethernets({ soc, ethernet }: Board, memory: RamModel): DeviceModel[] {
  if (ethernet === null) return [];
  const wire = new EthernetWire(process.env[ENV_ETHERNET] ?? null, (frame) => model.deliver(frame));
  const block = soc.emacs[ethernet.mac];
  const options = {
    base: block.base,
    phy: new PhyModel(ethernet.phyAddress),
    onTransmit(frame: Uint8Array) {
      wire.send(frame);
      // The model keeps what was sent for tests; a program that runs for days would fill the memory.
      model.sent.length = 0;
    },
  };
  const model: EthernetModel = ethernetModel(block, options, memory);
  return [model];
}

/** What applications connect things to, with nothing connected: lines stay high, nobody answers. */
function functions({ soc, console }: Board): DeviceModel[] {
  const edges = Object.entries(soc.pios).flatMap(([key, pio]) =>
    pio.edges.map(
      ({ offset }, i) => new SunxiEintModel({ name: `${key} edges ${i}`, base: pio.base + offset }),
    ),
  );
  const uarts = Object.entries(soc.uarts).filter(([name]) => name !== console.uart);
  return [
    ...edges,
    ...uarts.map(([, { base }]) => new DwUartModel({ base, onByte() {} })),
    ...Object.values(soc.i2cs).map(
      ({ base, eventClearedByOne }) => new SunxiTwiModel({ base, eventClearedByOne }),
    ),
    ...Object.values(soc.spis).map(
      ({ base, layout }) => new SunxiSpiModel({ base, layout, answer: () => 0xff }),
    ),
    ...[...new Map(Object.values(soc.pwms).map(({ base, driver }) => [base, driver]))].map(
      ([base, driver]) =>
        new PlainRegisters({ name: "pwm", base, sizeBytes: driver === "sunxi-pwm" ? 0x10 : 0x160 }),
    ),
  ];
}

type EthernetModel = SunxiEmacModel | Sun8iEmacModel | DwGmacModel;

function ethernetModel(
  { driver }: MacBlock,
  options: ConstructorParameters<typeof SunxiEmacModel>[0],
  memory: RamModel,
): EthernetModel {
  if (driver === "sunxi-emac") return new SunxiEmacModel(options);
  return driver === "dw-gmac"
    ? new DwGmacModel({ ...options, memory })
    : new Sun8iEmacModel({ ...options, memory });
}

function interruptControllers(soc: Soc): DeviceModel[] {
  const block = soc.interruptController;
  if (block.driver === "sunxi-intc") return [new SunxiIntcModel({ base: block.base })];
  const gic = new Gic400Model(block);
  return [gic, gic.cpuInterface];
}

function pios(board: Board): DeviceModel[] {
  const leds = ledNames(board);
  return Object.entries(board.soc.pios).map(
    ([key, block]) =>
      new SunxiPioModel({
        name: key,
        base: block.base,
        onOutput(bank, index, level) {
          const name = outputName(board.soc, key, bank, index);
          const led = leds.get(name);
          const on = led?.active === "low" ? level === 0 : level === 1;
          const what = led === undefined ? `pin ${name} ${level}` : `led ${led.name} ${on ? "on" : "off"}`;
          process.stdout.write(`[${what}]\n`);
        },
      }),
  );
}

function watchdog(soc: Soc, time: TimeSource): DeviceModel {
  const { base, layout } = soc.watchdog;
  const model = new SunxiWatchdogModel({ base, layout, time, onReset: () => process.exit(EXIT_RESTART) });
  // An armed watchdog bites even when the program touches no register any more.
  setInterval(() => model.poll(), WATCHDOG_POLL_MS).unref();
  return model;
}

/** Clock gates, resets, the SD module clock, the SRAM switch: stored and otherwise without effect. */
function plainRegisters(board: Board): DeviceModel[] {
  const { soc } = board;
  const addresses = new Set<number>();
  const addLine = (line: ClockLine) => {
    addresses.add(line.gate.register);
    if (line.select !== null) addresses.add(line.select.register);
    if (line.reset !== null) addresses.add(line.reset.register);
  };
  for (const block of Object.values(soc.pios)) addLine(block.clock);
  for (const blocks of [soc.uarts, soc.i2cs, soc.spis]) {
    for (const block of Object.values(blocks)) addLine(block.clock);
  }
  for (const { moduleClock } of Object.values(soc.spis)) addresses.add(moduleClock.register);
  for (const block of Object.values(soc.mmcs)) {
    addLine(block.clock);
    addresses.add(block.moduleClock);
  }
  for (const block of Object.values(soc.emacs)) {
    addLine(block.clock);
    if (block.driver === "sunxi-emac") addresses.add(block.sram.register);
    else addresses.add(block.wiring.register);
    if (block.driver === "sun8i-emac" && block.phyClock !== null) addLine(block.phyClock);
  }
  return [...addresses].map((base) => new PlainRegisters({ name: "system registers", base, sizeBytes: 4 }));
}
