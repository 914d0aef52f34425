// Function declarations in functions that are called, through others, before the text comes to them.
function throughOne(k: number): number {
  const x = first(k);
  function second(n: number): number {
    return n + k;
  }
  function first(n: number): number {
    return second(n) * 2;
  }
  return x;
}

function throughTwo(k: number): string {
  const text = outer(k);
  function inner(n: number): string {
    return `${n}${k}`;
  }
  function middle(n: number): string {
    return [n, n + 1].map((each) => inner(each)).join();
  }
  function outer(n: number): string {
    return middle(n) + middle(-n);
  }
  return text;
}

function ofEachOther(k: number): boolean {
  const even = isEven(k);
  const odd = 1;
  function isOdd(n: number): boolean {
    return n === 0 ? false : isEven(n - odd);
  }
  function isEven(n: number): boolean {
    return n === 0 ? k >= 0 : isOdd(n - 1);
  }
  return even;
}

console.log(throughOne(3), throughTwo(4), ofEachOther(0));
try {
  ofEachOther(2);
} catch (error) {
  console.log(String(error));
}
