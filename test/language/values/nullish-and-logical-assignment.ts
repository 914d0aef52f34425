// ?? takes only null and undefined; ??=, ||= and &&= assign only when they must, evaluating the target once.
const values: (string | number | boolean | null | undefined)[] = [0, "", false, null, undefined, NaN, "x"];
for (const v of values) console.log(v ?? "dflt", v || "dflt", v && "dflt");
let assigned = 0;
class Box {
  inner: number | null | undefined = null;
  get value(): number | null | undefined {
    return this.inner;
  }
  set value(v: number | null | undefined) {
    assigned += 1;
    this.inner = v;
  }
}
const box = new Box();
let lookups = 0;
const get = (): Box => {
  lookups += 1;
  return box;
};
get().value ??= 5;
get().value ??= 6;
get().value ||= 7;
get().value &&= 0;
get().value &&= 9;
get().value ||= 8;
console.log(box.value, assigned, lookups);
const config: { depth?: number; name?: string; tags?: string[] } = { name: "" };
config.depth ??= 3;
config.name ||= "unnamed";
(config.tags ??= []).push("a");
(config.tags ??= []).push("b");
console.log(config.depth, config.name, config.tags.join());
const list: (number | undefined)[] = [undefined, 0];
list[0] ??= 1;
list[1] ??= 2;
list[2] ??= 3;
console.log(list.join(), values[3] ?? values[4] ?? "end", values[0] ?? 1);
