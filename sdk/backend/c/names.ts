// C names for things of the IR: readable, legal, unique and stable from build to build.
//
//   main.ts:Point.length  =>  main_ts__Point_length
//
// Decides names only; nothing here writes declarations.

const RESERVED = new Set(
  (
    "auto break case char const continue default do double else enum extern float for goto if inline int long " +
    "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while " +
    "asm typeof bool true false Value Obj Shape Slot Str Rope Array Typed Buffer Fn ClassObj Cell Frame Kind main " +
    "memcpy memset memmove abs fn self argc argv shape canonical errno unix linux NULL NAN INFINITY HUGE_VAL EOF " +
    "array_of code kind_of_value resume rest_array shared_this COLD NEW_VALUES SYMBOL_LENGTH"
  ).split(" "),
);

/** Families of names that C keeps for itself (C11 7.1.3) or that the native headers define, macros among them. */
const TAKEN = new RegExp(
  "^(_[A-Z]\\w*|__\\w+__|\\w+_t|[A-Z]+\\d*_(MAX|MIN|C)|LIKELY|UNLIKELY|CANONICAL_NAN|offsetof|has_shape|" +
    "(K|T|RS|RT|TA|B|M|FN|SIG|SLOT|SHAPE|TAG|VALUE|ING|INGOT|INT|UINT|SIZE)_.*|" +
    "(rt|ing|ingot|inline|str|value|alloc|call|get_field|set_field)_.*)$",
);

/** `text` with everything that C does not allow in a name replaced; never empty, never a keyword. */
export function legal(text: string): string {
  let name = text.replace(/:/g, "__").replace(/[^A-Za-z0-9_]/g, "_");
  if (name === "" || /^[0-9]/.test(name)) name = `_${name}`;
  return RESERVED.has(name) || TAKEN.test(name) ? `${name}_` : name;
}

/** Gives each asked name once; later askers get a numbered suffix. */
export class NameSpace {
  private readonly taken = new Set<string>();

  take(wanted: string): string {
    let name = wanted;
    for (let n = 2; this.taken.has(name); n++) name = `${wanted}_${n}`;
    this.taken.add(name);
    return name;
  }
}

/** Names of one kind of thing across a program, fixed by the order in which `add` sees them. */
export class NameTable<T> {
  private readonly names = new Map<T, string>();
  private readonly space = new NameSpace();
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  add(thing: T, wanted: string): void {
    this.names.set(thing, this.space.take(this.prefix + legal(wanted)));
  }

  has(thing: T): boolean {
    return this.names.has(thing);
  }

  of(thing: T): string {
    const name = this.names.get(thing);
    if (name === undefined)
      throw new Error(`compiler bug: no C name for ${this.prefix}: not part of the module`);
    return name;
  }
}
