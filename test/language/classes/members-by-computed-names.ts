// Members of a class instance that a cast made a dictionary are found by names that only come together at run time.
class Lamp {
  on = false;
  power(): string {
    return `power ${this.on}`;
  }
  get level(): number {
    return this.on ? 5 : 0;
  }
  static made = 1;
  static make(): Lamp {
    Lamp.made++;
    return new Lamp();
  }
}

const parts = ["po", "wer", "le", "vel", "on"];
const names = [parts[0]! + parts[1]!, parts[2]! + parts[3]!, parts[4]!, parts[3]!];
const lamp = Lamp.make() as unknown as Record<string, unknown>;
for (const name of names) console.log(name, typeof lamp[name], name in lamp, Object.hasOwn(lamp, name));

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
const unknown: unknown = Lamp.make();
if (isRecord(unknown)) console.log(names.map((name) => typeof unknown[name]));

const statics = ["ma" + parts[0]!.length, "made", "make"];
const cls: object = Lamp;
for (const name of statics) console.log(name, Object.hasOwn(cls, name), Object.getOwnPropertyDescriptor(cls, name)?.writable);
console.log(Object.hasOwn(Lamp, "make"), "make" in Lamp, Lamp.hasOwnProperty("power"));
