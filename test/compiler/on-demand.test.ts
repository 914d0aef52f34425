// Lowering on demand: of Ingot's library, only what the program can reach is lowered at all.

import { describe, expect, it } from "vitest";
import { parseModule } from "../../sdk/compiler/ir/parse.ts";
import { growReachable } from "../../sdk/compiler/passes/remove-unreachable.ts";
import { frontOf } from "./front.ts";

describe("a library function", () => {
  const { module } = frontOf({ hello: 'console.log("hello".padEnd(8), [1, 2].map((x) => x + 1));\n' });
  const unwritten = module!.unwritten!;
  const named = (name: string) => module!.functions.filter((f) => f.name.includes(name));

  it("that a table offers under a name nobody asks for keeps an empty body", () => {
    expect(unwritten.size).toBeGreaterThan(0);
    for (const func of unwritten) expect(func.blocks.flatMap((b) => b.instrs)).toEqual([]);
  });

  it("that the program calls has its body", () => {
    for (const called of [...named("padEnd"), ...named("Array_prototype_map")])
      expect(unwritten.has(called), called.name).toBe(false);
  });

  it("is not even declared when only functions mention it that are not reached", () => {
    expect(named("regexp/parse.ts")).toEqual([]);
  });
});

const GROWING = `class Made construct @new_made
shape Made class Made { } methods { method "asked" @asked, method "other" @other }
entry @main
func @main() -> void {
b0:
  %0: ref = call @start()
  return
}
${["start", "new_made"].map((n) => `func @${n}() -> ref {\nb0:\n  return ref null\n}\n`).join("")}${[
  "asked",
  "other",
]
  .map((n) => `func @${n}(%this: ref) -> void this {\nb0:\n  return\n}\n`)
  .join("")}`;

it("bodies are asked for as they are entered, and what they bring is followed", () => {
  const module = parseModule(GROWING);
  const written: string[] = [];
  const made = module.shapes[0]!;
  growReachable(module, [module.entry], {
    write: (func) => {
      if (written.includes(func.name)) return;
      written.push(func.name);
      if (func.name !== "start") return;
      const object = { id: 9, name: "", type: "ref" } as const;
      func.locals.push(object);
      func.blocks[0]!.instrs.push(
        { op: "new_object", dst: object, shape: made },
        {
          op: "call_method",
          dst: null,
          obj: { kind: "local", local: object },
          key: "asked",
          args: [],
          text: "object",
        },
      );
    },
    settle: () => {},
  });
  expect(written).toEqual(["main", "start", "asked"]);
});
