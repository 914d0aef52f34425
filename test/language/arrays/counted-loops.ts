// Loops that count through arrays read and write what each turn asks for, also past either end.

function sum(a: number[], from: number, to: number): string {
  let s = 0;
  let missing = 0;
  for (let i = from; i < to; i++) {
    const x: number | undefined = a[i];
    if (x === undefined) missing++;
    else s += x;
  }
  return `${s}/${missing}`;
}

function sumTo(a: number[], last: number): number {
  let s = 0;
  for (let i = 0; i <= last; i++) s += a[i]!;
  return s;
}

function down(a: Float64Array, from: number): number {
  let s = 0;
  for (let i = from; i >= 0; i--) s = s * 2 + a[i]!;
  return s;
}

function downStrictly(a: number[], from: number): string {
  let text = "";
  for (let i = from; i > 0; i--) text += `${a[i]},`;
  return text;
}

function stride(a: Uint8Array, from: number, to: number, by: number): string {
  let turns = 0;
  for (let i = from; i < to && turns < 12; i += by) {
    a[i] = 7;
    turns++;
  }
  return `${turns} ${a.join("")}`;
}

function neighbours(a: number[], n: number): string {
  let text = "";
  for (let i = 1; i < n; i++) {
    const before: number | undefined = a[i - 1];
    const after: number | undefined = a[i + 1];
    text += `${before}<${a[i]}>${after} `;
  }
  return text;
}

function skipping(a: number[], n: number): string {
  let text = "";
  for (let i = 0; i < n; i++) {
    if (a[i] === 2) i++;
    const x: number | undefined = a[i];
    text += `${i}:${x} `;
  }
  return text;
}

function back(a: number[], n: number): string {
  let text = "";
  let turns = 0;
  for (let i = 0; i < n && turns < 10; i++) {
    turns++;
    const x: number | undefined = a[i];
    text += `${i}:${x} `;
    if (i === 2 && turns < 6) i = -2;
  }
  return text;
}

function copyInto(to: number[], from: number[], n: number): string {
  for (let i = 0; i < n; i++) to[i] = from[i]!;
  return `${to.length} ${to.join()}`;
}

function posts(a: number[], n: number): string {
  let i = 0;
  let s = 0;
  while (i < n) s += a[i++]! * 10 + (a[i] ?? 3);
  return `${s} ${i}`;
}

function triangle(rows: number[][]): string {
  let text = "";
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    for (let j = 0; j < i; j++) {
      row[j] = row[j]! + rows[j]![i]!;
      rows[j]![i] = row[j]!;
    }
  }
  for (const row of rows) text += `${row.join(" ")}|`;
  return text;
}

function reverse(a: number[], first: number, last: number): string {
  for (let low = first, high = last; low < high; low++, high--) {
    const kept = a[low]!;
    a[low] = a[high]!;
    a[high] = kept;
  }
  return a.join();
}

function insertionSort(a: Int32Array): string {
  for (let i = 1; i < a.length; i++) {
    const x = a[i]!;
    let j = i - 1;
    while (j >= 0 && a[j]! > x) {
      a[j + 1] = a[j]!;
      j--;
    }
    a[j + 1] = x;
  }
  return a.join();
}

function mixed(a: (number | string)[], n: number): string {
  let text = "";
  for (let i = 0; i < n; i++) {
    text += typeof a[i];
    a[i] = a[i] === undefined ? "new" : `${a[i]}!`;
  }
  return `${text} ${a.join()}`;
}

function sharing(a: number[], b: number[], n: number): string {
  for (let i = 0; i < n; i++) {
    a[i] = b[i]! + 1;
    b[i] = a[i]! * 2;
  }
  return `${a.join()};${b.join()}`;
}

function twice(a: number[], ends: number[]): string {
  let text = "";
  let i = 0;
  for (const end of ends) {
    for (; i < end; i++) text += `${a[i]} `;
    text += "; ";
    i--;
  }
  return text;
}

const five = () => [1, 2, 3, 4, 5];
console.log(sum(five(), 0, 5), sum(five(), 2, 4), sum(five(), -2, 7), sum(five(), 4, 2), sum(five(), 5, 9));
console.log(sumTo(five(), 4), sumTo(five(), 5), sumTo(five(), -1), sumTo([], 0));
console.log(down(new Float64Array([1, 2, 3]), 2), down(new Float64Array([1, 2, 3]), 3), down(new Float64Array(1), -1));
console.log(downStrictly(five(), 4), downStrictly(five(), 6), downStrictly(five(), 0));
console.log(stride(new Uint8Array(8), 0, 8, 3), stride(new Uint8Array(8), 1, 12, 2), stride(new Uint8Array(8), 3, 5, -1));
console.log(stride(new Uint8Array(4), -3, 4, 1), stride(new Uint8Array(4), 0, 4, 0));
console.log(neighbours(five(), 4), neighbours(five(), 5), neighbours(five(), 6));
console.log(skipping(five(), 5), skipping([2, 2, 2], 3), skipping([1, 2], 2));
console.log(back(five(), 5), back(five(), 3));
console.log(copyInto([], five(), 5), copyInto(five(), [], 2), copyInto([9, 9], five(), 4), copyInto(five(), five(), 7));
console.log(posts(five(), 5), posts(five(), 3), posts([], 2));
console.log(triangle([[1, 2, 3], [4, 5, 6], [7, 8, 9]]), triangle([[1, 2], [3, 4], [5]]));
console.log(reverse(five(), 0, 4), reverse(five(), 1, 3), reverse(five(), 0, 6), reverse(five(), -1, 3), reverse(five(), 0.5, 2.5));
console.log(insertionSort(new Int32Array([5, 3, 9, -1, 3, 0])), insertionSort(new Int32Array([2, 1])), insertionSort(new Int32Array(0)));
console.log(mixed([1, "a", 2], 3), mixed([1], 3), mixed(["x", 1], 1));
const same = five();
console.log(sharing(same, same, 5), sharing(five(), [1, 2], 4), sharing([], [], 2));
console.log(twice(five(), [2, 4, 3, 7]), twice([], [0, 1]));
