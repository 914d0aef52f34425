// Getters and setters on classes: computed values, validation, inheritance, compound assignment through them.
class Temperature {
  #celsius = 0;
  reads = 0;
  get celsius(): number {
    this.reads += 1;
    return this.#celsius;
  }
  set celsius(value: number) {
    if (value < -273.15) throw new RangeError(`${value} is below absolute zero`);
    this.#celsius = value;
  }
  get fahrenheit(): number {
    return this.celsius * 1.8 + 32;
  }
  set fahrenheit(value: number) {
    this.celsius = (value - 32) / 1.8;
  }
  static get freezing(): Temperature {
    return new Temperature();
  }
}
class Logged extends Temperature {
  override get celsius(): number {
    return Math.round(super.celsius);
  }
  override set celsius(value: number) {
    console.log("set", value);
    super.celsius = value;
  }
}
const t = new Temperature();
t.celsius = 100;
console.log(t.fahrenheit, t.reads);
t.fahrenheit = 50;
console.log(t.celsius);
t.celsius += 5;
t.celsius++;
console.log(t.celsius, t.reads);
try {
  t.celsius = -300;
} catch (error) {
  console.log((error as Error).message, t.celsius);
}
const l = new Logged();
l.celsius = 20.6;
l.celsius *= 2;
console.log(l.celsius, l.fahrenheit, Temperature.freezing.celsius);
