// A class that is printed names the class it extends.
class A {}
class B extends A {}
class E extends Error {}
class M extends Map<string, number> {}
console.log(A, B, E, M, class extends A {}, [B], new B());
