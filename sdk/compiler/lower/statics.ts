// Static fields of classes: one global each, initialised where the class is declared.

import type ts from "typescript";
import { operandType, use } from "../ir/build.ts";
import type { Func, Global, Operand } from "../ir/types.ts";
import type { FunctionLowering } from "./function.ts";
import type { Lowering } from "./lowering.ts";
import type { Reference } from "./references.ts";
import { EMPTY_ENV, repOf } from "./reps.ts";

const globals = new WeakMap<ts.PropertyDeclaration, { owner: object; global: Global }>();

function globalOf({ lowering }: { lowering: Lowering }, field: ts.PropertyDeclaration): Global {
  const known = globals.get(field);
  if (known !== undefined && known.owner === lowering) return known.global;
  const rep = repOf(lowering.checker, lowering.checker.getTypeAtLocation(field), EMPTY_ENV);
  const type = field.initializer === undefined && rep !== "ref" ? "value" : rep;
  const global = lowering.builder.newGlobal(
    `${field.parent.name?.text ?? "class"}.${field.name.getText()}`,
    type,
  );
  globals.set(field, { owner: lowering, global });
  lowering.variables.planStatics(field.parent);
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

/** The functions behind a static field that is found by name, through a class held in a variable. */
export function staticAccessors(
  lowering: Lowering,
  field: ts.PropertyDeclaration,
  key: string,
): { get: Func; set: Func } {
  const global = globalOf({ lowering }, field);
  const getter = lowering.builder.newFunc(`${global.name}.get`, key);
  getter.func.result = global.type;
  const value = getter.temp(global.type);
  getter.emit({ op: "get_global", dst: value.local, global });
  getter.terminate({ op: "return", value });
  const setter = lowering.builder.newFunc(`${global.name}.set`, key);
  setter.func.result = "void";
  const given = setter.param("value", global.type);
  setter.emit({ op: "set_global", global, value: use(given) });
  setter.terminate({ op: "return", value: null });
  return { get: getter.func, set: setter.func };
}
