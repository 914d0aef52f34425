// Chains map, filter and reduce over arrays, composes functions and counts in closures, n times.

type Step = (x: number) => number;

function compose(steps: Step[]): Step {
  return (x) => steps.reduce((value, step) => step(value), x);
}

function makeCounter(by: number): () => number {
  let count = 0;
  return () => {
    count += by;
    return count;
  };
}

export function run(n: number): string {
  const numbers: number[] = [];
  for (let i = 0; i < 1000; i++) numbers.push(i);
  const scale = 3;
  const pipeline = compose([(x) => x + 1, (x) => x * scale, (x) => x % 1009, (x) => x - 7]);
  const counters = [makeCounter(1), makeCounter(2), makeCounter(5)];
  let total = 0;
  for (let k = 0; k < n; k++) {
    total += numbers
      .map((x) => x * 2 + k)
      .filter((x) => x % 3 === 0)
      .reduce((sum, x) => sum + x, 0);
    let piped = 0;
    numbers.forEach((x) => {
      piped += pipeline(x);
    });
    total += piped;
    for (const counter of counters) total += counter();
    if (numbers.some((x) => x > 998 + k)) total++;
    if (numbers.every((x) => x >= 0)) total += 2;
    total %= 1000000007;
  }
  return `${total}`;
}
