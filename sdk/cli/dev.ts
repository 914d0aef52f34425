// `ingot dev`: an application on this computer, with simulated devices. The simulator does it all.

import { requireBoard } from "../choose-target.ts";
import { projectRoot } from "../project-root.ts";
import { runDev } from "../simulator/dev.ts";
import { type Command, type CommandArguments, flagOption, textOption } from "./command.ts";
import { BOARD_OPTION, onlyArgument } from "./words.ts";

export const command: Command = {
  name: "dev",
  summary: "run an application here with simulated devices, again after every save",
  usage: "ingot dev APP [options]",
  description: [
    "What the program prints appears here, keys go to the board's serial console, Ctrl-C ends. Types are not",
    "checked: `ingot check` and `ingot build` do that.",
  ].join("\n"),
  options: {
    board: BOARD_OPTION,
    "no-watch": { type: "boolean", help: "run once, and end with the program's exit code" },
  },
  run,
};

async function run(args: CommandArguments): Promise<number> {
  const app = onlyArgument(command, args, "an application's folder");
  const board = textOption(args, "board");
  if (board !== undefined) requireBoard(board);
  return runDev(app, {
    root: projectRoot(),
    watch: !flagOption(args, "no-watch"),
    ...(board === undefined ? {} : { board }),
  });
}
