// The MQTT client against a broker that follows a script: packets byte by byte, delivery, reconnection.

import { expect, test } from "vitest";
import { ManualClock, settle } from "../http/testing/manual-clock.ts";
import { MemoryTransport } from "../net/testing/memory-transport.ts";
import { MqttClient, type MqttOptions } from "./client.ts";
import { availabilityWill, discoveryMessage, HomeAssistant } from "./home-assistant.ts";
import { fromHex, ScriptedBroker } from "./testing/scripted-broker.ts";
import { requireFilter, topicMatches } from "./topic.ts";
import { findExtent, parsePacket } from "./wire/reader.ts";

async function start(
  options: Partial<MqttOptions> = {},
  prepare: (broker: ScriptedBroker) => void = () => undefined,
) {
  const transport = new MemoryTransport({ chunkBytes: 3 });
  const clock = new ManualClock();
  const broker = await ScriptedBroker.start(transport);
  prepare(broker);
  const events: string[] = [];
  const client = new MqttClient({
    host: "broker",
    clientId: "c",
    transport,
    clock,
    onConnect: () => events.push("connected"),
    onDisconnect: (reason) => events.push(reason),
    ...options,
  });
  await settle();
  return { transport, clock, broker, client, events };
}

const CONNECT = "100d 00044d515454 04 00 003c 0001 63".replaceAll(" ", "");

test("CONNECT carries name, password, will and keep-alive", async () => {
  const { broker } = await start();
  expect(broker.take()).toEqual(["--", CONNECT]);
  const will = { topic: "w", payload: "x", qos: 1, retain: true } as const;
  const full = await start({ username: "u", password: "p", will, keepAliveSeconds: 10 });
  const expected = "1019 00044d515454 04 ec 000a 0001 63 0001 77 0001 78 0001 75 0001 70";
  expect(full.broker.take()).toEqual(["--", expected.replaceAll(" ", "")]);
});

test("version 5 has properties: the session lives a day", async () => {
  const { broker, events } = await start({ version: 5 }, (b) => {
    b.greeting = "20 0a 00 00 07 21 0001 22 0000 24 01".replace("0a", "0b").replace("07", "08");
  });
  expect(broker.take()[1]).toBe("101300044d51545405 00 003c 05 1100015180 0001 63".replaceAll(" ", ""));
  expect(events).toEqual(["connected"]);
});

test("QoS 0 is sent and forgotten; without a connection it is not sent", async () => {
  const { broker, client, transport } = await start();
  broker.take();
  expect(await client.publish("a/b", "hi", { retain: true })).toBe(true);
  await settle();
  expect(broker.take()).toEqual(["31070003612f626869"]);
  const nobody = new MqttClient({ host: "h", port: 1, clientId: "x", transport, clock: new ManualClock() });
  expect(await nobody.publish("a", "b")).toBe(false);
  await nobody.close();
});

test("QoS 1 and 2 are delivered when the broker says so", async () => {
  const { broker, client } = await start();
  broker.take();
  expect(await client.publish("a", "x", { qos: 1 })).toBe(true);
  expect(await client.publish("a", "y", { qos: 2 })).toBe(true);
  await settle();
  expect(broker.take()).toEqual(["3206000161000178", "3406000161000279", "62020002"]);
});

test("what is not acknowledged is sent again on the next connection, marked as such", async () => {
  const { broker, client, clock, events } = await start({}, (b) => {
    b.answers = false;
  });
  const one = client.publish("a", "x", { qos: 1 });
  const two = client.publish("a", "y", { qos: 2 });
  await settle();
  await broker.send("5002 0002");
  await settle();
  broker.take();
  broker.connection!.abort();
  await settle();
  const offline = client.publish("a", "z", { qos: 1 });
  broker.answers = true;
  await clock.advance(1000);
  // The second is with the broker already: only its release is repeated.
  expect(broker.take()).toEqual(["--", CONNECT, "3a06000161000178", "62020002", "320600016100037a"]);
  expect(await Promise.all([one, two, offline])).toEqual([true, true, true]);
  expect(events).toEqual(["connected", "the peer reset the connection", "connected"]);
});

test("the outbox is bounded, and the broker's receive maximum is kept", async () => {
  const { broker, client } = await start({ version: 5, outboxMessages: 3 }, (b) => {
    b.greeting = "20 06 00 00 03 21 0001";
    b.answers = false;
  });
  broker.take();
  const results = [1, 2, 3, 4].map(() => client.publish("a", "x", { qos: 1 }));
  await settle();
  expect(broker.take()).toHaveLength(1);
  expect(await results[3]).toBe(false);
  await broker.send("4002 0001");
  await settle();
  expect(broker.take()).toHaveLength(1);
  // Version 5 says why it refuses.
  await broker.send("4003 0002 87");
  expect(await Promise.all([results[0], results[1]])).toEqual([true, false]);
});

