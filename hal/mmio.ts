// The only door to device registers: 32-bit loads and stores, FIFO bursts, memory that devices share, barriers.
//
// Compiled for a board, what is marked `@intrinsic` becomes one or a few machine instructions (see
// docs/architecture.md). Under Node the same calls go to the bus set with `useBus`: a register recorder
// or a behavioural model in tests, the simulator in `ingot dev`.
//
// Device registers on every supported SoC are 32 bits wide and must be accessed with 32-bit loads and
// stores: byte accesses to MMC, CCU and EMAC registers abort on some SoCs.

/** What stands behind the addresses when the program runs under Node. */
export interface Bus {
  /** Returns the 32-bit register at `address` as an unsigned number, 0 .. 2^32-1. */
  read32(address: number): number;
  /** Stores the low 32 bits of `value` at `address`. */
  write32(address: number, value: number): void;
}

const unconnected: Bus = {
  read32(address) {
    throw new Error(`read of 0x${address.toString(16)}, but no bus is connected: call useBus() first`);
  },
  write32(address) {
    throw new Error(`write of 0x${address.toString(16)}, but no bus is connected: call useBus() first`);
  },
};

let bus: Bus = unconnected;

/** Connects a bus for the Node side and returns the one connected before. Not available in compiled programs. */
export function useBus(next: Bus | null): Bus {
  const previous = bus;
  bus = next ?? unconnected;
  return previous;
}

/**
 * Reads the device register at `address` (a multiple of 4). Returns an unsigned number, 0 .. 2^32-1.
 * Never merged with or moved across another register access.
 * @intrinsic mmio_read32
 */
export function read32(address: number): number {
  return bus.read32(address) >>> 0;
}

/**
 * Writes the low 32 bits of `value` to the device register at `address` (a multiple of 4).
 * Never merged with or moved across another register access.
 * @intrinsic mmio_write32
 */
export function write32(address: number, value: number): void {
  bus.write32(address, value >>> 0);
}

/**
 * Reads `words` 32-bit words from the FIFO register at `address` into `into`, little-endian, from byte
 * `offset`. The bytes offset .. offset+4*words-1 must lie inside `into`; throws RangeError otherwise.
 */
export function readFifo(address: number, into: Uint8Array, offset: number, words: number): void {
  checkRange(into, offset, words);
  takeWords(address, into, offset, words);
}

/** @intrinsic mmio_read_fifo */
function takeWords(address: number, into: Uint8Array, offset: number, words: number): void {
  for (let i = 0; i < words; i++) {
    const word = bus.read32(address);
    const at = offset + 4 * i;
    into[at] = word & 0xff;
    into[at + 1] = (word >>> 8) & 0xff;
    into[at + 2] = (word >>> 16) & 0xff;
    into[at + 3] = (word >>> 24) & 0xff;
  }
}

/**
 * Writes `words` 32-bit words to the FIFO register at `address` from `from`, little-endian, from byte
 * `offset`. The bytes offset .. offset+4*words-1 must lie inside `from`; throws RangeError otherwise.
 */
export function writeFifo(address: number, from: Uint8Array, offset: number, words: number): void {
  checkRange(from, offset, words);
  putWords(address, from, offset, words);
}

/** @intrinsic mmio_write_fifo */
function putWords(address: number, from: Uint8Array, offset: number, words: number): void {
  for (let i = 0; i < words; i++) {
    const at = offset + 4 * i;
    const word = (from[at]! | (from[at + 1]! << 8) | (from[at + 2]! << 16) | (from[at + 3]! << 24)) >>> 0;
    bus.write32(address, word);
  }
}

/**
 * Copies `count` bytes of memory at `address` (a multiple of 4, memory that a device shares: see dma.ts) into
 * `into` from byte `offset`. The bytes offset .. offset+count-1 must lie inside `into`; throws RangeError otherwise.
 */
export function readBlock(address: number, into: Uint8Array, offset: number, count: number): void {
  checkBlock(into, offset, count);
  takeBytes(address, into, offset, count);
}

/** @intrinsic mmio_read_block */
function takeBytes(address: number, into: Uint8Array, offset: number, count: number): void {
  for (let i = 0; i < count; i += 4) {
    const word = bus.read32(address + i);
    for (let k = 0; k < 4 && i + k < count; k++) into[offset + i + k] = (word >>> (8 * k)) & 0xff;
  }
}

/**
 * Copies `count` bytes of `from` from byte `offset` to the memory at `address` (a multiple of 4, memory that a
 * device shares). The up to three bytes that fill the last word have any value afterwards. The bytes
 * offset .. offset+count-1 must lie inside `from`; throws RangeError otherwise.
 */
export function writeBlock(address: number, from: Uint8Array, offset: number, count: number): void {
  checkBlock(from, offset, count);
  putBytes(address, from, offset, count);
}

/** @intrinsic mmio_write_block */
function putBytes(address: number, from: Uint8Array, offset: number, count: number): void {
  for (let i = 0; i < count; i += 4) {
    let word = 0;
    for (let k = 0; k < 4 && i + k < count; k++) word |= from[offset + i + k]! << (8 * k);
    bus.write32(address + i, word >>> 0);
  }
}

/**
 * Data synchronisation barrier (ARM ARM, DSB): every earlier memory access has completed when it returns.
 * @intrinsic mmio_barrier
 */
export function barrier(): void {}

function checkBlock(bytes: Uint8Array, offset: number, count: number): void {
  if (offset < 0 || count < 0 || offset + count > bytes.length) {
    throw new RangeError(`copy of ${count} bytes at byte ${offset} exceeds ${bytes.length} bytes`);
  }
}

function checkRange(bytes: Uint8Array, offset: number, words: number): void {
  if (offset < 0 || words < 0 || offset + 4 * words > bytes.length) {
    throw new RangeError(`FIFO transfer of ${words} words at byte ${offset} exceeds ${bytes.length} bytes`);
  }
}
