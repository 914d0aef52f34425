// `ingot fleet`: an inventory of devices, their groups, and which release each group gets. What each word does is in
// fleet-devices.ts, fleet-releases.ts and fleet-status.ts; this file finds it.

import { usageProblem } from "../diagnostics/diagnostic.ts";
import { type Command, type CommandArguments, textOption } from "./command.ts";
import { SIGNING_OPTIONS } from "./signing.ts";

type Work = (args: CommandArguments, words: readonly string[]) => Promise<number> | number;

const WORDS: Readonly<Record<string, () => Promise<Work>>> = {
  add: async () => (await import("./fleet-devices.ts")).add,
  remove: async () => (await import("./fleet-devices.ts")).remove,
  list: async () => (await import("./fleet-devices.ts")).list,
  discover: async () => (await import("./fleet-discover.ts")).discoverDevices,
  group: async () => (await import("./fleet-devices.ts")).group,
  channel: async () => (await import("./fleet-releases.ts")).channel,
  publish: async () => (await import("./fleet-releases.ts")).publish,
  rollout: async () => (await import("./fleet-releases.ts")).rollout,
  status: async () => (await import("./fleet-status.ts")).status,
};

export const command: Command = {
  name: "fleet",
  summary: "keep an inventory of devices in groups, and release images to a part of them",
  usage: [
    "ingot fleet add ID [--board BOARD] [--address ADDRESS] [--name TEXT] [--group GROUP]",
    "ingot fleet remove ID...",
    "ingot fleet list [--group GROUP]",
    "ingot fleet discover [--add]",
    "ingot fleet group GROUP [ID...]",
    "ingot fleet channel GROUP CHANNEL",
    "ingot fleet publish IMAGE [--channel CHANNEL] [--percent NUMBER]",
    "ingot fleet rollout GROUP [NUMBER] [--push]",
    "ingot fleet status [--group GROUP]",
  ].join("\n"),
  description: [
    "add       notes a device, or changes what is noted. With an address and no board, the device is asked for its board.",
    "discover  asks the local network (mDNS, _smp._udp) for devices; --add notes those that are new.",
    "group     makes a group, and moves devices into it. Without a word to the contrary devices are in `default`.",
    "channel   says which channel's releases a group gets. Without a word to the contrary that is `stable`.",
    "publish   makes an image the release of a channel for its board, and writes the signed indexes of the groups that",
    "          follow it. --percent sets how many of their devices get it; without, the groups keep their percentages.",
    "rollout   sets a group's percentage. Who was taken in stays so when it rises. --push sends the release over the",
    "          network to those that do not run it, and stops when one of them does not confirm it.",
    "status    asks every device with an address what it runs, and notes it.",
  ].join("\n"),
  options: {
    file: { type: "string", value: "FILE", help: "the inventory (default: ingot-fleet.json here)" },
    board: { type: "string", short: "b", value: "NAME", help: "add: the device's board" },
    address: {
      type: "string",
      value: "ADDRESS",
      help: "add: where it answers, as in 192.168.1.20 or porch.local",
    },
    name: { type: "string", value: "TEXT", help: "add: what people call it" },
    group: { type: "string", value: "GROUP", help: "add, list, status, discover: of or for this group" },
    add: { type: "boolean", help: "discover: note the devices that are new" },
    seconds: { type: "string", value: "NUMBER", help: "discover: how long to listen (default: 3)" },
    channel: { type: "string", value: "CHANNEL", help: "publish: default `stable`" },
    percent: { type: "string", value: "NUMBER", help: "publish: of the devices of each group, 0 to 100" },
    folder: { type: "string", value: "FOLDER", help: "publish: where to, and from now on (default: www)" },
    "per-device": { type: "boolean", help: "publish: an index for each device as well, from now on" },
    push: { type: "boolean", help: "rollout: send it now, over the network" },
    parallel: { type: "string", value: "NUMBER", help: "rollout: devices at a time (default: 4)" },
    ...SIGNING_OPTIONS,
    json: { type: "boolean", help: "print lines of JSON" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const [what, ...words] = args.positionals;
  const load = what === undefined ? undefined : WORDS[what];
  if (load !== undefined) return (await load())(args, words);
  throw usageProblem(
    what === undefined ? "E0003" : "E0004",
    what === undefined ? "`ingot fleet` needs to know what to do" : `\`ingot fleet\` cannot ${what}`,
    `write one of ${Object.keys(WORDS).join(", ")}`,
  );
}

/** A whole number from 1 on. Throws E0002, exit code 2. */
export function countOption(args: CommandArguments, name: string, usual: number, most: number): number {
  const text = textOption(args, name);
  if (text === undefined) return usual;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= most) return count;
  throw usageProblem("E0002", `--${name} cannot be "${text}"`, `write a whole number from 1 to ${most}`);
}