test("messages reach the handlers whose filter takes them, of QoS 2 once", async () => {
  const { broker, client } = await start();
  const got: string[] = [];
  client.subscribe("a/+", (message) => got.push(`+ ${message.topic} ${message.text()} ${message.retain}`), 1);
  client.subscribe("a/#", (message) => got.push(`# ${message.text()}`));
  await settle();
  expect(broker.take().slice(2)).toEqual([
    "82080001 0003 612f2b 01".replaceAll(" ", ""),
    "82080002 0003 612f23 00".replaceAll(" ", ""),
  ]);
  await broker.send("31 06 0003 612f62 78");
  await broker.send("34 08 0003 612f62 0007 79");
  await broker.send("3c 08 0003 612f62 0007 79");
  await broker.send("62 02 0007");
  await broker.send("32 08 0003 612f63 0008 7a");
  await settle();
  expect(got).toEqual(["+ a/b x true", "# x", "+ a/b y false", "# y", "+ a/c z false", "# z"]);
  expect(broker.take()).toEqual(["50020007", "50020007", "70020007", "40020008"]);
  client.unsubscribe("a/+");
  await settle();
  expect(broker.take()).toEqual(["a2070003 0003 612f2b".replaceAll(" ", "")]);
});

test("subscriptions are made again, and the client waits longer after each failure", async () => {
  const { broker, client, clock } = await start();
  client.subscribe("a", () => undefined);
  await settle();
  broker.take();
  broker.greeting = "20 02 00 03";
  broker.connection!.abort();
  const times: number[] = [];
  for (let second = 1; second <= 40; second++) {
    await clock.advance(1000);
    if (broker.take().length > 0) times.push(second);
  }
  const gaps = times.map((time, i) => time - (times[i - 1] ?? 0));
  expect(times.length).toBeGreaterThanOrEqual(4);
  expect(times.length).toBeLessThanOrEqual(7);
  expect(gaps.at(-1)).toBeGreaterThan(gaps[1]!);
  broker.greeting = "20 02 00 00";
  await clock.advance(60_000);
  expect(broker.take()).toContain("82060002000161 00".replaceAll(" ", ""));
});

test("silence is broken by pings, and a broker that does not answer them is left", async () => {
  const { broker, clock, events } = await start({ keepAliveSeconds: 10 });
  broker.take();
  await clock.advance(21_000);
  expect(broker.take()).toEqual(["c000", "c000"]);
  broker.answers = false;
  await clock.advance(20_000);
  expect(events.slice(0, 2)).toEqual(["connected", "the connection was aborted"]);
});

test("who closes takes leave and does not come back", async () => {
  const { broker, client, clock, events } = await start({}, (b) => {
    b.answers = false;
  });
  const waiting = client.publish("a", "b", { qos: 1 });
  await client.close();
  await clock.advance(100_000);
  expect(broker.take().slice(3)).toEqual(["e000"]);
  expect([await waiting, await client.publish("a", "b"), events]).toEqual([false, false, ["connected"]]);
});

test.each([
  ["20 02 00 05", "the broker refuses the connection: not authorised"],
  ["90 03 00 01 00", "the broker does not begin with CONNACK"],
  ["20 02 02 00", "the broker sends a broken packet"],
  ["20 ff ff ff ff 01", "the broker sends a broken packet"],
  ["20 02 00 00 30 ff ff 7f", "the broker sends too long a packet"],
  ["20 02 00 00 36 05 0001 61 0001", "the broker sends a broken packet"],
  ["20 02 00 00 30 03 0001 2b", "the broker sends a broken packet"],
  ["20 02 00 00 30 03 0001 ff", "the broker sends a broken packet"],
  ["20 02 00 00 20 02 00 00", "the broker sends CONNACK twice"],
])("a broker that sends %s is left, and it is said why", async (greeting, reason) => {
  const { events } = await start({}, (broker) => {
    broker.greeting = greeting;
  });
  expect(events.at(-1)).toBe(reason);
});

