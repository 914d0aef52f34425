// Accounts of several kinds, transactions with rollback, interest, a ledger and a report.
class InsufficientFunds extends Error {
  readonly missing: number;
  constructor(owner: string, missing: number) {
    super(`${owner} lacks ${missing.toFixed(2)}`);
    this.name = "InsufficientFunds";
    this.missing = missing;
  }
}
abstract class Account {
  static nextNumber = 1000;
  readonly number = Account.nextNumber++;
  protected cents: number;
  readonly owner: string;
  constructor(owner: string, cents: number) {
    this.owner = owner;
    this.cents = cents;
  }
  get balance(): number {
    return this.cents / 100;
  }
  protected available(): number {
    return this.cents;
  }
  private static check(cents: number): void {
    if (cents <= 0 || !Number.isInteger(cents)) throw new RangeError(`bad amount ${cents}`);
  }
  deposit(cents: number): void {
    Account.check(cents);
    this.cents += cents;
  }
  withdraw(cents: number): void {
    Account.check(cents);
    if (cents > this.available()) throw new InsufficientFunds(this.owner, (cents - this.available()) / 100);
    this.cents -= cents;
  }
  abstract monthEnd(): string;
}
class Savings extends Account {
  rate = 0.0125;
  monthEnd(): string {
    const interest = Math.round(this.cents * this.rate);
    if (interest > 0) this.deposit(interest);
    return `interest ${interest}`;
  }
}
class Checking extends Account {
  private readonly overdraft: number;
  constructor(owner: string, cents: number, overdraft = 0) {
    super(owner, cents);
    this.overdraft = overdraft;
  }
  protected override available(): number {
    return super.available() + this.overdraft;
  }
  monthEnd(): string {
    if (this.cents >= 0) return "no fee";
    this.cents -= 500;
    return "fee 500";
  }
}
interface Transfer {
  from: Account;
  to: Account;
  cents: number;
}
class Bank {
  readonly accounts = new Map<number, Account>();
  readonly ledger: string[] = [];
  open<A extends Account>(account: A): A {
    this.accounts.set(account.number, account);
    return account;
  }
  batch(transfers: Transfer[]): boolean {
    const done: Transfer[] = [];
    try {
      for (const t of transfers) {
        t.from.withdraw(t.cents);
        t.to.deposit(t.cents);
        done.push(t);
      }
      this.ledger.push(`ok ${done.length}`);
      return true;
    } catch (error) {
      for (const { from, to, cents } of done.reverse()) {
        to.withdraw(cents);
        from.deposit(cents);
      }
      this.ledger.push(error instanceof InsufficientFunds ? `missing ${error.missing}: ${error.message}` : String(error));
      return false;
    } finally {
      this.ledger.push(`total ${[...this.accounts.values()].reduce((sum, a) => sum + a.balance, 0).toFixed(2)}`);
    }
  }
}
const bank = new Bank();
const ann = bank.open(new Savings("ann", 100_00));
const bob = bank.open(new Checking("bob", 20_50, 50_00));
console.log(bank.batch([{ from: ann, to: bob, cents: 30_25 }, { cents: 99_00, from: bob, to: ann }]), ann.balance, bob.balance);
console.log(bank.batch([{ from: ann, to: bob, cents: 10_00 }, { from: bob, to: ann, cents: 500_00 }]), ann.balance, bob.balance);
console.log(bank.batch([{ from: ann, to: bob, cents: 1.5 }]), ann.balance);
for (const account of bank.accounts.values()) console.log(account.number, account.owner, account.monthEnd(), account.balance.toFixed(2));
console.log(bank.ledger.join("\n"));
