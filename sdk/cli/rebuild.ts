// `ingot rebuild`: is this image made from these sources? Compiles them again and compares.

import { problem, usageProblem } from "../diagnostics/diagnostic.ts";
import { displayPath } from "../diagnostics/render.ts";
import { rebuildApp } from "../rebuild-app.ts";
import { type Command, type CommandArguments, flagOption } from "./command.ts";
import { stageProgress } from "./stage-progress.ts";
import { requireFile } from "./words.ts";

export const command: Command = {
  name: "rebuild",
  summary: "compile a signed image's sources again, and say whether the same bytes come out",
  usage: "ingot rebuild IMAGE [APP]",
  description: [
    "IMAGE is a signed image, APP the folder of its application (default: the working directory). Board and options are",
    "those that the image names. Exit code 1 when something differs; what is listed.",
  ].join("\n"),
  options: { json: { type: "boolean", help: "print JSON" } },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const [file, app = ".", ...more] = args.positionals;
  if (file === undefined) throw usageProblem("E0003", "no image was named", `write \`${command.usage}\``);
  if (more.length > 0) {
    throw usageProblem(
      "E0004",
      "`ingot rebuild` takes an image and an application",
      `write \`${command.usage}\``,
    );
  }
  requireFile(file, "a signed image, such as build/NAME.signed.bin");
  const progress = stageProgress(process.stderr);
  const rebuilt = await rebuildApp(file, app, progress.show).finally(() => progress.done());
  if (flagOption(args, "json")) process.stdout.write(`${JSON.stringify(rebuilt)}\n`);
  if (!rebuilt.isSame) {
    throw problem(
      "E6008",
      `${displayPath(app)} does not give this image`,
      "check out the sources, and install the tools, that the image names: `ingot inspect`",
      { file, notes: rebuilt.differences.slice(0, 20) },
    );
  }
  if (!flagOption(args, "json")) {
    process.stdout.write(
      `${displayPath(file)} is what ${displayPath(app)} gives, byte for byte (${rebuilt.hash})\n`,
    );
  }
  return 0;
}
