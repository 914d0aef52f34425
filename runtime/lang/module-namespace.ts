// Module namespace objects: the last step of their making, and how the rest of the library knows them.
//
// Their exports are getters that the compiler writes; descriptors and printing show them as the data properties
// that ECMA-262 has there (10.4.6, Module Namespace Exotic Objects).

import { queueMicrotask } from "../loop/microtasks.ts";
import { defineProp, freeze, frozenLevel, getElem, getProto, ownFlags, ownPart } from "./native.ts";
import { newPromise, type Promise, resolveWith } from "./promise.ts";
import { useNamespaces } from "./wrapped.ts";

const TAG = Symbol.toStringTag as unknown as string;
/** P_READONLY and P_FIXED of the native core. */
const UNCHANGEABLE = 6;

/** ModuleNamespaceCreate, once the exports are defined: the tag; nothing can be added. */
export function sealNamespace(object: object): void {
  defineProp(object, TAG, "Module", UNCHANGEABLE);
  freeze(object, 1);
  useNamespaces(readExport);
}

/** [[GetOwnProperty]] reads the value, which throws before the export is initialised. */
function readExport(object: unknown, key: string): void {
  if (isNamespace(object)) getElem(object, key);
}

/** True for module namespace objects. */
export function isNamespace(object: unknown): boolean {
  return (
    ownFlags(object, TAG) === UNCHANGEABLE &&
    ownPart(object, TAG, 0) === "Module" &&
    frozenLevel(object as object) === 1 &&
    getProto(object) === null
  );
}

/** The promise that all `import()` of one module share: `known`, or a new one that `load` settles in a job. */
export function importModule(known: object | undefined, load: () => unknown): object {
  if (known !== undefined) return known;
  const promise = newPromise();
  queueMicrotask(() => {
    try {
      resolveWith(promise, load());
    } catch (error) {
      promise.settle(true, error);
    }
  });
  return promise;
}

/** What one `import()` gives: a promise of its own. */
export function importedModule(shared: object): object {
  return (shared as Promise<unknown>).then();
}
