// Generic classes and functions made for one type and used under a wider one that TypeScript lets them have.
interface State<T> {
  get(): T;
  set(value: T): void;
}
class Stored<T> implements State<T> {
  private value: T;
  constructor(value: T) {
    this.value = value;
  }
  get(): T {
    return this.value;
  }
  set(value: T): void {
    this.value = value;
  }
}
class Counted<T> extends Stored<T> {
  changes = 0;
  override set(value: T): void {
    this.changes++;
    super.set(value);
  }
}
const plain: State<number | null> = new Stored(null);
plain.set(4);
console.log(plain.get(), plain);
const texts: Stored<number | string> = new Stored(1);
texts.set("one");
console.log(texts.get(), texts);
const counted: State<boolean | undefined> = new Counted(true);
counted.set(undefined);
console.log(counted.get(), counted);

function state<T>(initial: T): State<T> {
  let value = initial;
  return {
    get: () => value,
    set: (next) => {
      value = next;
    },
  };
}
const first: State<string | null> = state(null);
first.set("later");
const second: State<number | string> = state(1);
second.set("two");
const third = state<number | undefined>(3);
third.set(undefined);
console.log(first.get(), second.get(), third.get());
function withState(s: State<number | string>): void {
  s.set("set");
  console.log(s.get());
}
withState(state(5));
withState(new Stored(5));

// What was made earlier, and is handed on.
class Box<T> {
  content: T;
  constructor(content: T) {
    this.content = content;
  }
}
const small = new Box(1);
const wide: Box<number | boolean> = small;
wide.content = false;
console.log(small, wide.content, small === wide);
const boxes: Box<number | null>[] = [new Box(null), new Box(3)];
boxes[0]!.content = 4;
boxes[1]!.content = null;
console.log(boxes);
const byName = new Map<string, Box<string | number>>([["a", new Box("x")]]);
byName.get("a")!.content = 5;
console.log(byName);
const chosen: Box<number | string> = boxes.length > 1 ? new Box(7) : new Box("seven");
chosen.content = "7";
console.log(chosen);

// Inside generic code.
class Cell<T> {
  item: T;
  next: Cell<T> | null = null;
  constructor(item: T) {
    this.item = item;
  }
}
function openCell<T>(item: T): Cell<T | undefined> {
  const cell: Cell<T | undefined> = new Cell(item);
  return cell;
}
const open = openCell(9);
open.item = undefined;
console.log(open);
class List<T> {
  head: Cell<T | null> = new Cell(null);
  add(item: T): this {
    const cell: Cell<T | null> = new Cell(item);
    cell.next = this.head;
    this.head = cell;
    return this;
  }
  clearFirst(): void {
    this.head.item = null;
  }
  *[Symbol.iterator](): Generator<T | null> {
    for (let at: Cell<T | null> | null = this.head; at !== null; at = at.next) yield at.item;
  }
}
const list = new List<number>().add(1).add(2);
list.clearFirst();
console.log([...list]);

class Emitter<T> {
  last: T | undefined;
  readonly names: string[] = [];
  emit(value: T): void {
    this.last = value;
    this.names.push(`${typeof value} ${value}`);
  }
}
function listen(emitter: Emitter<number | string>): void {
  emitter.emit("text");
  console.log(emitter.last, emitter.names);
}
const numbers = new Emitter<number>();
numbers.emit(1);
listen(numbers);
console.log(numbers.last);

interface Pair<A, B> {
  first: A;
  second: B;
}
const pair = { first: 1, second: "b" };
const other: Pair<number | string, string | null> = pair;
other.first = "a";
other.second = null;
console.log(pair, other);
class Tree<T> {
  left: Tree<T> | undefined;
  constructor(public value: T) {}
  map<U>(f: (value: T) => U): Tree<U> {
    const made = new Tree(f(this.value));
    if (this.left !== undefined) made.left = this.left.map(f);
    return made;
  }
}
const tree = new Tree(2);
tree.left = new Tree(1);
const mapped: Tree<number | string> = tree.map((n) => n * 2);
mapped.value = "root";
mapped.left!.value = "leaf";
console.log(mapped, tree);
function firstOf(x: [number, string] | Pair<number | null, string>): number | null {
  if (Array.isArray(x)) return x[0];
  const { first } = x;
  x.first = null;
  return first;
}
const entry: [number, string] = [1, "a"];
const both = { first: 2, second: "b" };
console.log(firstOf(entry), firstOf(both), both);
