// An MQTT client and a broker that follows a script, in one program: under Node and compiled it prints the same.

import { discoveryMessage, MqttClient } from "../../../runtime/mqtt/index.ts";
import { MemoryTransport } from "../../../runtime/net/testing/memory-transport.ts";

const transport = new MemoryTransport();
const clock = { nowMs: () => 0, dateMs: () => 0, after: () => () => undefined };
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const listener = await transport.listen(1883);
const client = new MqttClient({
  host: "broker",
  clientId: "lamp",
  version: 5,
  will: { topic: "lamp/gone", payload: "yes" },
  transport,
  clock,
  onConnect: () => console.log("connected"),
});
client.subscribe("lamp/+/set", (message) => console.log(message.topic, message.text()), 1);
const broker = await listener.accept();

async function show(): Promise<void> {
  const bytes = await broker.read();
  console.log("client:", bytes === null ? "ended" : hex(bytes));
}

await show();
await broker.write(new Uint8Array([0x20, 6, 0, 0, 3, 0x21, 0, 5]));
await show();
const delivered = client.publish("lamp/state", "on", { qos: 1, retain: true });
await show();
await broker.write(new Uint8Array([0x40, 2, 0, 2]));
console.log("delivered:", await delivered);
const topic = new TextEncoder().encode("lamp/red/set");
await broker.write(
  new Uint8Array([0x32, topic.length + 8, 0, topic.length, ...topic, 0, 9, 0, 0x6f, 0x66, 0x66]),
);
await show();
try {
  await client.publish("lamp/#", "no");
} catch (error) {
  console.log(String(error));
}
await client.close();
await show();
console.log(discoveryMessage({ id: "lamp", name: "Lamp" }, { component: "switch", id: "red", name: "Red" }));
