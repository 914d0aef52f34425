// One module as the JavaScript that Node runs: types removed, nothing else changed. For comparing with Node.

import ts from "typescript";

/** The JavaScript of the TypeScript module `source`; a module stays one, imports of types only vanish. */
export function stripTypes(source: string, fileName: string): string {
  return ts.transpileModule(source, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Force,
      useDefineForClassFields: true,
    },
  }).outputText;
}
