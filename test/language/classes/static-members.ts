// Static fields, methods, blocks and inheritance of statics; `this` in a static method is the class.
class Counter {
  static count = 0;
  static readonly names: string[] = [];
  static create(name: string): Counter {
    Counter.count += 1;
    this.names.push(name);
    return new this();
  }
  static {
    Counter.names.push("block");
  }
  describe(): string {
    return `${Counter.count} made`;
  }
}
class Special extends Counter {
  static label = "special" + Counter.names.length;
  override describe(): string {
    return `${super.describe()} by ${Special.label}`;
  }
}
console.log(Counter.create("a").describe());
console.log(Special.create("b").describe());
console.log(Counter.count, Special.count, Counter.names.join());
console.log(Special.create("c") instanceof Special, Counter.create("d") instanceof Special);
