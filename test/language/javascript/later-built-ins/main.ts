// JavaScript that asks for built-ins of later standards, for inherited members of built-ins, and for `Function`.
import { report } from "./probe.js";

for (const line of report() as readonly string[]) console.log(line);
