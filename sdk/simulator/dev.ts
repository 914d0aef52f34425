// `ingot dev`: runs an application on this computer with simulated devices, again after every save.
//
// Plain console: what the program prints appears here, keys go to the board's serial console, Ctrl-C ends.

import { type ChildProcess, spawn } from "node:child_process";
import { type FSWatcher, watch } from "node:fs";
import { join, resolve, sep } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { Board } from "../../boards/board.ts";
import { findBoard } from "../../boards/index.ts";
import { IngotError, problem } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { boardRemedy } from "../image/check-config.ts";
import type { AppConfig } from "../image/config.ts";
import { loadConfig } from "../image/load-config.ts";
import { bundleApp } from "./bundle-app.ts";
import { ENV_ETHERNET, ENV_SD_CARD, EXIT_INTERRUPTED, EXIT_RESTART } from "./protocol.ts";

export interface DevOptions {
  /** Ingot's own folder. */
  readonly root: string;
  /** Board to simulate. Default: the one in the configuration, else the Cubieboard. */
  readonly board?: string;
  /** Run again after every save. Default true; false returns the program's exit code when it ends. */
  readonly watch?: boolean;
  /** A listening stream socket (as the emulator's `stream` network takes) to use as the Ethernet wire. */
  readonly ethernetSocket?: string;
  /** Typed keys and everything that is printed, ours and the program's. Default: both share this terminal. */
  readonly terminal?: { readonly input: Readable; readonly output: Writable };
  /** Ends the run, as Ctrl-C does. */
  readonly signal?: AbortSignal;
}

const DEFAULT_BOARD = "cubieboard";
const INHERITED = ["inherit", "inherit", "inherit"] as const;
const PIPED = ["pipe", "pipe", "pipe"] as const;
/** Editors save in several steps; this long after the last one the files are complete. */
const SETTLE_MS = 100;

/**
 * Runs the application in `appFolder` until Ctrl-C or `signal` (resolves to 0), or with `watch` false until it
 * ends (resolves to its exit code). Rejects with IngotError when the folder is no application, and with
 * `watch` false for every mistake in it.
 */
export async function runDev(appFolder: string, options: DevOptions): Promise<number> {
  // The first look must succeed: a folder that is no application would never change into one.
  await loadConfig(appFolder, options.root);
  return new DevSession(resolve(appFolder), options).run();
}

class DevSession {
  private readonly folder: string;
  private readonly options: DevOptions;
  private readonly output: Writable;
  private child: ChildProcess | null = null;
  private finish: (exitCode: number) => void = () => {};
  private fail: (error: unknown) => void = () => {};
  private starting = false;
  private changed = false;

  constructor(folder: string, options: DevOptions) {
    this.folder = folder;
    this.options = options;
    this.output = options.terminal?.output ?? process.stderr;
  }

  async run(): Promise<number> {
    const ended = new Promise<number>((finish, fail) => {
      this.finish = finish;
      this.fail = fail;
    });
    const interrupt = () => this.finish(0);
    process.on("SIGINT", interrupt);
    process.on("SIGTERM", interrupt);
    this.options.signal?.addEventListener("abort", interrupt);
    const watcher = this.watches() ? this.watchFolder() : null;
    try {
      if (this.options.signal?.aborted !== true) this.restart();
      return await ended;
    } finally {
      watcher?.close();
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", interrupt);
      this.options.signal?.removeEventListener("abort", interrupt);
      await this.stopChild();
    }
  }

  private watches(): boolean {
    return this.options.watch !== false;
  }

  private watchFolder(): FSWatcher {
    let settle: NodeJS.Timeout | null = null;
    return watch(this.folder, { recursive: true }, (_event, name) => {
      if (name === null || isProduct(name)) return;
      if (settle !== null) clearTimeout(settle);
      settle = setTimeout(() => this.restart(), SETTLE_MS);
    });
  }

  /** Builds and starts the program anew. A save during the build starts another round after it. */
  private restart(): void {
    if (this.starting) {
      this.changed = true;
      return;
    }
    this.starting = true;
    this.buildAndStart()
      .catch((error: unknown) => this.reportProblem(error))
      .finally(() => {
        this.starting = false;
        if (this.changed) {
          this.changed = false;
          this.restart();
        }
      });
  }

  private async buildAndStart(): Promise<void> {
    const { root } = this.options;
    const config = await loadConfig(this.folder, root);
    const board = this.chooseBoard(config);
    const buildFolder = join(this.folder, "build", "dev");
    const bundle = await bundleApp({ appFolder: this.folder, config, board, root, buildFolder });
    await this.stopChild();
    this.startChild(bundle, config);
  }

  private chooseBoard(config: AppConfig): Board {
    const name = this.options.board ?? config.board ?? DEFAULT_BOARD;
    const board = findBoard(name);
    if (board !== null) return board;
    throw problem("E3005", `there is no board "${name}"`, boardRemedy(), { exitCode: 2 });
  }

  private startChild(bundle: string, config: AppConfig): void {
    const { ethernetSocket, terminal } = this.options;
    const child = spawn(process.execPath, ["--enable-source-maps", bundle], {
      cwd: this.folder,
      // The fourth is the leash: the program ends itself when it breaks, however we came to our own end.
      stdio: [...(terminal === undefined ? INHERITED : PIPED), "ipc"],
      env: {
        ...process.env,
        [ENV_SD_CARD]: join(this.folder, "build", `${config.name}-sd.img`),
        ...(ethernetSocket === undefined ? {} : { [ENV_ETHERNET]: ethernetSocket }),
      },
    });
    if (terminal !== undefined) connectTerminal(child, terminal.input, terminal.output);
    child.on("error", (error) => this.fail(error));
    child.on("close", (code, signal) => {
      if (this.child === child) this.childEnded(code ?? 1, signal, bundle, config);
    });
    this.child = child;
  }

  private childEnded(code: number, signal: string | null, bundle: string, config: AppConfig): void {
    this.child = null;
    if (code === EXIT_RESTART) this.startChild(bundle, config);
    else if (code === EXIT_INTERRUPTED) this.finish(0);
    else if (!this.watches()) this.finish(code);
    else {
      const how = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
      this.say(`The program ${how}. Save a file to start it again, Ctrl-C to leave.`);
    }
  }

  /** Ends the program, so that it gives back the terminal and its files. */
  private async stopChild(): Promise<void> {
    const child = this.child;
    if (child === null) return;
    this.child = null;
    await new Promise<void>((done) => {
      child.once("close", () => done());
      child.kill("SIGTERM");
    });
  }

  private reportProblem(error: unknown): void {
    if (!(error instanceof IngotError) || !this.watches()) {
      this.fail(error);
      return;
    }
    this.output.write(renderDiagnostics(error.diagnostics));
    this.say("Save a file to try again, Ctrl-C to leave.");
  }

  private say(line: string): void {
    this.output.write(`${line}\n`);
  }
}

function connectTerminal(child: ChildProcess, input: Readable, output: Writable): void {
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  const { stdin } = child;
  if (stdin === null) return;
  // A key that is typed while the program ends finds a closed pipe: it is lost, as on a real board.
  stdin.on("error", () => {});
  input.pipe(stdin);
  child.once("exit", () => input.unpipe(stdin));
}

/** True for what we write ourselves and for what is no source of the application. */
function isProduct(path: string): boolean {
  const [first] = path.split(sep);
  return first === "build" || first === "node_modules" || first.startsWith(".");
}
