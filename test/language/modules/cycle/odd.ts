// Other half of the cycle; its body runs before the constants of even.ts exist.
import { EVEN_NAME, isEven } from "./even.ts";
export const ODD_NAME = "odd";
export function isOdd(n: number): boolean {
  return n !== 0 && isEven(n - 1);
}
function readTooEarly(): string {
  try {
    return EVEN_NAME;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}
export const early = readTooEarly();
console.log("odd body", isEven(4));
