export { globMatcher } from "./globs/glob-matcher.js";
