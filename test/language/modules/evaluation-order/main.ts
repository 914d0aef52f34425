// Modules are evaluated once, dependencies first, in the order of the imports, before the importer's body.
import { log } from "./log.ts";
import "./second.ts";
import { first } from "./first.ts";
import { third } from "./third.ts";

log.push("main body");
console.log(log.join(" > "));
console.log(first, third);
