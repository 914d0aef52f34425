// A doubly linked list with cursor operations, and a trie with prefix search and removal.
class ListNode<T> {
  value: T;
  next?: ListNode<T>;
  previous?: ListNode<T>;
  constructor(value: T) {
    this.value = value;
  }
}
class LinkedList<T> {
  head?: ListNode<T>;
  tail?: ListNode<T>;
  length = 0;
  push(value: T): ListNode<T> {
    const node = new ListNode(value);
    node.previous = this.tail;
    if (this.tail) this.tail.next = node;
    else this.head = node;
    this.tail = node;
    this.length += 1;
    return node;
  }
  remove(node: ListNode<T>): void {
    if (node.previous) node.previous.next = node.next;
    else this.head = node.next;
    if (node.next) node.next.previous = node.previous;
    else this.tail = node.previous;
    this.length -= 1;
  }
  reverse(): void {
    for (let node = this.head; node; node = node.previous) [node.next, node.previous] = [node.previous, node.next];
    [this.head, this.tail] = [this.tail, this.head];
  }
  toArray(): T[] {
    const out: T[] = [];
    for (let node = this.head; node; node = node.next) out.push(node.value);
    return out;
  }
}
const list = new LinkedList<number>();
const nodes = [1, 2, 3, 4, 5].map((n) => list.push(n));
list.remove(nodes[2]);
list.remove(nodes[0]);
list.reverse();
list.remove(nodes[1]);
list.push(9);
console.log(list.toArray().join(), list.length, list.head?.value, list.tail?.previous?.value);
const circle = Array.from({ length: 41 }, (_, i) => i + 1);
let at = 0;
while (circle.length > 2) {
  at = (at + 2) % circle.length;
  circle.splice(at, 1);
}
console.log(circle.join());
interface TrieNode {
  children: Map<string, TrieNode>;
  end: boolean;
}
const emptyNode = (): TrieNode => ({ end: false, children: new Map() });
const root = emptyNode();
function insert(word: string): void {
  let node = root;
  for (const c of word) {
    let child = node.children.get(c);
    if (!child) node.children.set(c, (child = emptyNode()));
    node = child;
  }
  node.end = true;
}
function find(prefix: string): string[] {
  let node: TrieNode | undefined = root;
  for (const c of prefix) node = node?.children.get(c);
  const out: string[] = [];
  const walk = (from: TrieNode, text: string): void => {
    if (from.end) out.push(text);
    for (const [c, child] of from.children) walk(child, text + c);
  };
  if (node) walk(node, prefix);
  return out;
}
function remove(word: string, node = root, depth = 0): boolean {
  if (depth === word.length) node.end = false;
  else {
    const child = node.children.get(word[depth]);
    if (child && remove(word, child, depth + 1)) node.children.delete(word[depth]);
  }
  return !node.end && node.children.size === 0;
}
for (const word of ["car", "card", "care", "cat", "dog", "dot", "été", "étage"]) insert(word);
console.log(find("car").join(), find("do").join(), find("é").join(), find("x").length);
remove("card");
remove("car");
remove("cat");
console.log(find("c").join(), find("").length);
