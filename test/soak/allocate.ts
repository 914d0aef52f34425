// Allocates objects of all kinds, as many as asked for, and prints how high the heap was in each tenth: `allocate.ts COUNT`.
//
// What lives stays the same after the first tenth; all else is garbage: short lists, strings, closures, promises,
// entries of maps that come and go.

class Node {
  readonly value: number;
  next: Node | null = null;
  constructor(value: number) {
    this.value = value;
  }
}

const COUNT = Number(process.argv[2] ?? "1000000");
/** Allocations of one turn of `work`, counted by hand. */
const PER_TURN = 48;

const kept = new Map<number, Node>();
let checksum = 0;

function list(length: number): Node {
  const first = new Node(0);
  let last = first;
  for (let i = 1; i < length; i++) {
    last.next = new Node(i);
    last = last.next;
  }
  return first;
}

async function later(value: number): Promise<number> {
  return (await value) + 1;
}

function work(turn: number): Promise<number> {
  const head = list(24);
  kept.set(turn % 1000, head);
  const parts: string[] = [];
  for (let i = 0; i < 8; i++) parts.push(`${turn}:${i}`);
  const add = (x: number) => x + turn + parts.length;
  checksum = (checksum + add(parts.join().length) + (head.next?.value ?? 0)) | 0;
  return later(turn);
}

const turns = Math.ceil(COUNT / PER_TURN);
let heaps = "";
for (let tenth = 1; tenth <= 10; tenth++) {
  let highest = 0;
  for (let turn = Math.floor((turns * (tenth - 1)) / 10); turn < Math.floor((turns * tenth) / 10); turn++) {
    checksum = (checksum + (await work(turn))) | 0;
    if (turn % 16 === 0) highest = Math.max(highest, process.memoryUsage().heapUsed);
  }
  heaps += `${highest} `;
}
console.log(`${turns * PER_TURN} allocations, checksum ${checksum}`);
console.log(heaps.trim());

export {};
