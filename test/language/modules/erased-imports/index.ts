import { Passed } from "./passed-types.ts";

export { Passed };
export { default, Passed as Again } from "./passed-types.ts";
export * from "./passed-by-star.ts";
export { Unit, unitNames } from "./names.ts";
