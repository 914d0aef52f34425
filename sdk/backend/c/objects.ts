// C of objects: allocation, slots, shape tests and access by name.
//
// A slot of a known shape is a struct member. A guarded access tests the header word first and leaves the
// general lookup to a cold function shared by all sites of one slot type (prelude.ts).

import type { Instr, Operand, Shape, Slot, Type } from "../../compiler/ir/types.ts";
import { box, type FunctionWriter, zero } from "./function.ts";
import { type Argument, callOutlined, defineOutlined } from "./outlined.ts";
import { cType, declare } from "./program.ts";
import type { Unit } from "./unit.ts";

export function writeNewObject(w: FunctionWriter, instr: Instr & { op: "new_object" }): void {
  w.assign(instr.dst, `${allocator(w.unit, instr.shape)}()`);
}

const made = new WeakMap<Unit, Map<Shape, string>>();

/** The function of this unit that makes an instance of the shape: written when first asked for. */
function allocator(unit: Unit, shape: Shape): string {
  const names = made.get(unit) ?? new Map<Shape, string>();
  made.set(unit, names);
  const known = names.get(shape);
  if (known !== undefined) return known;
  const name = `alloc_${unit.program.shapes.of(shape).slice(2)}`;
  names.set(shape, name);

  const struct = unit.struct(shape);
  const members = unit.program.members(shape);
  const resume = unit.program.frames.get(shape);
  const body = shape.slots.flatMap((slot, i) => initial(slot).map((v) => `  o->${members[i]} = ${v};`));
  const makesPromise = resume?.frame?.isGenerator === false;
  if (resume !== undefined) {
    // The promise is made first: nothing may allocate between ing_alloc and the end of initialisation.
    body.unshift(
      `  o->frame.resume = (void (*)(Frame *, Value, int32_t))${unit.code(resume)};`,
      `  o->frame.promise = ${makesPromise ? "promise" : "&rt_undefined"};`,
    );
  }
  unit.declare(
    name,
    [
      `static __attribute__((unused)) Obj *${name}(void) {`,
      ...(makesPromise ? ["  Obj *promise = ingot_hook_new_promise();"] : []),
      `  ${struct} *o = (${struct} *)ing_alloc(${unit.shape(shape)}, sizeof *o);`,
      ...body,
      "  return (Obj *)o;",
      "}",
    ].join("\n"),
  );
  return name;
}

/** The text of a slot's initial value, unless the zero bytes of ing_alloc are already right. */
function initial(slot: Slot): string[] {
  if (slot.type === "ref") return ["&rt_undefined"];
  if (slot.type === "value") return [slot.optional ? "VALUE_HOLE" : "VALUE_UNDEFINED"];
  return [];
}

interface Place {
  readonly shape: Shape;
  readonly slot: number;
}

function memberOf(unit: Unit, obj: string, { shape, slot }: Place): string {
  return `((${unit.struct(shape)} *)${obj})->${unit.program.members(shape)[slot]}`;
}

/** The name of the shared function that reads or writes the slot of any object. */
function accessor(unit: Unit, verb: string, { shape, slot, others }: Place & { others?: unknown }): string {
  return `${verb}${others === undefined ? "" : "_own"}_${unit.program.shapes.of(shape).slice(2)}__${unit.program.members(shape)[slot]}`;
}

export function writeGetSlot(w: FunctionWriter, instr: Instr & { op: "get_slot" }): void {
  w.assign(instr.dst, read(w, instr));
}

/** The slot's value; an absent optional property reads as undefined. */
function read(w: FunctionWriter, instr: { obj: Operand; shape: Shape; slot: number }): string {
  return readOf(w.unit, w.operand(instr.obj), instr);
}

function readOf(unit: Unit, obj: string, instr: Place): string {
  const field = memberOf(unit, obj, instr);
  return instr.shape.slots[instr.slot]!.optional ? `ing_hole_to_undefined(${field})` : field;
}

export function writeSetSlot(w: FunctionWriter, instr: Instr & { op: "set_slot" }): void {
  w.line(`${memberOf(w.unit, w.operand(instr.obj), instr)} = ${w.operand(instr.value)};`);
}

/** The C condition that `obj` has the shape or one that extends it. */
export function shapeTest(w: FunctionWriter, obj: Operand, shape: Shape, subclasses = true): string {
  return shapeTestOf(w.unit, w.operand(obj), shape, subclasses);
}

export function shapeTestOf(unit: Unit, obj: string, shape: Shape, subclasses = true): string {
  const extra = subclasses ? (unit.program.extra.get(shape) ?? 0) : 0;
  const target = unit.shape(shape);
  return extra === 0 ? `${obj}->shape == ${target}` : `has_shape(${obj}, ${target}, ${extra})`;
}

