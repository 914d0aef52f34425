// Field initialisers run before the constructor body, and after super() in a derived class.
const log: string[] = [];
function note<T>(text: string, value: T): T {
  log.push(text);
  return value;
}
class A {
  x = note("A.x", 1);
  constructor() {
    log.push(`A body ${this.x}`);
    this.hook();
  }
  hook(): void {
    log.push("A.hook");
  }
}
class B extends A {
  y = note("B.y", 2);
  constructor() {
    log.push("B before super");
    super();
    log.push(`B body ${this.x} ${this.y}`);
  }
  override hook(): void {
    log.push(`B.hook ${this.y}`);
  }
}
new A();
new B();
for (const line of log) console.log(line);
