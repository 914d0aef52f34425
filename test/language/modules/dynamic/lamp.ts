import { log } from "./log.ts";
log("lamp runs");
let on = false;
export function toggle(): void {
  on = !on;
}
export const state = (): string => (on ? "on" : "off");
export default "lamp";
