// Runs like.js: objects that say they are regular expressions.
import "./like.js";
