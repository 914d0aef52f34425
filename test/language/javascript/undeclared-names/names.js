// Each line is what one statement did.
export function report(print) {
  const attempt = (name, action) => {
    try {
      print(`${name}: ${action()}`);
    } catch (error) {
      print(`${name}: ${String(error)}`);
    }
  };
  attempt("read", () => nowhere);
  attempt("call", () => nowhere());
  attempt("write", () => {
    nowhere = print("the right side comes first");
  });
  attempt("typeof", () => typeof nowhere);
  attempt("typeof JSON", () => typeof JSON);
  attempt("typeof Map", () => typeof Map);
  attempt("of Object.prototype", () => [toString.call([]), hasOwnProperty.call({ a: 1 }, "a"), typeof valueOf]);
  attempt("in an object", () => ({ toString }).toString === Object.prototype.toString);
  attempt("default", () => {
    const { a = nowhere } = {};
    return a;
  });
  attempt("generator", () => {
    const numbers = (function* () {
      yield 1;
    })();
    return numbers.next().value;
  });
}
