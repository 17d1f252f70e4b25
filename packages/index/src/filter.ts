export { globMatcher } from "./filter/glob-matcher.js";
