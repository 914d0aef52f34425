// Which instructions may run while an exception waits to be looked for, in files compiled for size.
//
//   t1 = get_Packet_source(p);  t2 = get_Packet_port(p);  if (rt_throwing) return;      one test instead of two
//
// Such an instruction changes nothing that the program can see, calls none of its functions, ends, and takes what a call
// that threw has given, which is a proper value of its type. Everything else has the test before it (function.ts).

import { operandType } from "../../compiler/ir/build.ts";
import { runtimeCall } from "../../compiler/ir/runtime-calls.ts";
import type { Instr, Local, Operand, Shape } from "../../compiler/ir/types.ts";

/** Runtime calls that take any value, of what kind it may be, and only answer. */
const QUESTIONS =
  /^(is_|math_|f64_|strict_equals|same_value|typeof$|object_kind$|number_to_string$|str_concat$)/;

/** True when `instr` may run before the test. `doubtful`: locals that have been assigned since one was due. */
export function isTolerant(
  instr: Instr,
  doubtful: ReadonlySet<Local>,
  isFrame: (shape: Shape) => boolean,
): boolean {
  const isSure = (o: Operand) => o.kind !== "local" || !doubtful.has(o.local);
  switch (instr.op) {
    case "copy":
    case "unary":
    case "bits":
    case "compare":
    case "has_shape":
    case "get_global":
    case "new_cell":
    case "new_closure":
    case "get_field":
    case "call_method":
    case "get_prop":
      return true;
    case "arith":
      // Integers are not divided by what may be zero.
      return (
        instr.how !== "pow" && (instr.dst.type === "f64" || (instr.how !== "mod" && instr.how !== "div"))
      );
    case "convert": {
      const isAny = operandType(instr.a) === "value" || operandType(instr.a) === "ref";
      return !isAny || (instr.how !== "to_number" && instr.how !== "to_string");
    }
    case "get_slot":
      return isSure(instr.obj);
    case "get_cell":
      return isSure(instr.cell);
    case "new_object":
      return !isFrame(instr.shape);
    case "new_array":
      return instr.length.kind === "number";
    case "array_get":
    case "typed_get":
    case "length":
      return instr.ok === undefined && instr.known === undefined;
    case "runtime":
      return QUESTIONS.test(instr.name);
    default:
      return false;
  }
}

/** True when what the instruction gives after it threw is a proper value, so that its test may come later. */
export function isDeferrable(instr: Instr): boolean {
  // Functions of the native core give anything.
  if (instr.op === "runtime" && instr.name === "str_concat") return true;
  if (instr.op === "runtime") return runtimeCall(instr.name)?.result !== "ref";
  return instr.op !== "resume";
}
