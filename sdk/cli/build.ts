// `ingot build`: an application into an executable and an SD card image. The building is sdk/build-app.ts.

import { type BuildAppOptions, type BuiltApp, buildApp } from "../build-app.ts";
import { displayPath } from "../diagnostics/render.ts";
import { type Command, type CommandArguments, textOption } from "./command.ts";
import { chosenSigner, SIGNING_OPTIONS } from "./signing.ts";
import { stageProgress } from "./stage-progress.ts";
import { BOARD_OPTION, choiceOption, OPTIMISE, OPTIMISE_OPTION, onlyArgument } from "./words.ts";

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
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const built = await buildWithProgress({ ...buildOptions(command, args), signer: chosenSigner(args) });
  process.stdout.write(buildSummary(built));
  return 0;
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
    return await buildApp({ ...options, onProgress: progress.show });
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
  const times = phases.map(([name, ms]) => `${name} ${(ms / 1000).toFixed(2)} s`).join(", ");
  const memory = `${kib(sizes.code)} code, ${kib(sizes.data)} data, ${kib(sizes.zeroed)} zeroed`;
  return `Built ${config.name} for ${board.name}: ${memory} -> ${displayPath(image ?? elf)} (${times})\n`;
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}
