// C of the program's constant tables: shapes, classes, virtual tables, global variables, built-in methods.

import type { ClassInfo, Method, Module, Shape, Type } from "../../compiler/ir/types.ts";
import { declare, slotType } from "./program.ts";
import type { Unit } from "./unit.ts";

/**
 * The program's shape array and everything that it points to. Its elements have names of their own (Unit.shape); C has
 * no way to give them any, so the assembler does. The function around that is never called, and not linked.
 */
export function writeShapes(unit: Unit): void {
  const { order, shapes } = unit.program;
  const rows = order.map(
    (shape) => `  ${shapeInitialiser(unit, shape, shape.isBigint ? "K_BIGINT" : "K_OBJECT")},`,
  );
  const names = order.map((shape, i) => {
    const name = `${shapes.of(shape)}__shape`;
    return `  __asm__(".globl ${name}\\n.set ${name}, ingot_shapes + %c0" : : "i"(${i} * sizeof(Shape)));`;
  });
  unit.push(
    "const Shape ingot_shapes[] = {",
    ...(rows.length === 0 ? ["  { .kind = K_OBJECT },"] : rows),
    "};",
    "__attribute__((used)) static void shape_names(void) {",
    ...names,
    "}",
  );
  unit.push("const Shape ingot_function_shape = { .kind = K_FUNCTION, .size = sizeof(Fn) };", "");
}

/** The shape constant of an async function's frame; belongs into the unit of its resume half. */
export function writeFrameShape(unit: Unit, shape: Shape): void {
  const resume = unit.program.frames.get(shape)!;
  const name = unit.shape(shape).slice(2, -1);
  unit.push(`${unit.linkage(resume)}const Shape ${name} = ${shapeInitialiser(unit, shape, "K_FRAME")};`);
}

function shapeInitialiser(unit: Unit, shape: Shape, kind: "K_OBJECT" | "K_BIGINT" | "K_FRAME"): string {
  const name = unit.program.shapes.of(shape);
  const struct = unit.struct(shape);
  const members = unit.program.members(shape);
  const place = (i: number) => `offsetof(${struct}, ${members[i]})`;
  const fields: string[] = [
    `.kind = ${kind}`,
    `.slot_count = ${kind === "K_BIGINT" ? 0 : shape.slots.length}`,
    `.size = sizeof(${struct})`,
  ];

  if (shape.slots.length > 0 && kind === "K_OBJECT") {
    unit.push(`static const Slot ${name}__slots[] = {`);
    for (const [i, slot] of shape.slots.entries()) {
      const flags = [...(slot.hidden ? ["SLOT_HIDDEN"] : []), ...(slot.optional ? ["SLOT_OPTIONAL"] : [])];
      const row = [unit.tableKey(slot.key), place(i), slotType(slot.type), flags.join(" | ") || "0"];
      unit.push(`  { ${row.join(", ")} },`);
    }
    unit.push("};");
    fields.push(`.slots = ${name}__slots`);
  }
  const offsets = (type: Type) => shape.slots.flatMap((s, i) => (s.type === type ? [place(i)] : []));
  const refs = offsets("ref");
  // A frame's promise and an object's dictionary are references too, though no slots.
  if (kind === "K_FRAME") refs.unshift(`offsetof(${struct}, frame.promise)`);
  const values = offsets("value");
  if (unit.program.frames.get(shape)?.frame?.isGenerator) values.unshift(`offsetof(${struct}, handed_out)`);
  if (refs.length + values.length > 0) {
    unit.push(`static const uint16_t ${name}__offsets[] = { ${[...refs, ...values].join(", ")} };`);
    fields.push(
      `.ref_count = ${refs.length}`,
      `.value_count = ${values.length}`,
      `.offsets = ${name}__offsets`,
    );
  }
  if (shape.extensible) fields.push(`.ext_offset = offsetof(${struct}, ext)`);
  if (shape.cls !== null) fields.push(`.cls = ${unit.classInfo(shape.cls)}`);
  if (shape.vtable.length > 0) {
    const rows = shape.vtable.map((f) => `(const void *)${unit.code(f)}`);
    unit.push(`static const void *const ${name}__vtable[] = { ${rows.join(", ")} };`);
    fields.push(`.vtable = ${name}__vtable`);
  }
  if (shape.methods.length > 0) {
    unit.push(...methodTable(unit, `${name}__methods`, shape.methods));
    fields.push(`.methods = ${name}__methods`, `.method_count = ${shape.methods.length}`);
  }
  return `{ ${fields.join(", ")} }`;
}