export function writeHasShape(w: FunctionWriter, instr: Instr & { op: "has_shape" }): void {
  w.assign(instr.dst, shapeTest(w, instr.obj, instr.shape, instr.subclasses));
}

/** A cache for one place of access by name. */
export function propCache(unit: Unit): string {
  const name = unit.fresh("cache");
  unit.declare(name, `static PropCache ${name};`);
  return `&${name}`;
}

export function writeGetField(w: FunctionWriter, instr: Instr & { op: "get_field" }): void {
  const slot = instr.shape.slots[instr.slot]!;
  const obj = w.operand(instr.obj);
  if (w.unit.isForSize) {
    const name = accessor(w.unit, "get", instr);
    callOutlined(w, instr.dst, slot.type, name, [["Obj *", obj]], (unit) => [
      `if (LIKELY(${shapeTestOf(unit, "p0", instr.shape)})) return ${readOf(unit, "p0", instr)};`,
      instr.others !== undefined
        ? `return ${refusal(unit, slot.type)}(p0);`
        : `return get_field_${slot.type}(p0, ${unit.key(slot.key)}, ${propCache(unit)}, ${fieldExpectation(unit, slot, instr.text)});`,
    ]);
    return;
  }
  w.line(`if (LIKELY(${shapeTest(w, instr.obj, instr.shape)})) {`);
  w.assign(instr.dst, read(w, instr));
  w.line("} else {");
  if (instr.others !== undefined) {
    writeRefusal(w, obj);
    return;
  }
  const key = w.unit.key(slot.key);
  w.assignChecked(
    instr.dst,
    `get_field_${slot.type}(${obj}, ${key}, ${propCache(w.unit)}, ${fieldExpectation(w.unit, slot, instr.text)})`,
  );
  w.line("}");
}

/** What outlined accesses end with that only take instances of a class: a function that throws. */
export function refusal(unit: Unit, result: Type): string {
  const name = `refuse_other_${result}`;
  defineOutlined(unit, name, declare(result, `${name}(Obj *o)`), () => [
    "rt_refuse_receiver(o);",
    ...(result === "void" ? [] : [`return ${zero(result)};`]),
  ]);
  return name;
}

/** The same in line, with the end of the alternative. It always throws, so that nothing is asked behind it. */
export function writeRefusal(w: FunctionWriter, obj: string): void {
  w.line(`rt_refuse_receiver(${obj});`, w.escape(), "}");
}

function fieldExpectation(unit: Unit, slot: Slot, text: string): string {
  const what = slot.type === "ref" ? "an object" : slot.type === "bool" ? "a boolean" : "a number";
  return unit.expectation(what, `${what} in ${text}`);
}

export function writeSetField(w: FunctionWriter, instr: Instr & { op: "set_field" }): void {
  const slot = instr.shape.slots[instr.slot]!;
  const value = w.operand(instr.value);
  if (w.unit.isForSize) {
    const args: Argument[] = [
      ["Obj *", w.operand(instr.obj)],
      [cType(slot.type), value],
    ];
    callOutlined(w, null, "void", accessor(w.unit, "set", instr), args, (unit) => [
      `if (LIKELY(${shapeTestOf(unit, "p0", instr.shape)})) ${memberOf(unit, "p0", instr)} = p1;`,
      instr.others !== undefined
        ? `else ${refusal(unit, "void")}(p0);`
        : `else set_field_slow(p0, ${unit.key(slot.key)}, ${box(slot.type, "p1")}, ${propCache(unit)});`,
    ]);
    return;
  }
  w.line(`if (LIKELY(${shapeTest(w, instr.obj, instr.shape)})) {`);
  w.line(`${memberOf(w.unit, w.operand(instr.obj), instr)} = ${value};`);
  w.line("} else {");
  if (instr.others !== undefined) {
    writeRefusal(w, w.operand(instr.obj));
    return;
  }
  const key = w.unit.key(slot.key);
  w.line(`set_field_slow(${w.operand(instr.obj)}, ${key}, ${box(slot.type, value)}, ${propCache(w.unit)});`);
  w.check();
  w.line("}");
}

export function writeGetProp(w: FunctionWriter, instr: Instr & { op: "get_prop" }): void {
  const key = w.unit.key(instr.key);
  w.assignChecked(instr.dst, `rt_get_prop(${w.operand(instr.obj)}, ${key}, ${propCache(w.unit)})`);
}

export function writeSetProp(w: FunctionWriter, instr: Instr & { op: "set_prop" }): void {
  const args = [w.operand(instr.obj), w.unit.key(instr.key), w.operand(instr.value), propCache(w.unit)];
  w.line(`rt_set_prop(${args.join(", ")});`);
  w.check();
}
