// The thermostat among programs that its owner has: a browser, an MQTT broker, a resolver, wrk; and tshark beside them.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAvahi } from "./avahi.ts";
import { type Beside, BOARD, startBeside } from "./beside.ts";
import { BROWSER, Browser } from "./browser.ts";
import { complaintsOfTshark } from "./frames.ts";
import { LINUX, missingHere, type Neighbourhood, stop } from "./neighbourhood.ts";

const TEMPLATE = join(import.meta.dirname, "../../templates/thermostat");
const STATE = "ingot-thermostat/target/state";
const COMMAND = "ingot-thermostat/target/set";

const why = missingHere("curl");
if (why !== "") console.log(`skipped: the thermostat among programs of others (${why})`);

/** A test that needs `tools` besides; it says so where they are missing. */
function itWith(tools: readonly string[], name: string, run: () => Promise<void>): void {
  const missing = why === "" ? missingHere(...tools) : why;
  if (missing !== why) console.log(`skipped: the thermostat ${name} (${missing})`);
  it.skipIf(missing !== "")(name, run);
}

describe.skipIf(why !== "")("among programs of others, the thermostat", () => {
  let beside: Beside;
  let linux: Neighbourhood;
  let folder = "";

  beforeAll(async () => {
    beside = await startBeside({ app: TEMPLATE, start: "card", seed: 1, ready: `http://${BOARD}/` });
    ({ linux, folder } = beside);
  });

  afterAll(() => beside?.close());

  const curl = (...words: string[]) => linux.output(["curl", "-sS", "--max-time", "20", ...words]);

  itWith([], "gives parts of its page, and knows what the browser has", async () => {
    const page = `http://${BOARD}/`;
    const whole = await curl("--compressed", page);
    expect(whole).toMatch(/^<!doctype html>/i);
    const tag = /etag: (\S+)/i.exec(await curl("-I", page))![1]!;
    expect(await curl("-o", "/dev/null", "-w", "%{http_code}", "-H", `If-None-Match: ${tag}`, page)).toBe(
      "304",
    );
    const part = await curl("-r", "0-99", "-D", "-", "-o", "/dev/null", page);
    expect(part).toMatch(/^HTTP\/1\.1 206 /);
    expect(part).toMatch(/content-range: bytes 0-99\/\d+/i);
  });

  itWith([BROWSER], "shows live values in a browser, and takes the target that is chosen there", async () => {
    const browser = await Browser.open(linux, `http://${BOARD}/`, join(folder, "profile"));
    const shown = async (id: string) =>
      await browser.evaluate(`document.getElementById("${id}").textContent`);
    const patience = { interval: 200 };
    await expect.poll(() => shown("temperature"), patience).toMatch(/^\d+\.\d°$/);
    await expect.poll(() => shown("doing"), patience).toMatch(/^(heating|idle)$/);
    const points = 'document.getElementById("line").getAttribute("points").split(" ").length';
    await expect.poll(() => browser.evaluate(points), patience).toBeGreaterThan(2);
    await browser.evaluate(`{
      const slider = document.forms[0].elements.namedItem("target");
      slider.value = "24.5";
      slider.dispatchEvent(new Event("change", { bubbles: true }));
    }`);
    await expect.poll(() => shown("message"), patience).toBe("saved");
    expect(JSON.parse(await curl(`http://${BOARD}/api/settings`))).toMatchObject({ target: 24.5 });
    await browser.close();
  });

  itWith(
    ["avahi-daemon", "avahi-browse", "dbus-daemon"],
    "is found by Avahi, with its services",
    async () => {
      const ask = await startAvahi(linux, folder);
      expect(await ask("avahi-resolve", "-4", "-n", "thermostat.local")).toBe(`thermostat.local\t${BOARD}\n`);
      const browse = (type: string) => ask("avahi-browse", "-rtpk", type);
      const patience = { interval: 500 };
      const here = "tap0;IPv4;thermostat;";
      await expect
        .poll(() => browse("_http._tcp"), patience)
        .toContain(`=;${here}_http._tcp;local;thermostat.local;${BOARD};80;`);
      await expect
        .poll(() => browse("_smp._udp"), patience)
        .toContain(`=;${here}_smp._udp;local;thermostat.local;${BOARD};1337;`);
    },
  );

  itWith(
    ["mosquitto", "mosquitto_sub", "mosquitto_pub"],
    "lives with mosquitto coming, going and back",
    async () => {
      const config = join(folder, "mosquitto.conf");
      writeFileSync(config, `listener 1883 ${LINUX}\nallow_anonymous true\n`);
      const serve = () => linux.startUntil(["mosquitto", "-c", config], /running/);
      const hear = (topic: string, timeoutS = 30) =>
        linux.output(["mosquitto_sub", "-h", LINUX, "-t", topic, "-C", "1", "-W", String(timeoutS)]);
      const set = (change: object) =>
        curl(
          "-X",
          "PUT",
          "-H",
          "content-type: application/json",
          "-d",
          JSON.stringify(change),
          `http://${BOARD}/api/settings`,
        );
      let broker = await serve();
      await set({ mqttHost: LINUX, target: 20 });
      expect(JSON.parse(await hear("homeassistant/number/ingot-thermostat/target/config"))).toMatchObject({
        min: 5,
        max: 30,
      });
      expect(await hear(STATE)).toBe("20\n");
      await linux.output(["mosquitto_pub", "-h", LINUX, "-t", COMMAND, "-m", "23.5"]);
      const heard = async () =>
        (JSON.parse(await curl(`http://${BOARD}/api/settings`)) as { target: number }).target;
      await expect.poll(heard, { interval: 200 }).toBe(23.5);
      await stop(broker);
      broker = await serve();
      expect(await hear(STATE, 60)).toBe("23.5\n");
      const gone = linux.output([
        "mosquitto_sub",
        "-h",
        LINUX,
        "-t",
        "ingot-thermostat/availability",
        "-W",
        "60",
        "-C",
        "2",
      ]);
      await expect.poll(() => beside.machine.output.split("mqtt: connected").length).toBe(3);
      await set({ mqttHost: "" });
      expect((await gone).trim().split("\n").at(-1)).toBe("offline");
    },
  );

  itWith(["wrk"], "answers wrk without an error", async () => {
    const report = await linux.output(["wrk", "-t1", "-c8", "-d3s", `http://${BOARD}/api/state`]);
    expect(Number(/(\d+) requests in/.exec(report)![1])).toBeGreaterThan(20);
    expect(report).not.toMatch(/Socket errors|Non-2xx/);
  });

  itWith(["tshark"], "sent no frame that tshark finds malformed or wrong in a checksum", async () => {
    await beside.machine.kill();
    expect(await complaintsOfTshark(linux, beside.pcap)).toEqual([]);
  });
});
