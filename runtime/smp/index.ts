// The public module `ingot/smp`: serving SMP. The client is on the developer's machine (flash-tool).

export { encodePacket, PacketReader } from "./console-frame.ts";
export { ConsoleServer } from "./console-server.ts";
export { type Appliance, SmpServer } from "./server.ts";
export { SMP_PORT, serveUpdates, UpdateServer, type UpdateServerOptions } from "./update-server.ts";
