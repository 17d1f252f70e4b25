export { compileFilter, type FilteredFacts, type FilterTest } from "./filter/compile-filter.js";
export { unlimitedField } from "./filter/unlimited-field.js";
