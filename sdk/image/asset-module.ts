// Imports of files that are no modules: `import page from "./ui/index.html"` gives an Asset of ingot/http.
//
// A page takes its local scripts and style sheets in: bundled and minified by esbuild, then inlined, so that it is
// one file and one request. Other kinds are taken as they are. The same files give the same module, always.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { type BuildFailure, buildSync, type Plugin } from "esbuild";
import { IngotError, problem } from "../diagnostics/diagnostic.ts";
import { bundleDiagnostic } from "./load-config.ts";

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
  [".png", "image/png"],
  [".jpg", "image/jpeg"],
  [".ico", "image/x-icon"],
  [".webp", "image/webp"],
  [".woff2", "font/woff2"],
]);
/** Compression that saves less than this part of a file is not worth a second copy of it. */
const WORTHWHILE_SAVING = 0.1;
const HASH_DIGITS = 16;

/** Whether an import of `path` is an asset, by its ending. */
export function isAsset(path: string): boolean {
  return CONTENT_TYPES.has(extname(path));
}

/**
 * The TypeScript module that stands for the asset `file`; null for other files. Throws IngotError when a page asks for
 * a script or style sheet that is missing or broken.
 */
export function assetSource(file: string): string | null {
  const contentType = CONTENT_TYPES.get(extname(file));
  if (contentType === undefined || !existsSync(file)) return null;
  const content = extname(file) === ".html" ? bundlePage(file) : readFileSync(file);
  const etag = `"${createHash("sha256").update(content).digest("hex").slice(0, HASH_DIGITS)}"`;
  const compressed = gzipSync(content, { level: 9 });
  // Byte 9 names the system that compressed (RFC 1952 §2.3.1); 255, unknown, on all of them.
  compressed[9] = 255;
  const gzip = compressed.length < content.length * (1 - WORTHWHILE_SAVING) ? compressed : Buffer.alloc(0);
  const parts = [contentType, etag, content.toString("latin1"), gzip.toString("latin1")].map(literal);
  return `import { Asset } from "ingot/http";\nexport default new Asset(${parts.join(", ")});\n`;
}

/** A string literal in ASCII: control characters and those above 0x7e escaped. */
function literal(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\xff]/g,
    (c) => `\\u00${c.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** The esbuild plugin that makes the same modules for programs under Node. */
export const assetModules: Plugin = {
  name: "ingot-assets",
  setup(build) {
    build.onLoad({ filter: /\.(html|css|svg|txt|png|jpg|ico|webp|woff2)$/ }, ({ path }) => {
      const contents = assetSource(path);
      return contents === null ? null : { contents, loader: "ts", resolveDir: dirname(path) };
    });
  },
};

const SCRIPT = /<script\b([^>]*?)\bsrc="([^":]+)"([^>]*)>\s*<\/script>/g;
const STYLE = /<link\b[^>]*\brel="stylesheet"[^>]*>/g;

/** The page with its local scripts and style sheets inside; comments and indentation go. */
function bundlePage(file: string): Buffer {
  let page = readFileSync(file, "utf8").replace(/<!--[\s\S]*?-->/g, "");
  // Where line breaks and spaces may matter they stay.
  if (!/<(pre|textarea)\b/.test(page)) page = page.replace(/[ \t]*\n\s*/g, "\n");
  page = page.replace(SCRIPT, (_all, _before, source: string) => {
    // The text of a script ends at the first "</script", whatever stands around it.
    const code = bundle(file, source).replace(/<\/script/gi, "<\\/script");
    return `<script type="module">${code}</script>`;
  });
  page = page.replace(STYLE, (link: string) => {
    const source = /\bhref="([^":]+)"/.exec(link)?.[1];
    return source === undefined ? link : `<style>${bundle(file, source)}</style>`;
  });
  return Buffer.from(page);
}

/** Script or style sheet `source`, as the page names it, with all that it imports. */
function bundle(page: string, source: string): string {
  const entry = join(dirname(page), source);
  if (!existsSync(entry)) {
    throw problem(
      "E3008",
      `the page asks for ${source}, which does not exist`,
      "add the file, or mend the name",
      {
        file: page,
      },
    );
  }
  try {
    const { outputFiles } = buildSync({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      target: "es2020",
      charset: "utf8",
      legalComments: "none",
      logLevel: "silent",
    });
    return outputFiles[0]!.text.trim();
  } catch (error) {
    const failure = error as BuildFailure;
    if (!Array.isArray(failure.errors)) throw error;
    throw new IngotError(failure.errors.map((message) => bundleDiagnostic(message, entry, "E3008")));
  }
}
