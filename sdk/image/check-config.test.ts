// Bad configurations, each with the message it must get.

import { expect, test } from "vitest";
import { boards } from "../../boards/index.ts";
import { checkConfig, checkPins } from "./check-config.ts";
import type { AppConfig } from "./config.ts";

const FILE = "ingot.config.ts";

test("a complete configuration passes unchanged", () => {
  const config = {
    name: "porch-lamp",
    version: "1.0.0",
    board: "cubieboard",
    pins: { relay: "PD1" },
    ethernetAddress: "02:00:5e:10:00:01",
    network: {
      address: { address: "192.168.1.7", prefixBits: 16, gateway: "192.168.1.1", nameServers: ["9.9.9.9"] },
      name: "Porch-1",
      ipv6: true,
      mdns: false,
      services: { "_http._tcp": 80, "_ingot-ota._udp": 1337 },
    },
  };
  expect(checkConfig(config, FILE)).toEqual({ config, diagnostics: [] });
});

const network = (value: unknown) => ({ name: "a", network: value });

const wrongShapes: [string, unknown, string, string][] = [
  ["no default export", undefined, "E3003", "missing"],
  ["a function", () => {}, "E3003", "a function"],
  ["an array", [], "E3003", "an array"],
  ["no name", {}, "E3004", '"name" is missing'],
  ["a name with a space", { name: "porch lamp" }, "E3004", '"name" is "porch lamp"'],
  ["a name that leaves the folder", { name: "../x" }, "E3004", '"name" is "../x"'],
  ["a number as version", { name: "a", version: 1 }, "E3004", '"version" is a number'],
  ["an unknown field", { name: "a", pin: {} }, "E3004", 'no field "pin"'],
  ["an unknown board", { name: "a", board: "cubie" }, "E3005", '"board" is "cubie"'],
  ["a board named like an object's method", { name: "a", board: "toString" }, "E3005", '"toString"'],
  ["pins that are no object", { name: "a", pins: ["PB3"] }, "E3004", '"pins" is an array'],
  ["a pin that is no text", { name: "a", pins: { relay: 3 } }, "E3004", "pins.relay is a number"],
  ["a pin name like a pin", { name: "a", pins: { PB3: "PB4" } }, "E3004", '"PB3" cannot name a pin'],
  ["a group address", { name: "a", ethernetAddress: "01:00:5e:00:00:01" }, "E3004", '"ethernetAddress"'],
  ["a network that is a text", network("dhcp"), "E3004", '"network" is not an object'],
  ["IPv6 that is a text", network({ ipv6: "yes" }), "E3004", "network.ipv6 is no truth value"],
  ["an unknown field of the network", network({ dhcp: true }), "E3004", 'network has no field "dhcp"'],
  ["a host name with a dot", network({ name: "a.local" }), "E3004", "network.name is no host name"],
  ["an address as text", network({ address: "10.0.0.1" }), "E3004", 'neither "dhcp" nor'],
  ["a loopback address", network({ address: { address: "127.0.0.1" } }), "E3004", "no address of a host"],
  ["a number above 255", network({ address: { address: "10.0.0.256" } }), "E3004", "no address of a host"],
  ["an address with a zero before", network({ address: { address: "10.0.0.01" } }), "E3004", "no address of"],
  ["33 bits", network({ address: { address: "10.0.0.1", prefixBits: 33 } }), "E3004", "prefixBits"],
  ["a service without its protocol", network({ services: { _http: 80 } }), "E3004", '"_http" is no kind'],
  ["a service at port 0", network({ services: { "_http._tcp": 0 } }), "E3004", "port"],
  ["five bytes of address", { name: "a", ethernetAddress: "02:00:5e:00:00" }, "E3004", '"ethernetAddress"'],
];
for (const [name, value, code, text] of wrongShapes) {
  test(`${name} is refused with place, problem and remedy`, () => {
    const { config, diagnostics } = checkConfig(value, FILE);
    expect(config).toBeNull();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code, severity: "error", file: FILE });
    expect(diagnostics[0].message).toContain(text);
    expect(diagnostics[0].remedy).toMatch(/\w{4}/);
  });
}

