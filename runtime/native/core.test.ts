// The core's data structures, driven by a hand-written program: once plain, then sanitized, then with a collection
// at every allocation. The expected lines are what Node prints for the same operations.
import { afterAll, describe, expect, it } from "vitest";
import { run, SANITIZERS, Workshop } from "./testing/harness.ts";

const workshop = new Workshop();
afterAll(() => workshop.dispose());

const expected = (last: number): string => `typeof object
narrowed true
rope length 116009
rope unit 948
index 52008
hash 1335831723
equal true
compare 1
ascii units 2
f64 0 1 2 3 4 
kind 0
past the end undefined
fraction undefined
number past the end NaN
widened 0 one 2 3 4 
holes 0 one 2 3 4 hole hole 7 
ref of number TypeError: expected an object, got number 0
pop 7
shorter 0 one 
bad length RangeError: Invalid array length
copied p q p q 
ref widened p 5 p q 
frozen element TypeError: Cannot assign to read only property '0' of object '[object Array]'
frozen push TypeError: Cannot add property 4, object is not extensible
clamped 2002255
shared 255
aligned true
big endian 770
slot 3
cached slot 3
bool slot true
absent optional undefined
getter 6
after setter 5
method 9
same method object true
wrong type TypeError: property 'x' of Point: expected number, got string five
no method TypeError: p.extra is not a function
keys x,flag,y,maybe,extra,7,2
delete a field false
keys after delete x,flag,y,extra,2
deleted 5
again 8
frozen TypeError: Cannot assign to read only property 'x' of object '#<Point>'
not extensible TypeError: Cannot add property more, object is not extensible
in true
own false
instance true
no instance false
static 99
class name Point
class call TypeError: Class constructor Point cannot be invoked without 'new'
function property kept
builtin hey!
undefined TypeError: Cannot read properties of undefined (reading 'x')
null TypeError: Cannot set properties of null (setting 'x')
primitive TypeError: Cannot create property 'x' on string 'abc'
unbox TypeError: expected number, got string abc
unbox ref TypeError: expected Point, got number 5
construct TypeError: sum is not a constructor
dictionary k0,k100,k200,k5
list true
wide n${last}
trees 1149
past the end 123
inside large 5
`;

describe("the native core", () => {
  it("converts, stores, looks up and collects as the language says", () => {
    const program = workshop.host("core", "-DLIST=1000000");
    expect(run(program)).toEqual({ stdout: expected(249_999), stderr: "", status: 0 });
  });

  it("does so without undefined behaviour at -O1 under the sanitizers", () => {
    const program = workshop.host("core", "-O1", "-DLIST=400", ...SANITIZERS);
    const env = { INGOT_GC_STRESS: "5", INGOT_GC_VERIFY: "1" };
    expect(run(program, "", env)).toEqual({ stdout: expected(99), stderr: "", status: 0 });
  });

  it.each(["-O0", "-O2"])(
    "keeps everything alive that %s code needs when every allocation collects",
    (level) => {
      const program = workshop.host("core", level, "-DLIST=400");
      const env = { INGOT_GC_STRESS: "1", INGOT_GC_VERIFY: "1" };
      expect(run(program, "", env)).toEqual({ stdout: expected(99), stderr: "", status: 0 });
    },
  );

  it("marks deep structures with little memory left, and panics when none is", () => {
    const program = workshop.host("deep", "-DNODES=100000");
    for (const megabytes of ["100", "14", "13"])
      expect(run(program, "", { INGOT_HEAP_MB: megabytes, INGOT_GC_VERIFY: "1" })).toMatchObject({
        stdout: "nodes true\n",
        status: 0,
      });
    const { stderr, status } = run(program, "", { INGOT_HEAP_MB: "11" });
    expect({ stderr, status }).toEqual({
      stderr: "ingot panic: out of memory\n  build 0123abcd\n",
      status: 70,
    });
  });
});

describe("a program on this computer", () => {
  const faults = (kind: number) => run(workshop.host("faults", `-DCASE=${kind}`, "-Wno-infinite-recursion"));

  it("exits with the status it asks for", () => {
    expect(faults(0)).toEqual({ stdout: "hello 42\n", stderr: "", status: 0 });
    expect(faults(1).status).toBe(7);
  });

  it("ends with status 1 and the error's text when nobody catches", () => {
    const text = "Uncaught TypeError: Cannot read properties of undefined (reading 'x')\n";
    expect(faults(7)).toEqual({ stdout: "hello 42\n", stderr: text, status: 1 });
  });

  it.each([
    [2, "this is the end"],
    [3, "invalid memory access"],
    [4, "stack overflow"],
    [9, "illegal instruction"],
  ])("panics in case %i: %s", (kind, text) => {
    expect(faults(kind)).toEqual({
      stdout: "hello 42\n",
      stderr: `ingot panic: ${text}\n  build 0123abcd\n`,
      status: 70,
    });
  });

  it("sleeps and makes random numbers", () => {
    expect(faults(11).stdout).toBe("hello 42\nslept true\nrandom true\n");
  });
});
