// Depends on third.ts, so that is evaluated before this body.
import { log } from "./log.ts";
import { third } from "./third.ts";
log.push(`first sees ${third}`);
export const first = third + 1;
