// Static fields of classes: one global each, initialised where the class is declared.

import type ts from "typescript";
import { operandType } from "../ir/build.ts";
import type { Global, Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";
import type { Reference } from "./references.ts";
import { EMPTY_ENV, repOf } from "./reps.ts";

const globals = new WeakMap<ts.PropertyDeclaration, { owner: object; global: Global }>();

function globalOf(fx: FunctionLowering, field: ts.PropertyDeclaration): Global {
  const known = globals.get(field);
  if (known !== undefined && known.owner === fx.lowering) return known.global;
  const rep = repOf(fx.checker, fx.checker.getTypeAtLocation(field), EMPTY_ENV);
  const type = field.initializer === undefined && rep !== "ref" ? "value" : rep;
  const global = fx.lowering.builder.newGlobal(
    `${field.parent.name?.text ?? "class"}.${field.name.getText()}`,
    type,
  );
  globals.set(field, { owner: fx.lowering, global });
  return global;
}

export function staticField(fx: FunctionLowering, field: ts.PropertyDeclaration): Reference {
  const global = globalOf(fx, field);
  return {
    get: (): Operand => {
      const result = fx.fb.temp(global.type);
      fx.fb.emit({ op: "get_global", dst: result.local, global });
      return result;
    },
    set: (value) => {
      fx.fb.emit({
        op: "set_global",
        global,
        value:
          operandType(value) === global.type ? value : fx.convert(value, global.type, field.name.getText()),
      });
    },
  };
}
