import { optionKinds, type OptionRule } from "@ragstone/core";

/** An index or a scope of one, as the LangChain edges take it. */
export const viewOption: OptionRule = optionKinds.part("an open index or a scope of one", {
  ask: "function",
  search: "function",
  scoped: "function",
});
