// super methods through several levels, with arguments, from arrow functions and overriding methods.
class Animal {
  constructor(public readonly name: string) {}
  speak(times: number): string {
    return `${this.name} makes ${times} sounds`;
  }
  kind(): string {
    return "animal";
  }
}
class Dog extends Animal {
  override speak(times: number): string {
    const parent = () => super.speak(times * 2);
    return `${parent()} (woof)`;
  }
}
class Puppy extends Dog {
  constructor(name: string) {
    super(`little ${name}`);
  }
  override speak(times: number): string {
    return super.speak(times + 1).toUpperCase();
  }
  override kind(): string {
    return `young ${super.kind()}`;
  }
}
const animals = [new Animal("cat"), new Dog("rex"), new Puppy("bo")];
for (const animal of animals) console.log(animal.kind(), "-", animal.speak(1));
