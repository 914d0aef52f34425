// Asks a running QEMU one question over QMP, its JSON machine protocol. No events, no conversation.
import { createConnection } from "node:net";

/**
 * Sends `command`, without arguments, to the QMP server on the socket file `path` and resolves to what it returns.
 * Rejects when QEMU refuses the command or hangs up.
 */
export function queryQemu(path: string, command: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path, () => {
      // The server greets, and takes commands once the client has agreed to its capabilities.
      for (const execute of ["qmp_capabilities", command])
        socket.write(`${JSON.stringify({ execute, id: execute })}\n`);
    });
    let received = "";
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      received += text;
      const lines = received.split("\n");
      received = lines.pop()!;
      for (const line of lines.filter((text) => text.trim() !== "")) {
        const message = JSON.parse(line) as { id?: string; return?: unknown; error?: { desc: string } };
        if (message.error) reject(new Error(`QEMU refused ${message.id}: ${message.error.desc}`));
        if (message.id !== command) continue;
        socket.destroy();
        resolve(message.return);
      }
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error(`QEMU hung up before it answered ${command}`)));
  });
}
