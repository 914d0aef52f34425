// Finds the loops of a control-flow graph in the manner of Havlak: depth-first search, union-find, nested lists.
// The graph is n copies of nested loops joined in a row; irreducible loops are counted, not transformed.

class Block {
  readonly id: number;
  readonly next: Block[] = [];
  readonly previous: Block[] = [];

  constructor(id: number) {
    this.id = id;
  }
}

class Graph {
  readonly blocks: Block[] = [];

  make(): Block {
    const block = new Block(this.blocks.length);
    this.blocks.push(block);
    return block;
  }

  connect(from: Block, to: Block): void {
    from.next.push(to);
    to.previous.push(from);
  }
}

class Loop {
  parent: Loop | null = null;
  depth = 0;
  readonly header: Block;
  readonly reducible: boolean;
  readonly body: Block[] = [];
  readonly children: Loop[] = [];

  constructor(header: Block, reducible: boolean) {
    this.header = header;
    this.reducible = reducible;
  }
}

/** What the search knows of one block; also its set in the union-find. */
class Visit {
  readonly block: Block;
  readonly order: number;
  last = 0;
  set: Visit = this;
  loop: Loop | null = null;
  header: Visit | null = null;
  kind = 0;
  readonly back: Visit[] = [];
  readonly other: Visit[] = [];

  constructor(block: Block, order: number) {
    this.block = block;
    this.order = order;
  }

  find(): Visit {
    let root: Visit = this;
    while (root.set !== root) root = root.set;
    let walk: Visit = this;
    while (walk.set !== root) {
      const above = walk.set;
      walk.set = root;
      walk = above;
    }
    return root;
  }

  contains(later: Visit): boolean {
    return this.order <= later.order && later.order <= this.last;
  }
}

function search(block: Block, byBlock: (Visit | null)[], inOrder: Visit[]): Visit {
  const visit = new Visit(block, inOrder.length);
  byBlock[block.id] = visit;
  inOrder.push(visit);
  for (const to of block.next) if (byBlock[to.id] === null) search(to, byBlock, inOrder);
  visit.last = inOrder.length - 1;
  return visit;
}

function findLoops(graph: Graph): Loop[] {
  const byBlock: (Visit | null)[] = graph.blocks.map(() => null);
  const inOrder: Visit[] = [];
  search(graph.blocks[0]!, byBlock, inOrder);
  for (const visit of inOrder) {
    for (const from of visit.block.previous) {
      const source = byBlock[from.id]!;
      if (source === null) continue;
      if (visit.contains(source)) visit.back.push(source);
      else visit.other.push(source);
    }
  }
  const loops: Loop[] = [];
  for (let i = inOrder.length - 1; i >= 0; i--) {
    const head = inOrder[i]!;
    const pool: Visit[] = [];
    let self = false;
    for (const source of head.back) {
      if (source === head) self = true;
      else pool.push(source.find());
    }
    const work = pool.slice();
    let reducible = true;
    while (work.length > 0) {
      const node = work.pop()!;
      for (const before of node.other) {
        const root = before.find();
        if (!head.contains(root)) {
          reducible = false;
          head.other.push(root);
        } else if (root !== head && !pool.includes(root)) {
          pool.push(root);
          work.push(root);
        }
      }
    }
    if (pool.length === 0 && !self) continue;
    const loop = new Loop(head.block, reducible);
    head.loop = loop;
    for (const node of pool) {
      node.header = head;
      node.set = head;
      if (node.loop !== null) {
        node.loop.parent = loop;
        loop.children.push(node.loop);
      } else loop.body.push(node.block);
    }
    loops.push(loop);
  }
  return loops;
}

function depths(loop: Loop, depth: number): number {
  loop.depth = depth;
  let sum = depth;
  for (const child of loop.children) sum += depths(child, depth + 1);
  return sum;
}

/** A loop around two loops, of which the second has a side entrance when `odd`. */
function nest(graph: Graph, from: Block, odd: boolean): Block {
  const head = graph.make();
  graph.connect(from, head);
  let last = head;
  for (let k = 0; k < 2; k++) {
    const top = graph.make();
    const middle = graph.make();
    const bottom = graph.make();
    graph.connect(last, top);
    graph.connect(top, middle);
    graph.connect(middle, bottom);
    graph.connect(bottom, top);
    graph.connect(middle, middle);
    if (odd && k === 1) graph.connect(head, middle);
    last = bottom;
  }
  graph.connect(last, head);
  const end = graph.make();
  graph.connect(last, end);
  return end;
}

export function run(n: number): string {
  const graph = new Graph();
  let last = graph.make();
  for (let i = 0; i < 250; i++) last = nest(graph, last, i % 5 === 0);
  let text = "";
  for (let k = 0; k < n; k++) {
    const loops = findLoops(graph);
    let depth = 0;
    let size = 0;
    let irreducible = 0;
    for (const loop of loops) {
      if (loop.parent === null) depth += depths(loop, 1);
      size += loop.body.length;
      if (!loop.reducible) irreducible++;
    }
    text = `${graph.blocks.length} ${loops.length} ${depth} ${size} ${irreducible}`;
  }
  return text;
}
