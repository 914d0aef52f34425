export * as nested from "./tools.ts";
export * from "./tools.ts";
