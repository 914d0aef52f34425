// References to an enclosing value are marked; values shared without a cycle are printed twice.
interface Node {
  name: string;
  peer?: Node;
  children: Node[];
}
const a: Node = { name: "a", children: [] };
const b: Node = { name: "b", peer: a, children: [] };
console.log(b);
a.peer = b;
console.log(a);
a.children.push(a, b);
console.log(a.children.length);
const self: { me?: unknown; n: number } = { n: 1 };
self.me = self;
console.log(self);
const list: unknown[] = [1];
list.push(list);
console.log(list);
const map = new Map<string, unknown>();
map.set("self", map);
console.log(map);
const shared = { s: 1 };
console.log([shared, shared], { x: shared, y: shared });
