// DRAM by address: for a loader that puts programs where they run, and for what it leaves behind for them.
//
// Nothing here is for devices: their registers are hal/mmio.ts.

/** What stands in for DRAM when the program runs under Node: the bytes from an address on. */
export type Memory = (address: number, bytes: number) => Uint8Array;

const absent: Memory = (address) => {
  throw new Error(`memory at 0x${address.toString(16)}, but none is simulated: call useMemory() first`);
};

let memory: Memory = absent;

/** Connects memory for the Node side and returns what was connected before. Not available in compiled programs. */
export function useMemory(next: Memory | null): Memory {
  const previous = memory;
  memory = next ?? absent;
  return previous;
}

/**
 * The `bytes` bytes of DRAM from `address` on, as an array that shares them. No check is made: memory that the program
 * itself uses (its image, heap and stack) must not be among them.
 * @intrinsic memory_view
 */
export function memoryAt(address: number, bytes: number): Uint8Array {
  return memory(address, bytes);
}
