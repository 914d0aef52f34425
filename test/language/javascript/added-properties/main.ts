// JavaScript that adds properties to arrays and objects still reads the members that their types have.
import { arrays, targets } from "./lists.js";

arrays();
targets();
