// Generic base classes with bound and free parameters, abstract generic methods, and generic interfaces.
interface Repository<T, K = number> {
  add(item: T): K;
  get(key: K): T | undefined;
}
abstract class Store<T extends { name: string }, K> implements Repository<T, K> {
  protected readonly items = new Map<K, T>();
  protected abstract keyOf(item: T): K;
  add(item: T): K {
    const key = this.keyOf(item);
    this.items.set(key, item);
    return key;
  }
  get(key: K): T | undefined {
    return this.items.get(key);
  }
  names(): string {
    return [...this.items.values()].map((item) => item.name).join();
  }
}
class ByName<T extends { name: string }> extends Store<T, string> {
  protected keyOf(item: T): string {
    return item.name;
  }
}
class ByNumber extends Store<{ name: string; id: number }, number> {
  protected keyOf(item: { id: number }): number {
    return item.id;
  }
}
const people = new ByName<{ age: number; name: string }>();
const parts = new ByNumber();
const first: Repository<{ name: string; id: number }> = parts;
console.log(people.add({ age: 3, name: "ann" }), people.get("ann")?.age, people.get("x"));
console.log(first.add({ name: "bolt", id: 7 }), parts.add({ name: "nut", id: 0.5 }), parts.get(0.5)?.name);
console.log(people.names(), parts.names());
