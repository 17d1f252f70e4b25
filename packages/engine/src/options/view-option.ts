import { optionKinds, type OptionRule } from "@ragstone/core";

const view = "an open index or a scope of one";

/** What a tool needs of an index. */
export const askingView: OptionRule = optionKinds.part(view, { ask: "function" });

/** What a retriever needs of an index. */
export const searchingView: OptionRule = optionKinds.part(view, { search: "function" });

/** What a vector store needs of an index. */
export const indexOption: OptionRule = optionKinds.part("an open index", { parts: "function" });
