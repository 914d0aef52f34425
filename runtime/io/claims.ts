// Who uses which pin or function: one user at a time.
//
// Knows names only. What two entries of the configuration claim is refused before a program is built; this is for what
// a program does while it runs.

const users = new Map<string, string>();

/** Notes that `user` has `name`, a pin or a function. Throws an Error that names both when another has it. */
export function claim(name: string, user: string): void {
  const other = users.get(name);
  if (other !== undefined) {
    throw new Error(
      `${name} is used twice: by ${other} and by ${user}; close the one or give the other a pin of its own`,
    );
  }
  users.set(name, user);
}

/** Gives `name` back. */
export function release(name: string): void {
  users.delete(name);
}
