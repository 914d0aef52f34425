// Pieces of generated TypeScript: lines, import lists, numbers as the board data writes them.

/** Lines of generated source. */
export type BlockText = readonly string[];

/** Collects what generated text imports from Ingot's folder. */
export class Imports {
  private readonly root: string;
  private readonly names = new Map<string, Set<string>>();

  constructor(root: string) {
    this.root = root.replaceAll("\\", "/").replace(/\/$/, "");
  }

  /** Imports `name` ("SdCard" or "type Clock") from `file`, relative to Ingot's folder. */
  add(file: string, name: string): void {
    const known = this.names.get(file) ?? new Set();
    this.names.set(file, known.add(name));
  }

  text(): string {
    const files = [...this.names].sort(([a], [b]) => (a < b ? -1 : 1));
    return files
      .map(([file, names]) => {
        const path = JSON.stringify(`${this.root}/${file}`);
        return `import { ${[...names].sort(byBareName).join(", ")} } from ${path};`;
      })
      .join("\n");
  }
}

/** A register address or another number in hexadecimal, with at least `digits` digits. */
export function hex(value: number, digits = 8): string {
  const text = value.toString(16).padStart(digits, "0");
  return digits === 8 ? `0x${text.slice(0, 4)}_${text.slice(4)}` : `0x${text}`;
}

/** The lines one level deeper. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function byBareName(a: string, b: string): number {
  return a.replace("type ", "") < b.replace("type ", "") ? -1 : 1;
}
