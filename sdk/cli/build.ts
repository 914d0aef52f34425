// `ingot build`: an application into an executable and an SD card image. The building is sdk/build-app.ts.

import { readFileSync } from "node:fs";
import { type BuildAppOptions, type BuiltApp, buildApp, type LoaderChoice } from "../build-app.ts";
import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { loadPublicKey } from "../keys/key-file.ts";
import { readKeyList } from "../keys/key-list.ts";
import { publicBytes } from "../keys/signer.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { chosenSigner, SIGNING_OPTIONS } from "./signing.ts";
import { stageProgress } from "./stage-progress.ts";
import { BOARD_OPTION, choiceOption, OPTIMISE, OPTIMISE_OPTION, onlyArgument, requireFile } from "./words.ts";

export const command: Command = {
  name: "build",
  summary: "compile an application into an SD card image for a board",
  usage: "ingot build APP [options]",
  description: [
    "APP is a folder with ingot.config.ts and src/main.ts. Its build folder then holds NAME.img (write it to a card",
    "with `ingot flash`), NAME.signed.bin (the same program as a signed image for updates), NAME.elf (for `ingot decode`",
    "and gdb) and NAME.map (what takes how much room).",
  ].join("\n"),
  options: {
    board: BOARD_OPTION,
    optimise: OPTIMISE_OPTION,
    out: { type: "string", short: "o", value: "DIR", help: "folder for what is made (default: APP/build)" },
    spl: { type: "string", value: "FILE", help: "the U-Boot SPL (default: the one that set-up unpacked)" },
    ...SIGNING_OPTIONS,
    loader: {
      type: "boolean",
      help: "make a card with Ingot's loader and two slots, for updates in the field",
    },
    root: {
      type: "string",
      value: "FILE",
      help: "with --loader: the key that may sign lists of signing keys",
    },
    "key-list": {
      type: "string",
      value: "FILE",
      help: "with --loader: a list of `ingot keys rotate` for the card",
    },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const loader = chosenLoader(args);
  const built = await buildWithProgress({
    ...buildOptions(command, args),
    signer: chosenSigner(args),
    ...(loader === undefined ? {} : { loader }),
  });
  process.stdout.write(buildSummary(built));
  return 0;
}

function chosenLoader(args: CommandArguments): LoaderChoice | undefined {
  const [rootFile, listFile] = [textOption(args, "root"), textOption(args, "key-list")];
  if (!flagOption(args, "loader")) {
    if (rootFile === undefined && listFile === undefined) return undefined;
    throw usageProblem(
      "E0003",
      "only a card with a loader has a root key and a list of keys",
      "add --loader",
    );
  }
  const root = rootFile === undefined ? null : publicBytes(loadPublicKey(rootFile));
  if (listFile === undefined) return { root, keyList: null };
  requireFile(listFile, "a list of `ingot keys rotate`");
  const keyList = new Uint8Array(readFileSync(listFile));
  if (root !== null && readKeyList(keyList, root) !== undefined) return { root, keyList };
  throw problem(
    "E6006",
    "this is no list of keys that the root key has signed",
    "name its root key with --root",
    {
      file: listFile,
    },
  );
}

/** The options that `build` and `run` share. */
export function buildOptions(of: Command, args: CommandArguments): BuildAppOptions {
  const [board, spl, outDir] = ["board", "spl", "out"].map((name) => textOption(args, name));
  const optimise = choiceOption(args, "optimise", OPTIMISE);
  return {
    app: onlyArgument(of, args, "an application's folder"),
    ...(board === undefined ? {} : { board }),
    ...(spl === undefined ? {} : { spl }),
    ...(outDir === undefined ? {} : { outDir }),
    ...(optimise === undefined ? {} : { optimise }),
  };
}

/** Builds and shows the stages on stderr. */
export async function buildWithProgress(options: BuildAppOptions): Promise<BuiltApp> {
  const progress = stageProgress(process.stderr);
  try {
    return await buildApp({ ...options, keeps: true, onProgress: progress.show });
  } finally {
    progress.done();
  }
}

/** What was built, how large it is, how long each phase took: one line. */
export function buildSummary({ config, board, elf, image, sizes, compiled, imageMs }: BuiltApp): string {
  const { timings, built } = compiled;
  const phases = [
    ["check", timings.checkMs],
    ["lower", timings.lowerMs],
    ["emit", timings.emitMs],
    ["C", built.timings.compileMs],
    ["link", built.timings.linkMs],
    ["image", imageMs],
  ] as const;
  const took = phases.filter(([, ms]) => ms > 0).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(2)} s`);
  const times = [...(timings.checkMs > 0 ? [] : ["unchanged"]), ...took].join(", ");
  const memory = `${kib(sizes.code)} code, ${kib(sizes.data)} data, ${kib(sizes.zeroed)} zeroed`;
  return `Built ${config.name} for ${board.name}: ${memory} -> ${displayPath(image ?? elf)} (${times})\n`;
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