test("every mistake is reported, not only the first", () => {
  const { diagnostics } = checkConfig({ name: "A", board: "x", pins: { y: 1 } }, FILE);
  expect(diagnostics.map((d) => d.code)).toEqual(["E3004", "E3005", "E3004"]);
});

const wrongPins: [string, AppConfig["pins"], string, string][] = [
  ["a pin number that the port lacks", { relay: "PH40" }, "E3006", "PH0 to PH27"],
  ["a port that the SoC lacks", { relay: "PL1" }, "E3006", "no port L"],
  ["two names for one pin", { relay: "PD1", pump: "PD1" }, "E3007", "by pins.relay and by pins.pump"],
  ["the pin of an LED", { lamp: "PH20" }, "E3007", 'by LED "green" of the Cubieboard and by pins.lamp'],
  ["a pin of the console", { relay: "PB22" }, "E3007", "by the console of the Cubieboard and by pins.relay"],
  ["a pin of the SD card", { relay: "PF0" }, "E3007", "by the SD card of the Cubieboard and by pins.relay"],
  ["a pin of Ethernet", { relay: "PA3" }, "E3007", "by Ethernet of the Cubieboard and by pins.relay"],
  ["the name of an LED", { green: "PD1" }, "E3007", 'already LED "green"'],
];
for (const [name, pins, code, text] of wrongPins) {
  test(`${name} is refused`, () => {
    const diagnostics = checkPins({ name: "a", pins }, boards.cubieboard, FILE);
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
    expect(diagnostics[0].message).toContain(text);
    expect(diagnostics[0].remedy).toMatch(/\w{4}/);
  });
}

test("a pin of one board may be missing on another", () => {
  const config: AppConfig = { name: "a", pins: { relay: "PI3" } };
  expect(checkPins(config, boards.cubieboard, FILE)).toEqual([]);
  expect(checkPins(config, boards["orangepi-pc"], FILE)).toHaveLength(1);
});

const uses: [string, AppConfig, keyof typeof boards, string, string][] = [
  ["no function of the SoC", { name: "a", uses: ["i2c9"] }, "cubieboard", "E3006", '"i2c9" is no function'],
  ["an object's method", { name: "a", uses: ["toString"] }, "cubieboard", "E3006", '"toString" is no'],
  ["the console", { name: "a", uses: ["uart0"] }, "cubieboard", "E3006", '"uart0" is the console'],
  [
    "a PWM on the console's pin",
    { name: "a", uses: ["pwm0"] },
    "orangepi-pc",
    "E3007",
    'PA5 is used twice: by the console of the Orange Pi PC and by uses "pwm0"',
  ],
  [
    "two functions on one pin",
    { name: "a", uses: ["spi0", "uart5"] },
    "cubieboard",
    "E3007",
    'PI10 is used twice: by uses "spi0" and by uses "uart5"',
  ],
  [
    "a function twice",
    { name: "a", uses: ["i2c1", "i2c1"] },
    "cubieboard",
    "E3007",
    'by uses "i2c1" and by uses "i2c1"',
  ],
  [
    "a pin of a function",
    { name: "a", uses: ["i2c1"], pins: { relay: "PB18" } },
    "cubieboard",
    "E3007",
    'PB18 is used twice: by uses "i2c1" and by pins.relay',
  ],
];
for (const [name, config, board, code, text] of uses) {
  test(`uses: ${name} is refused and both users are named`, () => {
    const diagnostics = checkPins(config, boards[board], FILE);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code, severity: "error", file: FILE });
    expect(diagnostics[0].message).toContain(text);
  });
}

test("functions whose pins are free are taken", () => {
  expect(
    checkPins({ name: "a", uses: ["i2c0", "i2c1", "spi0", "uart3", "pwm0"] }, boards.cubieboard, FILE),
  ).toEqual([]);
});

test("uses that is no list of texts is refused", () => {
  for (const wrong of ["i2c1", [1], { i2c1: true }]) {
    expect(checkConfig({ name: "a", uses: wrong }, FILE).diagnostics[0]).toMatchObject({ code: "E3004" });
  }
});
