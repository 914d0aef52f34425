// A binary heap with a comparator, used for shortest paths; BFS distances for comparison.
class Heap<T> {
  private readonly items: T[] = [];
  private readonly less: (a: T, b: T) => boolean;
  constructor(less: (a: T, b: T) => boolean) {
    this.less = less;
  }
  get size(): number {
    return this.items.length;
  }
  push(item: T): void {
    let at = this.items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.less(this.items[at], this.items[parent])) break;
      [this.items[at], this.items[parent]] = [this.items[parent], this.items[at]];
      at = parent;
    }
  }
  pop(): T | undefined {
    const top = this.items[0];
    const last = this.items.pop();
    if (this.items.length === 0 || last === undefined) return top;
    this.items[0] = last;
    for (let at = 0; ; ) {
      let best = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.items.length && this.less(this.items[child], this.items[best])) best = child;
      }
      if (best === at) return top;
      [this.items[at], this.items[best]] = [this.items[best], this.items[at]];
      at = best;
    }
  }
}
interface Edge {
  to: number;
  cost: number;
}
const size = 60;
const graph: Edge[][] = Array.from({ length: size }, () => []);
for (let i = 0; i < size; i += 1) {
  for (const [step, cost] of [[1, 7], [5, 20.5], [11, 1 + (i % 4) * 13]]) {
    if (i + step < size) graph[i].push({ to: i + step, cost });
  }
  if (i % 6 === 0) graph[i].push({ cost: 0.25, to: (i * 7) % size });
}
function dijkstra(from: number): number[] {
  const distance = new Array<number>(size).fill(Infinity);
  const heap = new Heap<{ node: number; at: number }>((a, b) => a.at < b.at || (a.at === b.at && a.node < b.node));
  distance[from] = 0;
  heap.push({ at: 0, node: from });
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    if (top.at > distance[top.node]) continue;
    for (const { to, cost } of graph[top.node]) {
      const at = top.at + cost;
      if (at < distance[to]) {
        distance[to] = at;
        heap.push({ node: to, at });
      }
    }
  }
  return distance;
}
function hops(from: number): Map<number, number> {
  const seen = new Map([[from, 0]]);
  const queue = [from];
  while (queue.length > 0) {
    const node = queue.shift()!;
    for (const { to } of graph[node]) {
      if (seen.has(to)) continue;
      seen.set(to, seen.get(node)! + 1);
      queue.push(to);
    }
  }
  return seen;
}
const d = dijkstra(0);
console.log(d.slice(0, 12).join(" "), d[59], dijkstra(30)[0]);
console.log([...hops(0).values()].join(""), hops(55).size);
const words = new Heap<string>((a, b) => a.length < b.length || (a.length === b.length && a < b));
for (const w of "the quick brown fox jumps over a lazy dog".split(" ")) words.push(w);
const out: string[] = [];
while (words.size > 0) out.push(words.pop()!);
console.log(out.join(" "), words.pop());
