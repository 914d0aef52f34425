// Writers and readers of one captured variable in several scopes and after the scope ended; kinds may change.
function make() {
  let state: number | string | null = null;
  const set = (value: number | string | null): void => {
    state = value;
  };
  const show = (): string => `${typeof state} ${state}`;
  return [set, show] as const;
}
const [set, show] = make();
console.log(show());
set(1);
console.log(show());
set(2.5);
console.log(show());
set("text");
console.log(show());
function nest(): () => number[] {
  let a = 1;
  let b = 0.5;
  const inner = () => {
    let c = a;
    return () => {
      a += 1;
      b *= 2;
      c -= 1;
      return [a, b, c];
    };
  };
  return inner();
}
const one = nest();
one();
one();
console.log(one().join(" "));
let counter = 2147483646;
const bump = () => ++counter;
console.log(bump(), bump(), bump());