/** Names that calls of members do not look for on the object itself, with the shapes that have such members. */
function fixedTable(unit: Unit, shapes: readonly Shape[]): string[] {
  const rows = shapes.flatMap((shape) =>
    (shape.fixed ?? []).map((key) => `  { ${unit.shape(shape)}, ${unit.tableKey(key)} },`),
  );
  return [
    "const FixedName ingot_fixed[] = {",
    ...(rows.length > 0 ? rows : ["  { NULL, NULL },"]),
    "};",
    `const uint32_t ingot_fixed_count = ${rows.length};`,
    "",
  ];
}

function methodTable(unit: Unit, name: string, methods: Method[]): string[] {
  const role = { method: "M_METHOD", get: "M_GET", set: "M_SET" };
  const row = (m: Method) =>
    `  { ${unit.tableKey(m.key)}, ${unit.functionObject(m.func)}, ${role[m.role]} },`;
  return [`static const MethodEntry ${name}[] = {`, ...methods.map(row), "};"];
}

export function writeClasses(unit: Unit, classes: ClassInfo[]): void {
  for (const cls of classes) {
    const name = unit.program.classes.of(cls);
    const hasObject = unit.program.classObjects.has(cls);
    const parent = cls.parent === null ? "NULL" : unit.classInfo(cls.parent);
    const object = hasObject ? unit.classObject(cls) : "NULL";
    const statics = hasObject ? cls.statics : [];
    if (statics.length > 0) unit.push(...methodTable(unit, `${name}__statics`, statics));
    const table = statics.length > 0 ? `${name}__statics` : "NULL";
    unit.classInfo(cls);
    const version = constructed(cls) ?? unit.program.order.find((x) => x.cls === cls);
    const instance = version === undefined ? "NULL" : unit.shape(version);
    unit.push(
      `const ClassInfo ${name} = { ${parent}, ${unit.stringKey(cls.name)}, ${object}, ${instance}, ${cls.arity ?? 0}, ${statics.length}, ${table} };`,
    );
    if (!hasObject) continue;
    const construct = cls.construct === null ? "NULL" : unit.boxed(cls.construct);
    const call = cls.call === undefined ? "NULL" : unit.boxed(cls.call);
    unit.push(
      `ClassObj ${name}__object = { &rt_shapes[RS_CLASS], &${name}, ${construct}, ${call}, NULL, NULL };`,
    );
  }
}

/** The version of a generic class that its class object makes: methods found through its prototype must take them. */
function constructed(cls: ClassInfo): Shape | undefined {
  for (const block of cls.construct?.blocks ?? [])
    for (const instr of block.instrs)
      if (instr.op === "new_object" && instr.shape.cls === cls) return instr.shape;
  return undefined;
}

/** Global variables, and the list of those that the collector must follow. */
export function writeGlobals(unit: Unit, module: Module): void {
  const roots: string[] = [];
  for (const g of module.globals) {
    const name = unit.global(g);
    const start = g.type === "ref" ? " = &rt_undefined" : g.type === "value" ? " = VALUE_HOLE" : "";
    unit.push(`${declare(g.type, name)}${start};`);
    if (g.type === "ref" || g.type === "value") roots.push(`  { &${name}, ${slotType(g.type)} },`);
  }
  for (const cls of unit.program.classObjects) {
    // Static fields added at run time hang on the class object.
    const object = `${unit.program.classes.of(cls)}__object`;
    roots.push(`  { &${object}.ext, T_REF },`, `  { &${object}.proto, T_REF },`);
  }
  unit.push(
    "const GlobalRoot ingot_globals[] = {",
    ...(roots.length === 0 ? ["  { NULL, T_REF },"] : roots),
    "};",
  );
  unit.push(`const uint32_t ingot_global_count = ${roots.length};`, "");
}

export function writeBuiltins(unit: Unit, module: Module): void {
  const statics = module.builtins.filter((b) => b.owner !== undefined);
  unit.push(
    "const StaticEntry ingot_statics[] = {",
    ...statics.map(
      (b) =>
        `  { ${unit.functionObject(b.owner!)}, ${unit.tableKey(b.key)}, ${unit.functionObject(b.func)}, ${b.of === "constant" ? 1 : 0} },`,
    ),
    "  { NULL, NULL, NULL, 0 },",
    "};",
  );
  const rows = module.builtins
    .filter((b) => b.owner === undefined)
    .map((b) => `  { B_${b.of.toUpperCase()}, ${unit.tableKey(b.key)}, ${unit.functionObject(b.func)} },`);
  unit.push(
    "const BuiltinEntry ingot_builtins[] = {",
    ...(rows.length === 0 ? ["  { 0, NULL, NULL },"] : rows),
    "};",
  );
  unit.push(`const uint32_t ingot_builtin_count = ${rows.length};`, "", ...fixedTable(unit, module.shapes));
}
