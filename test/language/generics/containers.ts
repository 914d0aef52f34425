// A generic stack and pair over numbers, strings, objects, booleans and unions keep each kind of value.
class Stack<T> {
  private readonly items: T[] = [];
  push(...values: T[]): this {
    this.items.push(...values);
    return this;
  }
  pop(): T | undefined {
    return this.items.pop();
  }
  peek(): T | undefined {
    return this.items[this.items.length - 1];
  }
  map<U>(f: (value: T) => U): Stack<U> {
    const result = new Stack<U>();
    for (const item of this.items) result.push(f(item));
    return result;
  }
  get size(): number {
    return this.items.length;
  }
}
const numbers = new Stack<number>().push(1, 2, 3);
const halves = numbers.map((n) => n / 2);
const words = numbers.map((n) => "w".repeat(n));
const objects = words.map((word) => ({ word, size: word.length }));
const mixed = new Stack<number | string | null>().push(1, "two", null, 0.5);
console.log(numbers.pop(), halves.pop(), words.pop(), objects.peek()?.size, mixed.pop(), mixed.pop());
console.log(numbers.size, mixed.size, new Stack<boolean>().pop(), new Stack<boolean>().push(false).pop());
