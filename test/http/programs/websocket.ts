// Both sides of a WebSocket in one program: under Node and compiled it prints the same.

import { acceptWebSocket, connectWebSocket, serve } from "../../../runtime/http/index.ts";
import { MemoryTransport } from "../../../runtime/net/testing/memory-transport.ts";

const transport = new MemoryTransport({ chunkBytes: 50 });
const clock = { nowMs: () => 0, dateMs: () => 0, after: () => () => undefined };

const server = await serve({ port: 80, transport, clock }, (request) =>
  acceptWebSocket(
    request,
    async (socket) => {
      for await (const message of socket) {
        if (typeof message === "string") await socket.send(message.toUpperCase());
        else await socket.send(message.map((byte) => 255 - byte));
      }
      console.log("server saw", socket.closeCode, socket.closeReason);
    },
    { clock, protocols: ["shout"] },
  ),
);

const socket = await connectWebSocket("ws://h/talk", { transport, clock, protocols: ["shout"] });
console.log("protocol", socket.protocol);
for (const message of ["hello", "caf\u00e9", "x".repeat(300)]) {
  await socket.send(message);
  console.log(await socket.receive());
}
await socket.send(new Uint8Array([0, 1, 254]));
console.log(await socket.receive());
await socket.close(4000, "enough");
console.log(await socket.receive(), socket.closeCode);
try {
  await connectWebSocket("wss://h/", { transport, clock });
} catch (error) {
  console.log(String(error));
}
await server.close();
console.log("closed");
