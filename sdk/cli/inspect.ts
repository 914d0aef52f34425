// `ingot inspect`: what a signed image says of itself, who signed it, and from what it was made.

import { existsSync, readFileSync } from "node:fs";
import { problem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { readSignedImage, type SignedImage, signerOf } from "../image/mcuboot-read.ts";
import { billOfMaterials } from "../image/sbom.ts";
import { developmentKeyFile, loadPublicKey } from "../keys/key-file.ts";
import { publicBytes } from "../keys/signer.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { inspectCard } from "./inspect-card.ts";
import { addressIn, inspectDevice } from "./inspect-device.ts";
import { onlyArgument, requireFileOrDisk } from "./words.ts";

/** So many modules are listed by default: the rest is small. */
const MODULES_SHOWN = 12;

export const command: Command = {
  name: "inspect",
  summary: "show what is in a signed image or on a card: versions, signature, modules, slots, next start",
  usage: "ingot inspect IMAGE|CARD|DEVICE [options]",
  description: [
    "CARD is the image of a card, or the disk that the card is in (/dev/sdX): with Ingot's loader its state, its slots and",
    "what its next start will do. DEVICE is the address of a running device: what its slots hold.",
    "IMAGE is a signed image (NAME.signed.bin of `ingot build`). Its signature is checked against your development key,",
    "or the one given with --key. Exit code 1 when hash or signature are wrong, or no given key has signed it.",
  ].join("\n"),
  options: {
    key: { type: "string", value: "FILE", help: "the key that should have signed it, public or private" },
    all: { type: "boolean", help: "list every module" },
    json: { type: "boolean", help: "print JSON" },
    sbom: { type: "boolean", help: "print the bill of materials of an image (CycloneDX 1.5, JSON)" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const file = onlyArgument(command, args, "an image, a card or a device");
  const address = existsSync(file) ? undefined : addressIn(file);
  if (address !== undefined) {
    process.stdout.write(await inspectDevice(file, address, flagOption(args, "json")));
    return 0;
  }
  requireFileOrDisk(file, "a signed image, such as build/NAME.signed.bin, or of a card");
  const card = inspectCard(file, flagOption(args, "json"));
  if (card !== undefined) {
    process.stdout.write(card);
    return 0;
  }
  const image = readSignedImage(readFileSync(file), file);
  if (flagOption(args, "sbom")) return printBill(file, image);
  const signature = signatureOf(image, textOption(args, "key"));
  const text = flagOption(args, "json")
    ? `${JSON.stringify(facts(image, signature))}\n`
    : page(file, image, signature, flagOption(args, "all"));
  process.stdout.write(text);
  if (signature.isRight) return 0;
  throw problem("E6005", signature.says, "use --key with the key that should have signed it", { file });
}

function printBill(file: string, image: SignedImage): number {
  const { provenance, hashIsRight } = image;
  if (provenance === undefined || !hashIsRight) {
    const why = hashIsRight ? "it does not say what it was made from" : "its hash is wrong";
    throw problem("E6005", why, "`ingot build` makes images that do", { file });
  }
  process.stdout.write(`${JSON.stringify(billOfMaterials(image, provenance), null, 2)}\n`);
  return 0;
}

interface Signature {
  readonly isRight: boolean;
  readonly says: string;
}

function signatureOf(image: SignedImage, keyFile: string | undefined): Signature {
  if (!image.hashIsRight) return { isRight: false, says: "its hash is wrong: the file was changed or cut" };
  const file = keyFile ?? developmentKeyFile();
  if (keyFile === undefined && !existsSync(file)) {
    return {
      isRight: false,
      says: "its signature was not checked: you have no development key, and none was named",
    };
  }
  const isRight = signerOf(image, [publicBytes(loadPublicKey(file))]) !== undefined;
  return { isRight, says: `${isRight ? "signed" : "not signed"} by ${displayPath(file)}` };
}

function facts(image: SignedImage, signature: Signature): object {
  const { provenance } = image;
  return {
    version: image.version,
    securityCounter: image.counter,
    board: image.board,
    loadAddress: image.loadAddress,
    programBytes: image.bodyBytes,
    totalBytes: image.totalBytes,
    hash: hexOf(image.hash),
    keyHash: hexOf(image.keyHash),
    signature,
    tlvs: image.tlvs.map(({ name, isProtected, value }) => ({ name, isProtected, bytes: value.length })),
    provenance:
      provenance === undefined
        ? null
        : {
            ...provenance,
            sources: provenance.sources.map((source) => ({ ...source, hash: hexOf(source.hash) })),
          },
  };
}

function page(file: string, image: SignedImage, signature: Signature, all: boolean): string {
  const { provenance } = image;
  const lines = [
    displayPath(file),
    `  version           ${image.version}, security counter ${image.counter}`,
    `  board             ${image.board || "(none named)"}`,
    `  program           ${image.bodyBytes} bytes, loaded to 0x${image.loadAddress.toString(16)}`,
    `  image             ${image.totalBytes} bytes: header ${image.headerBytes}, TLVs ${image.totalBytes - image.headerBytes - image.bodyBytes}`,
    `  hash              ${hexOf(image.hash)}`,
    `  signature         ${signature.says}`,
    `  TLVs              ${image.tlvs.map(({ name, value }) => `${name} ${value.length}`).join(", ")}`,
  ];
  if (provenance === undefined) return `${lines.join("\n")}\n  It does not say what it was made from.\n`;
  const { compiler, app, version, ingot, optimise, sources, parts } = provenance;
  lines.push(
    `  made from         ${app} ${version}, ${sources.length} sources`,
    `  made by           ingot ${ingot}, ${compiler.version}, optimise ${optimise}`,
    "",
    "  bytes in the program",
  );
  const shares = [...sources.map(({ name, bytes }) => ({ name, bytes })), ...partsOf(parts)];
  shares.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  const shown = all ? shares : shares.slice(0, MODULES_SHOWN);
  for (const { name, bytes } of shown) lines.push(`  ${String(bytes).padStart(9)}  ${name}`);
  const rest = shares.slice(shown.length);
  if (rest.length > 0) {
    const bytes = rest.reduce((sum, share) => sum + share.bytes, 0);
    lines.push(`  ${String(bytes).padStart(9)}  ${rest.length} more (--all lists them)`);
  }
  return `${lines.join("\n")}\n`;
}

function partsOf(parts: Readonly<Record<string, number>>): { name: string; bytes: number }[] {
  return Object.entries(parts).map(([name, bytes]) => ({ name, bytes }));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
