// The options by which commands choose what signs an image, and the note about development keys.

import { usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { developmentKey, loadPrivateKey, loadPublicKey } from "../keys/key-file.ts";
import { commandSigner, keySigner, type Signer } from "../keys/signer.ts";
import { type CommandArguments, type CommandOption, textOption } from "./command.ts";

export const SIGNING_OPTIONS: Readonly<Record<string, CommandOption>> = {
  key: { type: "string", value: "FILE", help: "sign with this key (default: your development key)" },
  "sign-command": {
    type: "string",
    value: "COMMAND",
    help: "sign by a command that keeps the key; --key is then its public key",
  },
};

/** The signer that the options choose. The development key is made, and spoken of on stderr, when there is none. */
export function chosenSigner(args: CommandArguments): Signer {
  const file = textOption(args, "key");
  const command = textOption(args, "sign-command");
  if (command !== undefined) {
    if (file !== undefined) return commandSigner(loadPublicKey(file), command);
    throw usageProblem(
      "E0003",
      "--sign-command needs the public key that belongs to it",
      "add --key FILE with the public key in PEM",
    );
  }
  if (file !== undefined) return keySigner(loadPrivateKey(file));
  const { file: own, key, isNew } = developmentKey();
  process.stderr.write(
    `note: ${isNew ? "made" : "signing with"} your development key ${displayPath(own)}. Whoever has this file can sign images for\n` +
      "      your boards: for boards that leave your desk make a key with `ingot keys new` and sign with --key.\n",
  );
  return keySigner(key);
}
