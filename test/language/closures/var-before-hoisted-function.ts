// A `var` that functions hoisted above it share is undefined until it is assigned, and one for all rounds of a loop.
function steps(): { next: () => number | undefined } {
  var last: number | undefined, self: { next: () => number | undefined };
  return (self = { next: verb() }), self;
  function verb() {
    return () => {
      last = (last ?? 0) + 1;
      return self === undefined ? undefined : last;
    };
  }
}
const s = steps();
console.log(s.next(), s.next());

function late(): string[] {
  const seen: string[] = [];
  note();
  var text = "set";
  note();
  for (var i = 0; i < 3; i++) {
    peek();
    var inner: number | undefined;
    function peek() {
      seen.push(`${i} ${inner}`);
    }
    inner = i * 10;
  }
  var { a, b = 2 } = { a: 1 } as { a: number; b?: number };
  note();
  return seen;
  function note() {
    seen.push(`${text} ${a} ${b}`);
  }
}
console.log(late());

function unreached(): unknown {
  return get();
  function get(): unknown {
    return value;
  }
  var value = 1;
}
console.log(unreached());
