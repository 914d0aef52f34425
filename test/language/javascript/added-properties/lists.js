export function arrays() {
  var found = ["aaba", "ba"];
  found.index = 0;
  found.input = "aabaac";
  console.log(found.length, found.index, found.input, found.join("+"));
  var late = [];
  late[2] = "c";
  late[0] = "a";
  for (var i = 0; i < late.length; i++) console.log(late[i]);
  var counter = {
    n: 1,
    next() {
      return ++this.n;
    },
  };
  counter.step = 2;
  var next = counter.next;
  console.log(counter.n, counter.next(), counter.step, typeof next);
  class Box {
    open() {
      return "open";
    }
  }
  var box = new Box();
  box.lid = true;
  console.log(box.open === Box.prototype.open, box.lid);
}

/** Reflect.construct tells a function which constructor asked. */
export function targets() {
  var asked;
  function Part(a) {
    asked = new.target;
    this.a = a;
  }
  function Whole() {}
  var part = Reflect.construct(Part, [1]);
  console.log(asked === Part, part instanceof Part);
  var whole = Reflect.construct(Part, [2], Whole);
  console.log(asked === Whole, whole instanceof Whole, whole instanceof Part, whole.a);
}
