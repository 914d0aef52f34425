// Methods returning `this` keep the derived type and the same object.
class Builder {
  protected parts: string[] = [];
  add(part: string): this {
    this.parts.push(part);
    return this;
  }
  build(): string {
    return this.parts.join(" ");
  }
}
class LoudBuilder extends Builder {
  shout(part: string): this {
    return this.add(part.toUpperCase() + "!");
  }
  override build(): string {
    return `<${super.build()}>`;
  }
}
const loud = new LoudBuilder();
const same = loud.add("a").shout("b").add("c").shout("d");
console.log(same.build(), same === loud);
console.log(new Builder().build() === "", new Builder().add("only").build());
