// Node's module `url`: files as URLs, and the web's classes under this name. The older `parse` and `format` are not
// here.

import { URL } from "../lang/web/url.ts";
import { resolve } from "./path.ts";

export { URL } from "../lang/web/url.ts";
export { URLSearchParams } from "../lang/web/url-search-params.ts";

/** The path of a `file:` URL. */
export function fileURLToPath(url: string | URL): string {
  const parsed = typeof url === "string" ? new URL(url) : url;
  if (parsed.protocol !== "file:") throw new TypeError("The URL must be of scheme file");
  return decodeURIComponent(parsed.pathname);
}

export function pathToFileURL(path: string): URL {
  const file = new URL("file:///");
  const whole = resolve(path) + (path.endsWith("/") && path !== "/" ? "/" : "");
  file.pathname = whole
    .replaceAll("%", "%25")
    .replaceAll("\\", "%5C")
    .replaceAll("\n", "%0A")
    .replaceAll("\r", "%0D")
    .replaceAll("\t", "%09");
  return file;
}

const all = { fileURLToPath, pathToFileURL, URL };

export { all as default };
