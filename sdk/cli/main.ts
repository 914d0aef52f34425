// The `ingot` command line: finds the command, parses its words, prints its errors, decides the exit code.
//
// Exit codes: 0 done, 1 a problem in the user's program or environment, 2 a mistake on the command line, 3 a bug
// in Ingot. Contains no work of its own; each command is loaded only when it is called, so that `ingot flash`
// does not pay for loading the compiler.

import { IngotError, usageProblem } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { ingotVersion } from "../project-root.ts";
import { type Command, flagOption } from "./command.ts";
import { commandPage, overview } from "./help.ts";
import { nearest } from "./nearest.ts";
import { parseCommandLine } from "./parse.ts";

interface CommandEntry {
  readonly name: string;
  /** The same line as the command's own `summary`; a test compares them. */
  readonly summary: string;
  load(): Promise<{ command: Command }>;
}

/** Every command, in the order in which the help page lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "dev",
    summary: "run an application here with simulated devices, again after every save",
    load: () => import("./dev.ts"),
  },
  {
    name: "check",
    summary: "say what of a program cannot be compiled, without compiling it",
    load: () => import("./check.ts"),
  },
  {
    name: "explain",
    summary: "say what is slow or large in a program, and why it is there",
    load: () => import("./explain.ts"),
  },
  {
    name: "build",
    summary: "compile an application into an SD card image for a board",
    load: () => import("./build.ts"),
  },
  {
    name: "run",
    summary: "compile an application and boot it in the emulator from a real SD image",
    load: () => import("./run.ts"),
  },
  {
    name: "inspect",
    summary: "show what is in a signed image or on a card: versions, signature, modules, slots, next start",
    load: () => import("./inspect.ts"),
  },
  {
    name: "rebuild",
    summary: "compile a signed image's sources again, and say whether the same bytes come out",
    load: () => import("./rebuild.ts"),
  },
  {
    name: "publish",
    summary: "put a signed image into a folder from which devices fetch their updates",
    load: () => import("./publish.ts"),
  },
  {
    name: "keys",
    summary: "make signing keys, show them, and rotate the list of keys that boards accept",
    load: () => import("./keys.ts"),
  },
  {
    name: "flash",
    summary: "write an image to an SD card or a file, and read it back",
    load: () => import("./flash.ts"),
  },
  {
    name: "update",
    summary: "send a signed image to a running device over the network, on trial",
    load: () => import("./update.ts"),
  },
  {
    name: "fleet",
    summary: "keep an inventory of devices in groups, and release images to a part of them",
    load: () => import("./fleet.ts"),
  },
  {
    name: "gateway",
    summary: "let an update server (hawkBit's DDI) update the devices of the inventory",
    load: () => import("./gateway.ts"),
  },
  {
    name: "exec",
    summary: "compile one TypeScript file and run it, here or in the emulator",
    load: () => import("./exec.ts"),
  },
  {
    name: "compile",
    summary: "compile one TypeScript file into an executable, into C or into IR",
    load: () => import("./compile.ts"),
  },
  {
    name: "decode",
    summary: "show the TypeScript call stack of a panic in a board's log",
    load: () => import("./decode.ts"),
  },
  {
    name: "boards",
    summary: "list the boards and what was seen to work on each",
    load: () => import("./boards.ts"),
  },
  {
    name: "doctor",
    summary: "check this machine's tools, and say which ones are used",
    load: () => import("./doctor.ts"),
  },
];

/** Runs the command line `words` (without node and script). Resolves to the exit code; never rejects. */
export async function main(words: readonly string[]): Promise<number> {
  try {
    return await dispatch(words);
  } catch (error) {
    return report(error);
  }
}

async function dispatch(words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  if (first === undefined) {
    process.stderr.write(overview(COMMANDS, ingotVersion()));
    return 2;
  }
  if (first === "--version" || first === "-v") {
    process.stdout.write(`${ingotVersion()}\n`);
    return 0;
  }
  if (first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) {
    process.stdout.write(overview(COMMANDS, ingotVersion()));
    return 0;
  }
  if (first === "help") return dispatch([rest[0]!, "--help"]);
  const { command } = await findEntry(first).load();
  const args = parseCommandLine(command, rest);
  if (flagOption(args, "help")) {
    process.stdout.write(commandPage(command));
    return 0;
  }
  return command.run(args);
}

function findEntry(name: string): CommandEntry {
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry !== undefined) return entry;
  const near = nearest(
    name,
    COMMANDS.map((candidate) => candidate.name),
  );
  const list = "`ingot --help` lists the commands";
  throw usageProblem(
    "E0001",
    `there is no command \`${name}\``,
    near === undefined ? list : `did you mean \`ingot ${near}\`? ${list}`,
  );
}

function report(error: unknown): number {
  if (error instanceof IngotError) {
    process.stderr.write(renderDiagnostics(error.diagnostics, { color: process.stderr.isTTY === true }));
    return error.exitCode;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    renderDiagnostics(
      [
        {
          code: "E9000",
          severity: "error",
          message: "this is a bug in Ingot, not in your program",
          notes: [detail],
          remedy: `please report it with the lines above, the command line, and the version (${ingotVersion()})`,
        },
      ],
      { color: process.stderr.isTTY === true },
    ),
  );
  return 3;
}
