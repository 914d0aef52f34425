// The public module `ingot/smp`: serving SMP. The client is on the developer's machine (flash-tool).

export { CborMap } from "./cbor.ts";
export { encodePacket, PacketReader } from "./console-frame.ts";
export { ConsoleServer } from "./console-server.ts";
export type { Message } from "./message.ts";
export { ABOUT, about, BAUD, type BoardFacts, type OwnGroup } from "./own-group.ts";
export { type Appliance, SmpServer } from "./server.ts";
export { SMP_PORT, serveUpdates, UpdateServer, type UpdateServerOptions } from "./update-server.ts";
