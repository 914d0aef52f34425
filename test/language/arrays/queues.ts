// Arrays as queues: elements taken at the front and added at either end, of every element kind, and widened between.

function numbers(): void {
  const queue: number[] = [];
  let sum = 0;
  let next = 0;
  for (let round = 0; round < 300; round++) {
    for (let i = 0; i < 7; i++) queue.push(next++);
    for (let i = 0; i < 6; i++) sum = (sum * 31 + queue.shift()!) % 1_000_003;
  }
  console.log(queue.length, queue[0], queue.at(-1), sum);
  console.log(queue.indexOf(1900), queue.slice(0, 3), queue.splice(1, 290).length, queue);
}

interface Job {
  readonly id: number;
  readonly name: string;
}

function objects(): void {
  const queue: Job[] = [];
  let taken = "";
  for (let id = 0; id < 2000; id++) {
    queue.push({ id, name: `job ${id}` });
    if (id % 3 === 2) taken = `${taken.slice(-20)} ${queue.shift()!.name}`;
  }
  console.log(taken, queue.length, queue[0], queue[queue.length - 1]);
  queue.unshift({ id: -1, name: "first" });
  queue.shift();
  queue.unshift({ id: -2, name: "second" }, { id: -3, name: "third" });
  console.log(queue.slice(0, 3).map((job) => job.name), queue.length);
  queue.length = 2;
  queue.reverse();
  console.log(queue, queue.shift(), queue.shift(), queue.shift(), queue);
}

function widened(): void {
  const mixed: unknown[] = [1, 2, 3, 4];
  mixed.shift();
  mixed.push("text");
  mixed.shift();
  mixed[5] = { far: true };
  console.log(mixed, mixed.shift(), mixed.shift(), mixed.shift(), mixed.shift(), mixed.length, mixed);
  const words: unknown[] = ["a", "b", "c"];
  words.shift();
  words.push(3);
  words.shift();
  console.log(words, words.shift(), words.shift(), words.shift(), words);
}

function emptied(): void {
  const list = [1, 2, 3];
  while (list.length > 0) list.shift();
  list.push(4);
  console.log(list, list.shift(), list, list.shift());
  for (let i = 0; i < 20; i++) list.push(i);
  for (const value of list) if (value % 2 === 0) list.shift();
  console.log(list);
}

function closed(): void {
  for (const list of [Object.freeze([1, 2]), Object.seal([1, 2]), Object.preventExtensions([1, 2])]) {
    try {
      console.log((list as number[]).shift());
    } catch (error) {
      console.log((error as Error).message);
    }
    console.log(list);
  }
}

function breadthFirst(side: number): number {
  const seen = new Uint8Array(side * side);
  const queue: [number, number, number][] = [[0, 0, 0]];
  seen[0] = 1;
  let last = 0;
  while (queue.length > 0) {
    const [x, y, distance] = queue.shift()!;
    last = distance;
    for (const [nextX, nextY] of [
      [x + 1, y],
      [x, y + 1],
      [x - 1, y],
    ] as const) {
      if (nextX < 0 || nextX >= side || nextY >= side || seen[nextY * side + nextX] !== 0) continue;
      seen[nextY * side + nextX] = 1;
      queue.push([nextX, nextY, distance + 1]);
    }
  }
  return last;
}

numbers();
objects();
widened();
emptied();
closed();
console.log(breadthFirst(60));
