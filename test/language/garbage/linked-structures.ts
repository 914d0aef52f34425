// Long lists, deep trees and cycles are built and dropped again and again; survivors are counted.
class Node {
  next: Node | null = null;
  other: Node | null = null;
  value: number;
  constructor(value: number) {
    this.value = value;
  }
}
function ring(size: number): Node {
  const first = new Node(0);
  let last = first;
  for (let i = 1; i < size; i += 1) {
    const node = new Node(i);
    last.next = node;
    node.other = first;
    last = node;
  }
  last.next = first;
  return first;
}
const survivors: Node[] = [];
for (let round = 0; round < 200; round += 1) {
  const r = ring(1000);
  if (round % 50 === 7) survivors.push(r);
}
let total = 0;
for (const first of survivors) {
  let node = first;
  do {
    total += node.value + (node.other === first ? 1 : 0);
    node = node.next!;
  } while (node !== first);
}
console.log(survivors.length, total);
interface Tree {
  left?: Tree;
  right?: Tree;
}
const build = (depth: number): Tree => (depth === 0 ? {} : { left: build(depth - 1), right: build(depth - 1) });
const count = (tree: Tree): number => 1 + (tree.left ? count(tree.left) : 0) + (tree.right ? count(tree.right) : 0);
const longLived = build(12);
let nodes = 0;
for (let i = 0; i < 20; i += 1) nodes += count(build(10));
console.log(nodes, count(longLived));
let list: Node | null = null;
for (let i = 0; i < 100000; i += 1) {
  const node: Node = new Node(i);
  node.next = list;
  list = node;
}
let length = 0;
for (let node = list; node !== null; node = node.next) length += 1;
console.log(length, list?.value);
