// The public module `ingot/hal`: the contracts that an application's own drivers and types may name.
//
// Contracts, and the two doors that a loader needs. Drivers are constructed for the application behind `ingot/board`.

export { jumpTo } from "./cpu.ts";
export { type EthernetMac, MAX_FRAME_BYTES } from "./ethernet/mac.ts";
export type { InputPin, Level, OutputPin } from "./gpio/pin.ts";
export type { I2cBus, I2cResult } from "./i2c/i2c-bus.ts";
export { memoryAt } from "./memory.ts";
export { type BlockDevice, BlockDeviceError, SECTOR_BYTES } from "./sdcard/block-device.ts";
export type { Clock } from "./timer/clock.ts";
export type { Uart } from "./uart/uart.ts";
export type { Watchdog } from "./watchdog/watchdog.ts";
