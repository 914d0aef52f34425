// Recursive generic types: a list and a tree with folds over different result kinds.
interface List<T> {
  head: T;
  tail: List<T> | null;
}
function fromArray<T>(items: T[]): List<T> | null {
  let list: List<T> | null = null;
  for (let i = items.length - 1; i >= 0; i -= 1) list = { head: items[i], tail: list };
  return list;
}
function fold<T, R>(list: List<T> | null, start: R, step: (acc: R, item: T) => R): R {
  let acc = start;
  for (let at = list; at !== null; at = at.tail) acc = step(acc, at.head);
  return acc;
}
type Tree<T> = { left?: Tree<T>; value: T; right?: Tree<T> };
function insert<T>(tree: Tree<T> | undefined, value: T, less: (a: T, b: T) => boolean): Tree<T> {
  if (tree === undefined) return { value };
  if (less(value, tree.value)) return { ...tree, left: insert(tree.left, value, less) };
  return { ...tree, right: insert(tree.right, value, less) };
}
function walk<T>(tree: Tree<T> | undefined, visit: (value: T) => void): void {
  if (tree === undefined) return;
  walk(tree.left, visit);
  visit(tree.value);
  walk(tree.right, visit);
}
const numbers = fromArray([5, 1, 4]);
console.log(fold(numbers, 0, (a, b) => a + b), fold(numbers, "", (a, b) => a + b), fold(numbers, 1.5, (a, b) => a * b));
console.log(fold(fromArray<string>([]), "empty", (a) => a));
let words: Tree<string> | undefined;
for (const word of ["m", "c", "x", "a", "d"]) words = insert(words, word, (a, b) => a < b);
let tree: Tree<number> | undefined;
for (const n of [5, 2.5, 8, -1, 7]) tree = insert(tree, n, (a, b) => a > b);
const seen: (string | number)[] = [];
walk(words, (word) => seen.push(word));
walk(tree, (n) => seen.push(n));
console.log(seen.join(" "));
