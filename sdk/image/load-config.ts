// Reads an application's ingot.config.ts: bundles it and evaluates it here, on the developer's machine.
//
// The file is a program of the user's. What it exports is checked by check-config.ts.

import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type BuildFailure, build, type Message } from "esbuild";
import { type Diagnostic, IngotError, problem } from "../diagnostics/diagnostic.ts";
import { checkConfig } from "./check-config.ts";
import type { AppConfig } from "./config.ts";
import { APP_CONFIG, APP_MAIN } from "./modules.ts";
import { publicModules } from "./resolve-modules.ts";

/**
 * The configuration of the application in `appFolder`. `root` is Ingot's own folder. Rejects with IngotError
 * when the folder is no application or its configuration is wrong.
 */
export async function loadConfig(appFolder: string, root: string): Promise<AppConfig> {
  const folder = resolve(appFolder);
  const file = join(folder, APP_CONFIG);
  checkFolder(folder, appFolder);
  const text = await bundleConfig(file, root);
  const value = await evaluate(text, file);
  const { config, diagnostics } = checkConfig(value, file);
  if (config === null) throw new IngotError(diagnostics);
  return config;
}

function checkFolder(folder: string, asWritten: string): void {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw problem("E3001", `there is no folder ${asWritten}`, "give the folder of an application");
  }
  for (const name of [APP_CONFIG, APP_MAIN]) {
    if (!existsSync(join(folder, name))) {
      throw problem(
        "E3001",
        `${asWritten} is not an application: it has no ${name}`,
        `an application has ${APP_CONFIG} and ${APP_MAIN}; templates/first-light is one to copy`,
      );
    }
  }
}

async function bundleConfig(file: string, root: string): Promise<string> {
  try {
    const result = await build({
      entryPoints: [file],
      bundle: true,
      write: false,
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "silent",
      plugins: [publicModules(root)],
    });
    return result.outputFiles[0].text;
  } catch (error) {
    const failure = error as BuildFailure;
    if (!Array.isArray(failure.errors)) throw error;
    throw new IngotError(
      failure.errors.map((message) => bundleDiagnostic(message, file)),
      1,
      { cause: error },
    );
  }
}

async function evaluate(text: string, file: string): Promise<unknown> {
  try {
    // A data URL leaves nothing behind; equal text is the same module, which is as good as a new one here.
    const module = await import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
    return module.default;
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw problem("E3002", `it throws when it is evaluated: ${reason}`, "make it evaluate without errors", {
      file,
      cause: error,
    });
  }
}

/** An error of esbuild's as a diagnostic of ours. */
export function bundleDiagnostic(message: Message, file: string, code = "E3002"): Diagnostic {
  const place = message.location;
  return {
    code,
    severity: "error",
    message: message.text,
    file: place === null ? file : resolve(place.file),
    ...(place === null ? {} : { line: place.line, column: place.column + 1, length: place.length }),
  };
}
