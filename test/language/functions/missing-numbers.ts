// Elements read out of bounds, passed where a number is declared: calculations see NaN.
const list = [5, 3];
function half(n: number): number {
  return n / 2;
}
function less(a: number, b: number): boolean {
  return a < b;
}
const compare = (a: number, b: number): number => a - b;
class Heap {
  private readonly items: number[];
  private readonly order: (a: number, b: number) => boolean;
  constructor(items: number[], order: (a: number, b: number) => boolean) {
    this.items = items;
    this.order = order;
  }
  first(i: number, j: number): number {
    return this.order(this.items[i]!, this.items[j]!) ? i : j;
  }
  grow(i: number, by: number): number {
    by += this.items[i]!;
    return by * 2;
  }
}
console.log(half(list[7]!), half(list[0]!));
console.log(less(list[0]!, list[9]!), less(list[9]!, list[0]!), less(list[1]!, list[0]!));
console.log(compare(list[4]!, list[0]!), [3, 1, 2].sort(compare));
const heap = new Heap(list, (a, b) => a < b);
console.log(heap.first(0, 8), heap.first(8, 0), heap.first(1, 0));
console.log(heap.grow(0, 1), heap.grow(0, list[5]!), heap.grow(6, 1));
function describe(n: number): string {
  if (n) return "some";
  return !n ? "none" : "";
}
console.log(describe(list[9]!), describe(list[0]!));
function biggest(a: number, b: number): number {
  return Math.max(a, b);
}
console.log(biggest(list[0]!, list[1]!), biggest(list[0]!, list[2]!));
