// What the C of every source file must agree on: names, order of shapes, layout of objects.
//
// Built once per module before anything is written. Shapes are put in an order in which a class is directly
// followed by its subclasses, so that an instance test is one range compare (has_shape in ingot.h).

import type { ClassInfo, Func, Global, Module, Shape, Type } from "../../compiler/ir/types.ts";
import { allOperands } from "../../compiler/ir/walk.ts";
import { legal, NameSpace, NameTable } from "./names.ts";

export interface Program {
  readonly module: Module;
  readonly functions: NameTable<Func>;
  readonly globals: NameTable<Global>;
  readonly classes: NameTable<ClassInfo>;
  /** Struct and table names; frame shapes included. */
  readonly shapes: NameTable<Shape>;
  /** Shapes in the order of the program's shape array; frame shapes have their own constants instead. */
  readonly order: Shape[];
  /** Number of shapes that extend the shape, directly or not: they follow it in `order`. */
  readonly extra: Map<Shape, number>;
  /** Frame shape -> resume half. */
  readonly frames: Map<Shape, Func>;
  /** Functions that need an entry taking boxed arguments: asked for by lowering or found in a table by name. */
  readonly generic: Set<Func>;
  /** Of those, the ones whose entry is shared by all of their signature. */
  sharedEntries: ReadonlySet<Func>;
  /** Classes whose constructor object exists: named as a value, or all when the program can ask for any. */
  readonly classObjects: Set<ClassInfo>;
  /** Keys of the static symbols that the C text mentions. */
  readonly symbols: Set<string>;
  /** C member names of a shape's slots, index by index. */
  members(shape: Shape): string[];
}

export function describeProgram(module: Module): Program {
  const functions = new NameTable<Func>("");
  for (const f of module.functions) functions.add(f, f.name.includes(":") ? f.name : `f_${f.name}`);
  const globals = new NameTable<Global>("g_");
  for (const g of module.globals) globals.add(g, g.name);
  const classes = new NameTable<ClassInfo>("c_");
  for (const c of module.classes) classes.add(c, c.name);
  const shapes = new NameTable<Shape>("o_");
  for (const s of module.shapes) shapes.add(s, s.cls === null ? plainName(s) : s.name);

  const frames = new Map<Shape, Func>();
  for (const f of module.functions) {
    if (f.frame === undefined) continue;
    frames.set(f.frame.shape, f);
    if (!shapes.has(f.frame.shape)) shapes.add(f.frame.shape, f.frame.shape.name);
  }
  const order = preorder(module.shapes.filter((s) => !frames.has(s)));
  const members = new Map<Shape, string[]>();
  const classObjects = classObjectsOf(module);
  return {
    module,
    functions,
    globals,
    classes,
    shapes,
    order: order.list,
    extra: order.extra,
    frames,
    symbols: new Set(),
    generic: genericFunctions(module, classObjects),
    sharedEntries: new Set(),
    classObjects,
    members: (shape) => {
      const names = members.get(shape) ?? memberNames(shape);
      members.set(shape, names);
      return names;
    },
  };
}

/**
 * Families in the order of their youngest member: the runtime library's shapes come first in a module, so a
 * family that the application does not extend keeps its place, and its objects their cached C, whatever the
 * application adds.
 */
function preorder(shapes: Shape[]): { list: Shape[]; extra: Map<Shape, number> } {
  const known = new Set(shapes);
  const children = new Map<Shape, Shape[]>(shapes.map((s) => [s, []]));
  const roots: Shape[] = [];
  for (const s of shapes) {
    if (s.parent !== null && known.has(s.parent)) children.get(s.parent)!.push(s);
    else roots.push(s);
  }
  const index = new Map(shapes.map((s, i) => [s, i]));
  const youngest = (s: Shape): number => Math.max(index.get(s)!, ...children.get(s)!.map(youngest));
  const age = new Map(roots.map((s) => [s, youngest(s)]));
  const plain = (s: Shape) => (s.cls === null ? 1 : 0);
  roots.sort((a, b) => plain(a) - plain(b) || age.get(a)! - age.get(b)!);

  const list: Shape[] = [];
  const extra = new Map<Shape, number>();
  const place = (s: Shape): void => {
    const start = list.push(s);
    for (const child of children.get(s)!) place(child);
    extra.set(s, list.length - start);
  };
  for (const root of roots) place(root);
  return { list, extra };
}

/** Objects of no class are told apart by their properties, which other programs have as well, before they are numbered. */
function plainName(shape: Shape): string {
  const slots = shape.slots.slice(0, 6).map((slot) => slot.key.replace(/\W/g, ""));
  return [shape.name, ...slots, shape.slots.map((slot) => slot.type[0]).join("")].join("_");
}

function classObjectsOf(module: Module): Set<ClassInfo> {
  if (module.allClassObjects) return new Set(module.classes);
  const used = new Set<ClassInfo>();
  for (const f of module.functions) {
    for (const o of allOperands(f)) if (o.kind === "class") used.add(o.cls);
    for (const b of f.blocks) {
      // Reached through an instance, by `x.constructor` or by printing: any class that has instances.
      if (b.instrs.some((i) => i.op === "runtime" && i.name === "class_of")) return new Set(module.classes);
    }
  }
  return used;
}

function genericFunctions(module: Module, classObjects: Set<ClassInfo>): Set<Func> {
  const set = new Set(module.functions.filter((f) => f.needsGenericEntry));
  for (const s of module.shapes) for (const m of s.methods) set.add(m.func);
  for (const b of module.builtins) set.add(b.func);
  for (const c of classObjects) {
    for (const m of c.statics) set.add(m.func);
    for (const f of [c.construct, c.call]) if (f) set.add(f);
  }
  for (const f of module.functions) {
    for (const o of allOperands(f)) if (o.kind === "function") set.add(o.func);
    for (const b of f.blocks) for (const i of b.instrs) if (i.op === "new_closure") set.add(i.func);
  }
  return set;
}

/** Unique in the shape; a shape's names begin with its parent's. */
function memberNames(shape: Shape): string[] {
  const space = new NameSpace();
  for (const taken of ["shape_", "ext", "frame", "handed_out"]) space.take(taken);
  return shape.slots.map((slot) => space.take(legal(slot.key)));
}

/** The members of a shape's struct in order of placement, as slot indices. */
export function placement(shape: Shape): number[] {
  const inherited = shape.parent === null ? [] : placement(shape.parent);
  const own = shape.slots.map((_, i) => i).slice(inherited.length);
  // After the header word: words, then doublewords, then bytes, to lose little to alignment on 32-bit boards.
  const rank = (i: number) => RANK[shape.slots[i]!.type];
  return [...inherited, ...own.sort((a, b) => rank(a) - rank(b) || a - b)];
}
const RANK: Record<Type, number> = { ref: 0, i32: 0, u32: 0, f64: 1, value: 1, bool: 2, void: 3 };

export function cType(type: Type): string {
  return C_TYPES[type];
}
const C_TYPES: Record<Type, string> = {
  void: "void",
  bool: "bool",
  i32: "int32_t",
  u32: "uint32_t",
  f64: "double",
  ref: "Obj *",
  value: "Value",
};

/** `type name`, with the star of a pointer where C programmers put it. */
export function declare(type: Type, name: string): string {
  return type === "ref" ? `Obj *${name}` : `${C_TYPES[type]} ${name}`;
}

/** SlotType of ingot.h. */
export function slotType(type: Type): string {
  return `T_${type.toUpperCase()}`;
}
