// Arrays typed by a union of classes and null; narrowing by instanceof, by tag and by `in`, with writes.
class Lamp {
  on = false;
  readonly type = "lamp";
}
class Heater {
  readonly type = "heater";
  degrees = 20.5;
  on = true;
}
class Door {
  open = 1;
  readonly type = "door";
}
type Thing = Lamp | Heater | Door | null;
const things: Thing[] = [new Lamp(), null, new Heater(), new Door(), new Lamp(), new Heater()];
function toggle(thing: Thing): string {
  if (thing === null) return "-";
  if ("on" in thing) {
    thing.on = !thing.on;
    if (thing instanceof Heater) thing.degrees += thing.on ? 1.5 : -0.5;
    return `${thing.type}:${thing.on}`;
  }
  thing.open ^= 1;
  return `${thing.type}:${thing.open}`;
}
console.log(things.map(toggle).join(" "));
console.log(things.map(toggle).join(" "));
let degrees = 0;
for (const thing of things) if (thing?.type === "heater") degrees += thing.degrees;
console.log(degrees, things.filter((t): t is Lamp => t instanceof Lamp).length, things.findIndex((t) => t === null));
