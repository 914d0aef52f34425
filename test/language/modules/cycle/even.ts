// Half of the cycle; evaluated last, because main.ts enters the cycle here.
import { isOdd, ODD_NAME } from "./odd.ts";
export const EVEN_NAME = "even";
export function isEven(n: number): boolean {
  return n === 0 || isOdd(n - 1);
}
export function describe(n: number): string {
  return isEven(n) ? EVEN_NAME : ODD_NAME;
}
