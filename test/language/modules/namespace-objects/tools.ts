export let count = 0;
export function increase(): void {
  count += 1;
}
export const double = (n: number): number => n * 2;
export function negate(n: number): number {
  return -n;
}
export class Box {
  readonly size: number;
  constructor(size: number) {
    this.size = size;
  }
}
export type Unused = number;
export interface AlsoUnused {
  readonly x: number;
}
export default "tools";
