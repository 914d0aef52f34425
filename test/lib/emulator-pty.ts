// An emulated board whose console is a pseudo-terminal, as a serial adapter would be.

import { type ChildProcess, spawn } from "node:child_process";
import type { Board } from "../../boards/board.ts";
import { findQemu } from "../../sdk/emulator/index.ts";

export interface BoardOnPty {
  readonly child: ChildProcess;
  /** The path of the pseudo-terminal. */
  readonly path: string;
}

/** Starts `board` with `card`; all that its console prints is kept in the file `log` as well. End it by its child. */
export async function boardOnPty(board: Board, card: string, log: string): Promise<BoardOnPty> {
  const words = ["-M", board.emulator!.machine, "-m", `${board.emulator!.memoryMiB}M`];
  words.push("-display", "none", "-monitor", "none", "-nic", "user");
  words.push("-chardev", `pty,id=console,logfile=${log}`, "-serial", "chardev:console");
  words.push("-drive", `if=sd,format=raw,file=${card}`);
  const child = spawn(findQemu().path, words);
  const path = await new Promise<string>((found, lost) => {
    let output = "";
    const take = (piece: Buffer): void => {
      output += piece.toString();
      const match = /redirected to (\/dev\/\S+)/.exec(output);
      if (match !== null) found(match[1]!);
    };
    child.stdout!.on("data", take);
    child.stderr!.on("data", take);
    child.on("exit", () => lost(new Error(`the emulator ended: ${output}`)));
  });
  return { child, path };
}
