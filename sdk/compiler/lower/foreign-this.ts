// Which methods may be called on something that is no instance of their class, as far as the program shows it.
//
//   const { greet } = person;  button.onClick = person.greet;  person.greet.call({ name: "x" })  Object.create(person)
//
// Methods trust `this`, and their generic entries refuse another (D4 of docs/language.md). Those found here get a version in
// which every access to `this` is a lookup by name, as under Node; it is entered for such receivers only. What is
// hidden behind `any` is not found.

import ts from "typescript";
import { isSuspendable } from "../ir/types.ts";
import { boundTo, type ClassNode, isCallee, memberKey } from "./class-nodes.ts";
import type { ClassInstance } from "./classes.ts";
import { FunctionLowering } from "./function.ts";
import type { FunctionInstance, Lowering } from "./lowering.ts";
import { skipOuter } from "./syntax.ts";

type Method = ts.MethodDeclaration | ts.AccessorDeclaration;

export class ForeignThis {
  private readonly lowering: Lowering;
  /** Methods that are taken off their objects, by name: of a class, or of an interface that any class may implement. */
  private readonly taken = new Map<string, Set<ClassNode | null>>();
  /** Whether the program names prototypes, on which it may set what errors inherit: `Failure.prototype.name = "Failure"`. */
  private namesPrototypes = false;
  /** Classes from whose instances other objects inherit. */
  private readonly parents = new Set<ClassNode>();

  constructor(lowering: Lowering) {
    this.lowering = lowering;
    const { input } = lowering;
    for (const file of input.files) if (!input.isLibraryFile(file.fileName)) this.visit(file);
  }

  /** Whether objects that are no instances of the class may inherit from one. */
  hasHeirs(node: ClassNode): boolean {
    return [...this.parents].some((parent) => this.areRelated(parent, node));
  }

  /** Whether `method` of the class may be called on another object, or on none. */
  mayMeet(node: ClassNode, method: Method): boolean {
    if (this.hasHeirs(node)) return true;
    if (this.namesPrototypes && isNameOfError(node, method)) return true;
    if (!ts.isMethodDeclaration(method)) return false;
    const takenFrom = [...(this.taken.get(memberKey(node, method.name)) ?? [])];
    return takenFrom.some((from) => from === null || this.areRelated(from, node));
  }

  private areRelated(a: ClassNode, b: ClassNode): boolean {
    return this.isOrDerives(a, b) || this.isOrDerives(b, a);
  }

  private isOrDerives(node: ClassNode, base: ClassNode): boolean {
    return node === base || this.lowering.classes.derives(node, base);
  }

  private visit(node: ts.Node): void {
    if (ts.isIdentifier(node) && node.text === "prototype") this.namesPrototypes = true;
    if (ts.isPropertyAccessExpression(node) && !isCallee(node)) {
      const to = boundTo(node);
      const instance = to === null ? null : this.classOf(this.typeOf(skipOuter(to) as ts.Expression));
      this.take(this.lowering.checker.getSymbolAtLocation(node.name), instance);
    } else if (ts.isObjectBindingPattern(node)) this.takeAll(node);
    else if (ts.isCallExpression(node)) {
      const from = prototypeGiven(node);
      if (from !== undefined) this.inherit(from);
    }
    ts.forEachChild(node, (child) => this.visit(child));
  }

  private takeAll(pattern: ts.ObjectBindingPattern): void {
    const { checker } = this.lowering;
    const type = checker.getTypeAtLocation(pattern);
    for (const { propertyName, name } of pattern.elements) {
      const key = propertyName ?? name;
      if (ts.isIdentifier(key)) this.take(checker.getPropertyOfType(type, key.text));
    }
  }

  /** `to`: the class whose instances alone it is called on; null where that is not known. */
  private take(symbol: ts.Symbol | undefined, to: ClassNode | null = null): void {
    if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Method)) return;
    for (const declaration of symbol.declarations ?? []) {
      const { parent } = declaration;
      const isOfInterface = ts.isInterfaceDeclaration(parent) || ts.isTypeLiteralNode(parent);
      if (!isOfInterface && (!ts.isClassLike(parent) || (to !== null && this.isOrDerives(to, parent))))
        continue;
      const owners = this.taken.get(symbol.name) ?? new Set();
      owners.add(isOfInterface ? null : parent);
      this.taken.set(symbol.name, owners);
    }
  }

  /** Something will inherit from the value of `from`. */
  private inherit(from: ts.Expression): void {
    const inner = skipOuter(from);
    // The prototype of a class makes instances of it.
    if (ts.isPropertyAccessExpression(inner) && inner.name.text === "prototype") return;
    const parent = this.classOf(this.typeOf(from));
    if (parent !== null) this.parents.add(parent);
  }

  private typeOf(node: ts.Expression): ts.Type {
    const { checker } = this.lowering;
    const type = checker.getTypeAtLocation(node);
    return checker.getBaseConstraintOfType(type) ?? type;
  }

  private classOf(type: ts.Type): ClassNode | null {
    return (type.symbol as ts.Symbol | undefined)?.declarations?.find(ts.isClassLike) ?? null;
  }
}

/** What every object that inherits from Error.prototype may be asked for: accessors stand for data properties there. */
function isNameOfError(node: ClassNode, method: Method): boolean {
  return (
    /Error$/.test(node.name?.text ?? "") &&
    ts.isIdentifier(method.name) &&
    /^(name|message|toString)$/.test(method.name.text)
  );
}

/**
 * Lets a method of `owner` be called through values, on what is no instance of its class as well where the program shows
 * that. Methods that say `super` or a private name, and those of classes that carry variables or extend one of the
 * library but errors, keep to instances.
 */
export function enterGenerically(
  lowering: Lowering,
  owner: ClassInstance,
  method: Method,
  { func, env }: FunctionInstance,
): void {
  func.needsGenericEntry = true;
  const { classes, input } = lowering;
  if (func.foreign !== undefined || func.ignoresThis === true) return;
  if (!lowering.foreignThis.mayMeet(owner.node, method) || needsItsClass(method)) return;
  if (classes.carried(owner.node, owner.env).length > 0) return;
  for (let at: ClassNode | null = owner.node; at !== null; at = classes.baseNode(at))
    if (input.isLibraryFile(at.getSourceFile().fileName) && !/Error$/.test(at.name?.text ?? "")) return;
  const instance = lowering.newInstance(method, env);
  func.foreign = instance.func;
  instance.func.needsGenericEntry = true;
  // Whatever the receiver has behind a name is handed on, whatever the method's type says.
  if (instance.func.result !== "void" && !isSuspendable(instance.func)) instance.func.result = "value";
  lowering.body(instance.func, method, () => {
    const fx = new FunctionLowering(lowering, { ...instance, returns: instance.func.result }, owner);
    fx.hasForeignThis = true;
    fx.lowerBody();
  });
}

/** True for a body with `super` or a private name, whose `this` can be nothing else. */
function needsItsClass(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.SuperKeyword || ts.isPrivateIdentifier(node)) return true;
  return ts.forEachChild(node, (child) => needsItsClass(child) || undefined) ?? false;
}

/** What an object made or changed by the call will inherit from. */
function prototypeGiven(node: ts.CallExpression): ts.Expression | undefined {
  const { expression: callee, arguments: args } = node;
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return undefined;
  const owner = callee.expression.text;
  if (owner === "Object" && callee.name.text === "create") return args[0];
  return callee.name.text === "setPrototypeOf" && /^(Object|Reflect)$/.test(owner) ? args[1] : undefined;
}
