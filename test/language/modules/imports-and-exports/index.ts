// A barrel that re-exports with and without new names.
import type { Shape } from "./shapes.ts";
export { Square, Circle, version as shapesVersion } from "./shapes.ts";
export type { Shape } from "./shapes.ts";
export function area(shape: Shape): number {
  return shape.area();
}
