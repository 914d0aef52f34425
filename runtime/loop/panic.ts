// The public module `ingot/panic`: stop now, and say where.
//
// For invariants that are broken. An expected failure is a return value or a thrown error.

/** Exit code of a program that panicked (EX_SOFTWARE of sysexits). */
export const PANIC_EXIT_CODE = 70;

/**
 * Ends the program with `message`. On a board it prints the message and the addresses of the call stack,
 * which `ingot` decodes to functions and lines, then resets. Cannot be caught; nothing runs afterwards.
 * @intrinsic rt_panic
 */
export function panic(message: string): never {
  // An error object is the way to the stack under Node; its first line would repeat the message's kind.
  const stack = new Error(message).stack ?? "";
  console.error(`panic: ${message}\n${stack.split("\n").slice(2).join("\n")}`);
  process.exit(PANIC_EXIT_CODE);
}
