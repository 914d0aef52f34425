// Dates of classes that extend Date are printed with the name of their class.
class Moment extends Date {
  #zone = "Z";
  get zone(): string {
    return this.#zone;
  }
}
class Labelled extends Date {
  label = "x";
}
console.log(new Moment(0), [new Moment(Number.NaN)], new Moment(0).zone);
console.log(new Labelled(0), { d: new Labelled(1) });
console.log(new Date(0), [new Date(Number.NaN)]);
