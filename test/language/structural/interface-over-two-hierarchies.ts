// Two unrelated class hierarchies and a literal share an interface; fields stand at different places in each.
interface Priced {
  price: number;
  discount(percent: number): number;
}
class Product {
  sku = "p";
  price = 10;
  discount(percent: number): number {
    return (this.price * (100 - percent)) / 100;
  }
}
class Book extends Product {
  pages = 300;
  override discount(percent: number): number {
    return super.discount(percent) + this.pages / 1000;
  }
}
class Service {
  hours = 2;
  rate = 40;
  customer = "c";
  get price(): number {
    return this.hours * this.rate;
  }
  set price(value: number) {
    this.rate = value / this.hours;
  }
  discount(percent: number): number {
    return this.price - percent;
  }
}
const literal = { a: 0, b: 0, c: 0, price: 7, discount: () => 1 };
const all: Priced[] = [new Product(), new Book(), new Service(), literal];
console.log(all.map((p) => p.price).join(), all.map((p) => p.discount(10)).join());
for (const p of all) p.price += 5;
console.log(all.map((p) => p.price).join(), (all[2] as Service).rate, all.map((p) => p.discount(50)).join());
