// Builds an application: its folder in, executable and bootable SD image out. What `ingot build` and `run` call.
//
//   ingot.config.ts + board  ->  build/generated/BOARD/board.ts, network.ts and start.ts
//   start.ts, src/main.ts    ->  NAME.elf, NAME.map
//   NAME.elf                 ->  flat program  ->  NAME.img (SPL, uImage), NAME.img.bmap
//                                              ->  NAME.signed.bin (for updates)
//
// Joins the stages; how each works is theirs. Prints nothing.

import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Board } from "../boards/board.ts";
import type { Optimise, Target } from "./backend/flags.ts";
import { firstState } from "./card-state.ts";
import { chooseBoard, requireBoard } from "./choose-target.ts";
import type { Compiled } from "./compile.ts";
import { IngotError, problem } from "./diagnostics/diagnostic.ts";
import { buildCardImage } from "./image/card-image.ts";
import type { AppConfig } from "./image/config.ts";
import { flatten, type MemorySizes, memorySizes } from "./image/elf.ts";
import { explainErrors } from "./image/explain-errors.ts";
import { type GeneratedApp, generateApp } from "./image/generate-app.ts";
import { PROGRAM_LOAD_ADDRESS } from "./image/layout.ts";
import { loadConfig } from "./image/load-config.ts";
import type { ImageSigner } from "./image/mcuboot.ts";
import { readSignedImage } from "./image/mcuboot-read.ts";
import { APP_MAIN } from "./image/modules.ts";
import { buildSdImage } from "./image/sd-image.ts";
import { writeSdImage } from "./image/sd-image-file.ts";
import { loadSpl } from "./image/spl-finder.ts";
import { projectRoot } from "./project-root.ts";
import { signApp } from "./sign-app.ts";
import { findArmToolchain } from "./toolchain/find-toolchain.ts";

export interface BuildAppOptions {
  /** Folder of the application. */
  readonly app: string;
  /** Name of the board. Default: the one in the configuration. */
  readonly board?: string;
  /** File with the SPL. Default: the one that set-up unpacked. */
  readonly spl?: string;
  /** Default "2". */
  readonly optimise?: Optimise;
  /** Folder for everything that is made. Default: `build` in the application's folder. */
  readonly outDir?: string;
  /** False: stop after the executable; then no SPL is needed. Default true. */
  readonly image?: boolean;
  /** Signs the image for updates. Default: none is made. */
  readonly signer?: ImageSigner;
  /** Makes the SD image one with Ingot's loader and two slots; needs `signer`. Default: the SPL loads the program. */
  readonly loader?: LoaderChoice;
  /** Takes the executable of an earlier build when nothing has changed since. Default: compiles anew. */
  readonly keeps?: boolean;
  readonly onProgress?: (message: string) => void;
}

/** What of a card with a loader the caller chooses. */
export interface LoaderChoice {
  /** The key that may sign lists of keys; null: the signer's key is the only one for ever. */
  readonly root: Uint8Array | null;
  /** A signed list of keys for the card: one sector, or null. */
  readonly keyList: Uint8Array | null;
}

export interface BuiltApp {
  readonly board: Board;
  readonly config: AppConfig;
  readonly outDir: string;
  readonly elf: string;
  readonly map: string;
  /** Null when no image was asked for. */
  readonly image: string | null;
  /** The signed image. Null when there was no signer. */
  readonly signed: string | null;
  readonly sizes: MemorySizes;
  readonly compiled: Compiled;
  /** Wall time of turning the executable into an image, milliseconds. */
  readonly imageMs: number;
}

/** An application that is ready to be compiled: configuration read, board chosen, sources generated. */
export interface PreparedApp {
  readonly folder: string;
  readonly outDir: string;
  readonly config: AppConfig;
  readonly board: Board;
  readonly generated: GeneratedApp;
}

/** Everything before the compiler. Rejects with IngotError for every mistake in folder, configuration or board. */
export async function prepareApp(
  options: Pick<BuildAppOptions, "app" | "board" | "outDir">,
): Promise<PreparedApp> {
  if (options.board !== undefined) requireBoard(options.board);
  const root = projectRoot();
  const config = await loadConfig(options.app, root);
  const board = chooseBoard(options.board, config.board);
  const folder = realpathSync(options.app);
  const outDir = makeFolder(options.outDir ?? join(folder, "build"));
  // Beside the application wherever the rest goes, because the names of sources are part of the executable; and a
  // folder for each board, because two boards may be built for at the same time.
  const generatedFolder = makeFolder(join(folder, "build", "generated", board.name));
  const generated = generateApp({ appFolder: folder, config, board, root, folder: generatedFolder });
  return { folder, outDir, config, board, generated };
}

