// `ingot gateway`: lets an update server that speaks hawkBit's DDI update the devices of the inventory, which speak SMP
// only. What the gateway does is fleet/gateway; this file reads the command line and prints.

import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { GatewayEvent } from "../../fleet/gateway/controller.ts";
import { Downloads } from "../../fleet/gateway/downloads.ts";
import { runGateway } from "../../fleet/gateway/gateway.ts";
import { Places } from "../../fleet/gateway/places.ts";
import { type FleetDevice, groupIn } from "../../fleet/inventory.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { deviceAddress } from "./device-address.ts";
import { countOption } from "./fleet.ts";
import { chosenDevices, openInventory, say } from "./fleet-output.ts";
import { noArguments, requireFile } from "./words.ts";

const TOKEN_VARIABLE = "INGOT_GATEWAY_TOKEN";

export const command: Command = {
  name: "gateway",
  summary: "let an update server (hawkBit's DDI) update the devices of the inventory",
  usage: "ingot gateway --server URL --token-file FILE [options]",
  description: [
    "Polls the server for each device of the inventory that has an address, by its id; downloads what is deployed to it,",
    "sends it over SMP, and reports success when the device has confirmed the image. Runs until it is ended (Ctrl-C).",
    `The gateway token of the server is in the file, or in the variable ${TOKEN_VARIABLE}.`,
  ].join("\n"),
  options: {
    server: { type: "string", value: "URL", help: "the server, as in https://updates.example.com" },
    tenant: { type: "string", value: "NAME", help: "default: default" },
    "token-file": { type: "string", value: "FILE", help: "holds the gateway token" },
    file: { type: "string", value: "FILE", help: "the inventory (default: ingot-fleet.json here)" },
    group: { type: "string", value: "GROUP", help: "serve the devices of this group only" },
    cache: {
      type: "string",
      value: "FOLDER",
      help: "downloads and reports that wait (default: in ~/.cache)",
    },
    parallel: {
      type: "string",
      value: "NUMBER",
      help: "devices that are sent an image at a time (default: 8)",
    },
    once: { type: "boolean", help: "poll once for each device, see to the end what that begins, and end" },
    json: { type: "boolean", help: "print events as lines of JSON" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  noArguments(command, args);
  const url = serverOf(textOption(args, "server"));
  const tenant = textOption(args, "tenant") ?? "default";
  const parallel = countOption(args, "parallel", 8, 256);
  const authorization = `GatewayToken ${tokenOf(args)}`;
  const { file, inventory } = openInventory(args);
  const all = chosenDevices(args, inventory, groupIn);
  const devices = all.filter(({ address }) => address !== undefined);
  if (devices.length === 0) {
    throw problem(
      "E6015",
      `no device in ${file} has an address`,
      "`ingot fleet add ID --address ADDRESS` notes one",
    );
  }
  const addressOf = (device: FleetDevice) => deviceAddress(device.address!);
  for (const device of devices) addressOf(device);
  const cache = textOption(args, "cache") ?? join(homedir(), ".cache", "ingot", "gateway");
  const end = new AbortController();
  const stop = (): void => end.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.stderr.write(`Serving ${devices.length} of ${all.length} devices; Ctrl-C ends it\n`);
  try {
    await runGateway(devices, {
      server: { url, tenant, authorization },
      downloads: new Downloads(cache),
      places: new Places(parallel),
      folder: cache,
      addressOf,
      onEvent: (event) => say(args, event, textOf(event)),
      signal: end.signal,
      once: flagOption(args, "once"),
    });
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
  }
  return 0;
}

function textOf({ device, event, action, details }: GatewayEvent): string {
  return `${device}: ${action === undefined ? "" : `action ${action}: `}${event}: ${details}`;
}

function serverOf(text: string | undefined): string {
  if (text === undefined) {
    throw usageProblem(
      "E0003",
      "no update server was named",
      "add --server URL, as in https://updates.example.com",
    );
  }
  if (/^https?:\/\/[^/]/.test(text) && URL.canParse(text)) return text;
  throw usageProblem(
    "E0002",
    `--server cannot be "${text}"`,
    "write a URL, as in https://updates.example.com",
  );
}

function tokenOf(args: CommandArguments): string {
  const file = textOption(args, "token-file");
  if (file !== undefined) requireFile(file, "a file that holds the gateway token");
  const token = (file === undefined ? process.env[TOKEN_VARIABLE] : readFileSync(file, "utf8"))?.trim();
  if (token === undefined || token === "") {
    throw usageProblem(
      "E0003",
      file === undefined ? "no gateway token was given" : `${file} is empty`,
      `add --token-file FILE, or set ${TOKEN_VARIABLE}; the server's settings show the token`,
    );
  }
  // It becomes a line of a request.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw usageProblem(
    "E0002",
    "the gateway token has characters that no token has",
    "give the token alone, in one line",
  );
}
