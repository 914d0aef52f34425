// Errors with stacks, messages and causes are thrown often while other data must survive.
class Detailed extends Error {
  readonly data: number[];
  constructor(message: string, data: number[]) {
    super(message);
    this.data = data;
  }
}
const kept: Detailed[] = [];
const table = Array.from({ length: 100 }, (_, i) => ({ name: `row ${i}`, hits: 0 }));
function check(i: number): number {
  const local = { list: [i, i + 1, i + 2] };
  try {
    if (i % 4 === 0) throw new Detailed(`problem ${i}`, local.list);
    return local.list[2];
  } finally {
    table[i % 100].hits += local.list.length;
  }
}
let sum = 0;
for (let i = 0; i < 20000; i += 1) {
  try {
    sum += check(i);
  } catch (error) {
    if (error instanceof Detailed) {
      sum -= error.data[1];
      if (i % 2000 === 0) kept.push(error);
    }
  }
}
console.log(sum, kept.map((e) => `${e.message}:${e.data.join("+")}`).join(" "));
console.log(table[0].name, table[0].hits, table.reduce((total, row) => total + row.hits, 0));
