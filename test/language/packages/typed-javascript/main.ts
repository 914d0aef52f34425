// Packages of JavaScript with declarations: exports maps, subpaths, patterns, own imports, re-exports, classes.
import gauge, { describe, Gauge, read, readings, type Reading, unit } from "gauge";
import { half, scales } from "gauge/scales/linear";
import * as plant from "@plant/pump";
import * as all from "./barrel.ts";
import { toggle, type Valve } from "./barrel.ts";

console.log(unit, read(3), read(4, half), read(5, (v) => v * 10), readings);
const g = gauge("boiler");
const seen: number[] = [];
g.on((value, from) => seen.push(value, from.half)).set(12);
console.log(g, seen, g.half, g instanceof Gauge, describe(g));
const [a, b] = Gauge.of("a", "b");
console.log(a!.name, b, a!.constructor === Gauge);
const reading: Reading = { name: "mine", value: 2 };
console.log(describe(reading), scales.half!(9));

class Alarm extends Gauge {
  alarms = 0;
  override set(value: number): void {
    super.set(value);
    if (value > 10) this.alarms++;
  }
}
const alarm = new Alarm("boiler");
alarm.set(5);
alarm.set(15);
console.log(alarm.alarms, alarm.value, alarm.half, alarm instanceof Gauge, alarm);

const valve: Valve = plant.valve;
console.log(plant.pump("p1"), plant.toggle(), toggle(), valve, all.valve === plant.valve);
console.log(plant, Object.keys(all), all.gauge === gauge);
const later = await import("gauge/scales/linear");
console.log(later.half === half, later);
