// toString and valueOf defined by a class are used by template strings, concatenation and arithmetic.
class Money {
  cents: number;
  constructor(cents: number) {
    this.cents = cents;
  }
  toString(): string {
    return `$${(this.cents / 100).toFixed(2)}`;
  }
  valueOf(): number {
    return this.cents;
  }
}
class Tag {
  toString(): string {
    return "tag";
  }
}
const a = new Money(1250);
const b = new Money(99);
console.log(`${a} and ${b}`, String(a), a.toString() + "/" + b.toString());
console.log(Number(a) + Number(b), a > b, [new Tag(), new Tag()].join("-"), `${new Tag()}`);
const unknownMoney: any = a;
console.log(unknownMoney + 1, unknownMoney * 2);
console.log(`${{}}`, String([1, [2, 3]]), String(null), `${undefined}`);
