import value, { text as own } from "./left.ts";
export let seen = "";
try {
  seen = value;
} catch (error) {
  seen = String(error);
}
try {
  seen += own;
} catch (error) {
  seen += `, ${String(error)}`;
}