/** Builds the application. Rejects with IngotError for everything that its author or the machine lacks. */
export async function buildApp(options: BuildAppOptions): Promise<BuiltApp> {
  const app = await prepareApp(options);
  const { board, config, outDir, generated } = app;
  // What the machine lacks is said before a minute of compiling, not after.
  const wantsImage = options.image !== false;
  const spl = wantsImage ? splFor(board, options.spl) : null;
  findArmToolchain();

  const elf = join(outDir, `${config.name}.elf`);
  // Loaded only now: most mistakes are found without the compiler, and are told at once.
  const { compileProgram } = await import("./compile.ts");
  const compiled = await compileProgram({
    entry: join(app.folder, APP_MAIN),
    sourceRoot: app.folder,
    target: board.name as Target,
    optimise: options.optimise ?? "2",
    outFile: elf,
    before: [generated.startFile],
    lazyFiles: [generated.boardFile, generated.ioFile, generated.networkFile],
    modules: generated.modules,
    keeps: options.keeps ?? false,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  if (!compiled.ok) throw new IngotError(explainErrors(compiled.diagnostics, app));

  const imageStart = performance.now();
  const map = join(outDir, `${config.name}.map`);
  renameSync(compiled.result.built.map, map);
  const bytes = readFileSync(elf);
  const image = spl === null ? null : join(outDir, `${config.name}.img`);
  if (spl !== null && image !== null && options.loader === undefined) writeImage(app, bytes, elf, spl, image);
  const signed = options.signer === undefined ? null : join(outDir, `${config.name}.signed.bin`);
  if (options.signer !== undefined && signed !== null) {
    const generatedFolder = dirname(generated.boardFile);
    const signedImage = signApp({
      config,
      board: board.name,
      optimise: options.optimise ?? "2",
      folder: app.folder,
      generatedFolder,
      rootFromGenerated: relative(generatedFolder, projectRoot()).split(sep).join("/"),
      compiled: compiled.result,
      elf,
      program: flatten(bytes, elf),
      signer: options.signer,
    });
    writeFileSync(signed, signedImage);
    if (options.loader !== undefined && spl !== null && image !== null) {
      await writeCard(options, board, spl, signedImage, image);
    }
  }
  return {
    board,
    config,
    outDir,
    elf,
    map,
    image,
    signed,
    sizes: memorySizes(bytes, elf),
    compiled: compiled.result,
    imageMs: performance.now() - imageStart,
  };
}

/** A card with the loader and the image in slot A. */
async function writeCard(
  { loader, signer, onProgress }: BuildAppOptions,
  board: Board,
  spl: Uint8Array,
  signedImage: Uint8Array,
  image: string,
): Promise<void> {
  const { buildLoader } = await import("./build-loader.ts");
  const program = await buildLoader({
    board,
    keys: [signer!.publicKey],
    root: loader!.root,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const state = firstState(readSignedImage(signedImage, image));
  const { keyList } = loader!;
  const dramBytes = board.dram.sizeBytes;
  writeSdImage(
    image,
    buildCardImage({ spl, loader: program, image: signedImage, state, keyList, dramBytes }),
  );
}

function splFor(board: Board, explicit: string | undefined): Uint8Array {
  const places = { projectRoot: projectRoot(), ...(explicit === undefined ? {} : { explicit }) };
  return loadSpl(board.spl.debianFolder, places).spl;
}

function writeImage(
  app: PreparedApp,
  elfBytes: Uint8Array,
  elf: string,
  spl: Uint8Array,
  image: string,
): void {
  const { board, config, outDir } = app;
  const flat = flatten(elfBytes, elf);
  if (flat.loadAddress !== PROGRAM_LOAD_ADDRESS || flat.entryPoint !== PROGRAM_LOAD_ADDRESS) {
    // The SPL enters at the first byte it has loaded.
    throw new Error(`${elf}: linked to ${flat.loadAddress}, entered at ${flat.entryPoint}`);
  }
  writeFileSync(join(outDir, `${config.name}.bin`), flat.bytes);
  const sdImage = buildSdImage({
    spl,
    payload: flat.bytes,
    loadAddress: flat.loadAddress,
    name: config.version === undefined ? config.name : `${config.name} ${config.version}`,
    dramBytes: board.dram.sizeBytes,
  });
  writeSdImage(image, sdImage);
}

function makeFolder(path: string): string {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true });
    if (!statSync(folder).isDirectory()) throw new Error("it is not a folder");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw problem(
      "E4009",
      `the folder for the build cannot be made: ${why}`,
      "choose another with --out DIR",
      {
        file: folder,
        cause,
      },
    );
  }
  return folder;
}
