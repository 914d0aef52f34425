// #private fields, methods and accessors are per class, even when a subclass uses the same name; `#x in o` tests.
class Account {
  #balance = 0;
  static #opened = 0;
  constructor() {
    Account.#opened += 1;
  }
  #check(amount: number): void {
    if (amount > this.#balance) throw new Error(`only ${this.#balance} left`);
  }
  get #rounded(): number {
    return Math.floor(this.#balance);
  }
  deposit(amount: number): this {
    this.#balance += amount;
    return this;
  }
  withdraw(amount: number): number {
    this.#check(amount);
    this.#balance -= amount;
    return this.#rounded;
  }
  richerThan(other: Account): boolean {
    return this.#balance > other.#balance;
  }
  static opened(): number {
    return Account.#opened;
  }
  static isAccount(value: object): boolean {
    return #balance in value;
  }
}
class Savings extends Account {
  #balance = "own";
  show(): string {
    return this.#balance;
  }
}
const a = new Account().deposit(10.5);
const s = new Savings().deposit(3);
console.log(a.withdraw(4), s.show(), s.withdraw(1), a.richerThan(s));
try {
  s.withdraw(100);
} catch (error) {
  console.log((error as Error).message);
}
console.log(Account.opened(), Account.isAccount(s), Account.isAccount({}), Object.keys(s).length);
