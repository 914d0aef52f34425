// Operations that are easily made quadratic, each timed at two sizes: name, times in milliseconds, answer.

function numbers(n: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < n; i++) list.push((i * 7919) % 100003);
  return list;
}

function trap(name: string, body: (n: number) => string): void {
  body(1000);
  const times: number[] = [];
  let answer = "";
  for (const n of [25_000, 100_000]) {
    const start = performance.now();
    answer = body(n);
    times.push(performance.now() - start);
  }
  console.log(`${name}\t${times.join("\t")}\t${answer}`);
}

trap("sort, random", (n) => `${numbers(n).sort((a, b) => a - b)[n >> 1]}`);
trap("sort, sorted", (n) => {
  const list = Array.from({ length: n }, (_, i) => i);
  return `${list.sort((a, b) => a - b)[7]}`;
});
trap("sort, all equal", (n) => `${new Array<number>(n).fill(3).sort((a, b) => a - b).length}`);
trap(
  "sort, strings",
  (n) =>
    `${
      numbers(n)
        .map((x) => `s${x}`)
        .sort()[n >> 1]
    }`,
);
trap("shift to empty", (n) => {
  const list = numbers(n);
  let sum = 0;
  while (list.length > 0) sum += list.shift()!;
  return `${sum}`;
});
trap("queue push and shift", (n) => {
  const list = numbers(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += list.shift()!;
    list.push(i);
  }
  return `${sum}`;
});
trap("unshift", (n) => {
  const list: number[] = [];
  for (let i = 0; i < n / 10; i++) list.unshift(i);
  return `${list[0]}`;
});
trap("splice at the end", (n) => {
  const list = numbers(n);
  let sum = 0;
  for (let i = 0; i < n / 2; i++) sum += list.splice(list.length - 2, 1)[0]!;
  return `${sum}`;
});
trap("splice in the middle", (n) => {
  const list = numbers(n);
  for (let i = 0; i < 1000; i++) list.splice(n >> 1, 1, i, i);
  return `${list.length}`;
});
trap("concat of pieces", (n) => {
  let list: number[] = [];
  for (let i = 0; i < 100; i++) list = list.concat(numbers(n / 100));
  return `${list.length}`;
});
trap("spread and flat", (n) => {
  const list = [...numbers(n), ...numbers(n)];
  return `${[list, list].flat().length}`;
});
trap("+= of characters", (n) => {
  let text = "";
  for (let i = 0; i < n; i++) text += String.fromCharCode(97 + (i % 26));
  return `${text.length} ${text.charCodeAt(n - 1)}`;
});
trap("+= and look", (n) => {
  let text = "";
  let sum = 0;
  for (let i = 0; i < n / 10; i++) {
    text += "ab";
    sum += text.charCodeAt(i);
  }
  return `${sum}`;
});
trap("prepended string", (n) => {
  let text = "";
  for (let i = 0; i < n; i++) text = `x${text}`;
  return `${text.length} ${text.charCodeAt(5)}`;
});
trap("join and split", (n) => `${numbers(n).join(",").split(",").length}`);
trap("replaceAll", (n) => `${"abc".repeat(n).replaceAll("b", "--").length}`);
trap("indexOf, no match", (n) => `${"a".repeat(n).indexOf("ab")}`);
trap("slices of a long string", (n) => {
  const text = "abcdefghij".repeat(n / 10);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += text.slice(i, i + 3).length;
  return `${sum}`;
});
trap("Map, add and delete", (n) => {
  const map = new Map<number, number>();
  for (let i = 0; i < n; i++) map.set(i * 64, i);
  for (let i = 0; i < n; i += 2) map.delete(i * 64);
  let sum = 0;
  for (const value of map.values()) sum += value;
  return `${map.size} ${sum}`;
});
trap("Map as a queue", (n) => {
  const map = new Map<number, number>();
  for (let i = 0; i < 100; i++) map.set(i, i);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (const key of map.keys()) {
      sum += key;
      map.delete(key);
      break;
    }
    map.set(i + 100, i);
  }
  return `${sum}`;
});
trap("Map with string keys", (n) => {
  const map = new Map<string, number>();
  for (let i = 0; i < n; i++) map.set(`key${i}`, i);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += map.get(`key${i}`)!;
  return `${sum}`;
});
trap("Set of fractions", (n) => {
  const set = new Set<number>();
  for (let i = 0; i < n; i++) set.add(i / 1024);
  return `${set.size} ${set.has(1 / 1024)}`;
});
trap("Set of objects", (n) => {
  const set = new Set<{ id: number }>();
  const list = numbers(n).map((id) => ({ id }));
  for (const item of list) set.add(item);
  let found = 0;
  for (const item of list) if (set.has(item)) found++;
  return `${found}`;
});
trap("record with many keys", (n) => {
  const record: Record<string, number> = {};
  for (let i = 0; i < n; i++) record[`k${i}`] = i;
  for (let i = 0; i < n; i += 2) delete record[`k${i}`];
  return `${Object.keys(record).length}`;
});
trap("includes and indexOf", (n) => {
  const list = numbers(n);
  let found = 0;
  for (let i = 0; i < 100; i++) if (list.includes(100004 + i) || list.indexOf(i) >= 0) found++;
  return `${found}`;
});
trap("array by length = 0", (n) => {
  const list: number[] = [];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    list.push(i);
    if (list.length === 10) {
      sum += list[9]!;
      list.length = 0;
    }
  }
  return `${sum}`;
});
trap("array from the back", (n) => {
  const list: number[] = new Array<number>(n);
  for (let i = n - 1; i >= 0; i--) list[i] = i;
  let sum = 0;
  for (const x of list) sum += x;
  return `${sum}`;
});
trap("linked list, dropped", (n) => {
  interface Link {
    next: Link | null;
  }
  let head: Link | null = null;
  for (let i = 0; i < n * 5; i++) head = { next: i % n === 0 ? null : head };
  let length = 0;
  for (let link = head; link !== null; link = link.next) length++;
  return `${length}`;
});
