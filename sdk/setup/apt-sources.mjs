// Reads the machine's own apt sources, so that set-up never has to name a mirror.
//
// Understands both formats: one-line (`sources.list`, `*.list`) and deb822 (`*.sources`). It parses and
// renders text only; which package comes from where is decided in apt-plan.mjs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * One source as deb822 fields, names in their usual spelling; `Types`, `URIs`, `Suites` are always present.
 * @typedef {Map<string, string>} Source
 */

// The options of the one-line format and the deb822 field each of them becomes (sources.list(5)).
const OPTION_FIELDS = {
  arch: "Architectures",
  "signed-by": "Signed-By",
  trusted: "Trusted",
  "check-valid-until": "Check-Valid-Until",
  "check-date": "Check-Date",
  "allow-insecure": "Allow-Insecure",
  "by-hash": "By-Hash",
};

/** Parses the one-line format; comments, blank and malformed lines are left out. @returns {Source[]} */
export function parseOneLine(text) {
  const sources = [];
  for (const line of text.split("\n")) {
    const match = /^\s*(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match) continue;
    const [, type, options = "", uri, suite, components] = match;
    const source = new Map([
      ["Types", type],
      ["URIs", uri],
      ["Suites", suite],
      ["Components", components.trim()],
    ]);
    for (const option of options.split(/\s+/).filter(Boolean)) {
      const [name, value = ""] = option.split("=");
      const field = OPTION_FIELDS[name.toLowerCase()];
      if (field) source.set(field, value.replaceAll(",", " "));
    }
    sources.push(source);
  }
  return sources;
}

/** Parses deb822 stanzas; disabled and incomplete ones are left out. @returns {Source[]} */
export function parseDeb822(text) {
  const sources = [];
  // Comment lines may stand inside a stanza, so they go before the text is split at blank lines.
  const body = text.replace(/^#.*\n?/gm, "");
  for (const stanza of body.split(/\n[ \t]*\n/)) {
    const source = new Map();
    let last = "";
    for (const line of stanza.split("\n")) {
      const field = /^([A-Za-z][A-Za-z0-9-]*):\s*(.*)$/.exec(line);
      if (field) {
        last = field[1];
        source.set(last, field[2].trim());
      } else if (/^\s/.test(line) && last) {
        // A continuation, as in an embedded signing key; its indentation is part of the format.
        source.set(last, `${source.get(last)}\n${line}`);
      }
    }
    const enabled = !/^(no|false|0|off|without|disable)$/i.test(source.get("Enabled") ?? "yes");
    if (enabled && source.has("Types") && source.has("URIs") && source.has("Suites")) sources.push(source);
  }
  return sources;
}

/** Reads every source that apt would read below `etc` (normally /etc/apt). @returns {Source[]} */
export function readSources(etc = "/etc/apt") {
  const sources = [];
  const main = join(etc, "sources.list");
  if (existsSync(main)) sources.push(...parseOneLine(readFileSync(main, "utf8")));
  const parts = join(etc, "sources.list.d");
  for (const name of existsSync(parts) ? readdirSync(parts).sort() : []) {
    if (name.endsWith(".list")) sources.push(...parseOneLine(readFileSync(join(parts, name), "utf8")));
    if (name.endsWith(".sources")) sources.push(...parseDeb822(readFileSync(join(parts, name), "utf8")));
  }
  return sources;
}

/** The binary-package sources that offer `suite`. @returns {Source[]} */
export function offering(sources, suite) {
  return sources.filter(
    (source) =>
      source.get("Types").split(/\s+/).includes("deb") && source.get("Suites").split(/\s+/).includes(suite),
  );
}

/**
 * A copy of `source` for other suites, with the component `main` only. Keeps mirror and signing key, and
 * drops `Architectures`, which restricts the original and not the copy.
 * @returns {Source}
 */
export function forSuites(source, suites) {
  const copy = new Map(source);
  copy.delete("Enabled");
  copy.delete("Architectures");
  copy.delete("Description");
  copy.set("Types", "deb");
  copy.set("Suites", suites.join(" "));
  copy.set("Components", "main");
  return copy;
}

/** Renders one source in the deb822 format, ending with a newline. */
export function renderDeb822(source) {
  return [...source]
    .map(([name, value]) => (value.startsWith("\n") ? `${name}:${value}\n` : `${name}: ${value}\n`))
    .join("");
}
