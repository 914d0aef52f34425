// Names and messages that programs put on prototypes of errors, and objects that inherit from Error.prototype.
class A extends Error {}
A.prototype.name = "AName";
const a = new A("m");
console.log(a.name, String(a), Object.keys(a), a instanceof A, A.prototype.name, Object.prototype.hasOwnProperty.call(a, "name"));
function tagged(tag: string) { class Base extends Error { _tag = tag; } Base.prototype.name = tag; return Base; }
const T = tagged("Tagged");
class Sub extends T {}
console.log(new Sub("x").name, String(new T("y")), new Sub("q")._tag);
function Old(this: any, message: string) { this.message = message; }
Old.prototype = Object.create(Error.prototype);
Old.prototype.constructor = Old;
Old.prototype.name = "Old";
const o = new (Old as any)("old message");
console.log(o instanceof Error, String(o), o.name);
class B extends Error { get name() { return "Getter"; } }
console.log(String(new B("b")), new B("c").name);
class C extends Error { constructor(m: string) { super(m); Object.defineProperty(this, "name", { value: "Defined" }); } }
console.log(String(new C("z")), Object.keys(new C("z")));

const heir = Object.create(Error.prototype);
console.log(heir.name, heir.message === "", String(heir), Error.prototype.name, TypeError.prototype.name);
console.log(TypeError.prototype.message === "", String(Error.prototype), String(RangeError.prototype));
heir.name = "Heir";
heir.message = "of nothing";
console.log(String(heir), Object.keys(heir));
A.prototype.message = "of all";
console.log(new A().message, String(new A()), new A("own").message);
