// The themes of generated programs by name. A theme turns a source of choices into one program.
import type { Random } from "../random.ts";
import { arrays } from "./arrays.ts";
import { asynchronous } from "./async.ts";
import { classes } from "./classes.ts";
import { closures } from "./closures.ts";
import { collections } from "./collections.ts";
import { exceptions } from "./exceptions.ts";
import { expressions } from "./expressions.ts";
import { integers } from "./integers.ts";
import { printing } from "./printing.ts";
import { strings } from "./strings.ts";
import { structural } from "./structural.ts";
import { types } from "./types.ts";

/** A strict TypeScript program without imports that prints much and is the same for the same choices. */
export type Theme = (random: Random) => string;

export const THEMES: Readonly<Record<string, Theme>> = {
  expressions,
  structural,
  closures,
  exceptions,
  async: asynchronous,
  arrays,
  strings,
  classes,
  collections,
  integers,
  printing,
  types,
};
