// Partial, Pick, Omit and Readonly views of one value; updates by spread and by assignment through each.
interface Settings {
  name: string;
  volume: number;
  mode: { dark: boolean; scale: number };
  tags: readonly string[];
}
const defaults: Readonly<Settings> = { tags: ["t"], mode: { scale: 1, dark: false }, volume: 5, name: "default" };
function update(base: Settings, patch: Partial<Settings>): Settings {
  return { ...base, ...patch };
}
function bump(target: Pick<Settings, "volume">): void {
  target.volume += 1;
}
function label({ name, tags }: Omit<Settings, "mode" | "volume">): string {
  return `${name}[${tags.join("/")}]`;
}
const loud = update(defaults, { volume: 9 });
const dark = update(loud, { mode: { ...loud.mode, dark: true }, name: "dark" });
bump(loud);
bump(dark);
bump(dark);
console.log(defaults.volume, loud.volume, dark.volume, loud.mode === defaults.mode, dark.mode.dark, dark.mode.scale);
console.log(label(dark), label({ tags: [], name: "other" }), Object.keys(dark).join());
const undefinedPatch = update(dark, { volume: undefined });
console.log(undefinedPatch.volume, "volume" in undefinedPatch);
