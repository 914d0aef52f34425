// The emulator's public entry: what commands, the demo and the tests may use of it.

export { findQemu, type Qemu } from "./find-qemu.ts";
export { type CountOptions, instructionsToFirstOutput } from "./instruction-count.ts";
export { LogTail } from "./log-tail.ts";
export { freePort, Machine, type MachineOptions } from "./machine.ts";
export { type Link, NoAnswer, PacketPeer, type PingReport } from "./packet-peer.ts";
export { type LoggedPorts, PinTrace } from "./pin-trace.ts";
export { type Forward, type QemuNetwork, type QemuOptions, qemuArguments } from "./qemu.ts";
export { type Finished, runOnEmulator, STOPPED } from "./run-program.ts";
export { StreamLink } from "./stream-link.ts";
