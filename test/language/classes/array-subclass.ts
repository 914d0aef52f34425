// A class may extend Array: elements, length, own methods and printing.
class List extends Array<number> {
  name = "list";
  sum(): number {
    return this.reduce((a, b) => a + b, 0);
  }
}
const list = new List();
list.push(1, 2, 3);
list[5] = 10;
console.log(list.length, list.sum(), list instanceof Array, Array.isArray(list), list.name);
const mapped = list.map((n) => n * 2);
console.log(mapped instanceof List, mapped.length, [...list].join());