test("whatever bytes make a packet, reading it gives a packet or null", () => {
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed >>> 8;
  };
  const firsts = [0x20, 0x30, 0x32, 0x34, 0x40, 0x50, 0x62, 0x70, 0x90, 0xb0, 0xd0, 0xe0];
  let read = 0;
  for (let round = 0; round < 10_000; round++) {
    // Small values are lengths that fit, kinds of properties, codes.
    const bytes = Uint8Array.from(
      { length: 2 + (random() % 12) },
      () => random() & (random() % 3 ? 3 : 0xff),
    );
    bytes[0] = round % 7 === 0 ? random() : firsts[random() % firsts.length]!;
    bytes[1] = bytes.length - 2;
    const extent = findExtent(bytes, 0, bytes.length);
    if (extent === null || extent === "bad") throw new Error("the length was right");
    for (const version of [4, 5] as const) {
      if (parsePacket(version, bytes, bytes[0]!, extent) !== null) read++;
    }
  }
  expect(read).toBeGreaterThan(100);
});

test.each([
  ["a/b", "a/b", true],
  ["a/b", "a", false],
  ["a/+", "a/b", true],
  ["a/+", "a/b/c", false],
  ["a/+", "a/", true],
  ["+/+", "/a", true],
  ["a/#", "a", true],
  ["a/#", "a/b/c", true],
  ["#", "a/b", true],
  ["#", "$SYS/x", false],
  ["+/x", "$SYS/x", false],
  ["$SYS/#", "$SYS/x", true],
])("the filter %s on %s: %s", (filter, topic, expected) => {
  expect(topicMatches(filter, topic)).toBe(expected);
});

test.each(["", "a+", "a/#/b", "a#", "+a/b"])("the filter %j is refused", (filter) => {
  expect(() => requireFilter(filter)).toThrow(TypeError);
});

test("topics with wildcards are not published to", async () => {
  const { client } = await start();
  expect(() => client.publish("a/+", "x")).toThrow(TypeError);
});

const DEVICE = { id: "lamp1", name: "Porch", model: "L1", version: "1.0" };
const RELAY = {
  component: "switch",
  id: "relay",
  name: "Relay",
  onCommand: () => undefined,
  more: { icon: "mdi:lamp" },
};

test("discovery says what Home Assistant asks for", () => {
  const { topic, payload } = discoveryMessage(DEVICE, RELAY);
  expect(topic).toBe("homeassistant/switch/lamp1/relay/config");
  expect(JSON.parse(payload)).toEqual({
    name: "Relay",
    unique_id: "lamp1_relay",
    state_topic: "lamp1/relay/state",
    command_topic: "lamp1/relay/set",
    availability_topic: "lamp1/availability",
    device: { identifiers: ["lamp1"], name: "Porch", model: "L1", sw_version: "1.0" },
    icon: "mdi:lamp",
  });
  expect(() => discoveryMessage({ ...DEVICE, id: "a/b" }, RELAY)).toThrow(TypeError);
});

test("an appliance announces itself, obeys commands and answers a restart of Home Assistant", async () => {
  const { broker, client } = await start({ will: availabilityWill("lamp1") });
  const commands: string[] = [];
  const home = new HomeAssistant(client, DEVICE, [{ ...RELAY, onCommand: (text) => commands.push(text) }]);
  home.announce();
  expect(await home.publishState("relay", "ON")).toBe(true);
  await settle();
  const sent = broker
    .take()
    .map((packet) => (packet === "--" ? packet : String.fromCharCode(...fromHex(packet))));
  expect(sent.filter((text) => text.includes("lamp1/relay/set\x01"))).toHaveLength(1);
  expect(sent.some((text) => text.includes("lamp1/availability") && text.endsWith("online"))).toBe(true);
  expect(sent.at(-1)).toContain("lamp1/relay/stateON");
  const publish = (topic: string, text: string) =>
    broker.send(
      `30${[2 + topic.length + text.length, 0, topic.length].map((n) => n.toString(16).padStart(2, "0")).join("")}${Buffer.from(topic + text).toString("hex")}`,
    );
  await publish("lamp1/relay/set", "OFF");
  await publish("homeassistant/status", "online");
  await settle();
  expect(commands).toEqual(["OFF"]);
  expect(broker.take().filter((packet) => packet.startsWith("33"))).toHaveLength(2);
});

test("an appliance that leaves says that it is gone, because the broker keeps its will to itself", async () => {
  const { broker, client } = await start({ will: availabilityWill("lamp1") });
  const home = new HomeAssistant(client, DEVICE, [RELAY]);
  await settle();
  broker.take();
  await home.leave();
  await settle();
  const sent = broker.take();
  const gone = "lamp1/availabilityoffline";
  expect(Buffer.from(sent[0]!, "hex").toString("latin1")).toContain(gone);
  expect(sent[0]!.startsWith("31")).toBe(true);
  expect(sent[1]).toBe("e000");
});
