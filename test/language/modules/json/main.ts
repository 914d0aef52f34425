// JSON modules: one object per module, typed by its text, shared by all importers, changeable.
import settings from "./settings.json" with { type: "json" };
import { nameOf } from "./reader.ts";
import primes from "./primes.json" with { type: "json" };

console.log(settings);
console.log(settings.size.width * settings.size.height, settings.tags.join("+"), settings["dash-ed"]);
settings.name = "changed";
console.log(nameOf(), settings.nothing, Object.keys(settings));
let sum = 0;
for (const p of primes) sum += p;
console.log(sum, primes.length, JSON.stringify(settings) === JSON.stringify({ ...settings }));
console.log(Object.getPrototypeOf(settings) === Object.prototype, settings.odd);
