// A leaf with an initialiser that has an effect.
import { log } from "./log.ts";
function initial(): number {
  log.push("third");
  return log.length;
}
export const third = initial();
