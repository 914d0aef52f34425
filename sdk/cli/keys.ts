// `ingot keys`: makes signing keys, shows what is public of them, and signs the list of keys that boards accept.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { keyHashOf } from "../image/mcuboot.ts";
import {
  createKeyFile,
  developmentKeyFile,
  keyFolder,
  loadPrivateKey,
  loadPublicKey,
} from "../keys/key-file.ts";
import { type KeyList, readKeyList, writeKeyList } from "../keys/key-list.ts";
import { keySigner, publicBytes } from "../keys/signer.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";

export const command: Command = {
  name: "keys",
  summary: "make signing keys, show them, and rotate the list of keys that boards accept",
  usage: [
    "ingot keys new NAME [--out FILE]",
    "ingot keys show [FILE]",
    "ingot keys rotate LIST --root FILE KEY...",
    "ingot keys send LIST DEVICE...",
  ].join("\n"),
  description: [
    "new     makes an Ed25519 key NAME.pem in your folder of keys, readable by you only.",
    "show    prints the public half of a key (default: your development key), and its hash as images name it.",
    "rotate  writes to LIST the keys that may sign, signed by the root key, one version above what LIST held. A key that",
    "        is left out is revoked. `ingot build --loader --root FILE --key-list LIST` puts both on a card.",
    "send    brings a list to running devices over the network. A device refuses one that is not newer, not signed by its",
    "        root key, or by which the program that it runs would not start any more.",
  ].join("\n"),
  options: {
    out: { type: "string", short: "o", value: "FILE", help: "where a new key goes" },
    root: { type: "string", value: "FILE", help: "the root key, which signs nothing but lists of keys" },
    json: { type: "boolean", help: "print JSON" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const [what, ...words] = args.positionals;
  if (what === "new") return makeKey(args, words);
  if (what === "show") return show(args, words);
  if (what === "rotate") return rotate(args, words);
  if (what === "send") return (await import("./keys-send.ts")).sendKeys(args, words);
  const given =
    what === undefined ? "`ingot keys` needs to know what to do" : `\`ingot keys\` cannot ${what}`;
  throw usageProblem(
    what === undefined ? "E0003" : "E0004",
    given,
    "write `ingot keys new`, `show`, `rotate` or `send`",
  );
}

function makeKey(args: CommandArguments, [name, ...more]: readonly string[]): number {
  const out = textOption(args, "out");
  if ((name === undefined && out === undefined) || more.length > 0) {
    throw usageProblem("E0003", "a new key needs one name", "write `ingot keys new NAME`, or --out FILE");
  }
  if (name !== undefined && !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw usageProblem("E0004", `"${name}" cannot name a key`, "use letters, digits, dots and hyphens");
  }
  const file = out ?? join(keyFolder(), `${name}.pem`);
  const key = createKeyFile(file);
  print(args, file, publicBytes(key));
  process.stderr.write(
    "note: keep a copy in a safe place. Boards that know only this key take nothing else.\n",
  );
  return 0;
}

function show(args: CommandArguments, [file = developmentKeyFile(), ...more]: readonly string[]): number {
  if (more.length > 0)
    throw usageProblem("E0004", "one key is shown at a time", "write `ingot keys show FILE`");
  print(args, file, publicBytes(loadPublicKey(file)));
  return 0;
}

function print(args: CommandArguments, file: string, publicKey: Uint8Array): void {
  const key = Buffer.from(publicKey).toString("hex");
  const keyHash = keyHashOf(publicKey).toString("hex");
  process.stdout.write(
    flagOption(args, "json")
      ? `${JSON.stringify({ file, publicKey: key, keyHash })}\n`
      : `${displayPath(file)}\n  public key  ${key}\n  key hash    ${keyHash}\n`,
  );
}

function rotate(args: CommandArguments, [file, ...keyFiles]: readonly string[]): number {
  const root = textOption(args, "root");
  if (file === undefined || root === undefined || keyFiles.length === 0) {
    throw usageProblem(
      "E0003",
      "a list needs its file, a root key, and the keys that may sign",
      "write `ingot keys rotate LIST --root FILE KEY...`",
    );
  }
  const signer = keySigner(loadPrivateKey(root));
  const before = existsSync(file) ? previousList(file, signer.publicKey) : undefined;
  const keys = keyFiles.map((keyFile) => publicBytes(loadPublicKey(keyFile)));
  const version = (before?.version ?? 0) + 1;
  writeFileSync(file, writeKeyList({ version, keys }, signer));
  const names = (list: readonly Uint8Array[]) =>
    list.map((key) => keyHashOf(key).toString("hex").slice(0, 16));
  const revoked = names(before?.keys ?? []).filter((name) => !names(keys).includes(name));
  process.stdout.write(
    flagOption(args, "json")
      ? `${JSON.stringify({ file, version, keys: names(keys), revoked })}\n`
      : `${displayPath(file)}: version ${version}, keys ${names(keys).join(", ")}${revoked.length === 0 ? "" : `; revoked ${revoked.join(", ")}`}\n`,
  );
  return 0;
}

function previousList(file: string, root: Uint8Array): KeyList {
  const list = readKeyList(readFileSync(file), root);
  if (list !== undefined) return list;
  throw problem(
    "E6006",
    "this is no list of keys that the root key has signed",
    "name the root key that it was made with, or a new file",
    { file },
  );
}
