import * as parser from "jsonc-parser";

/** Node loads the package's UMD module, whose names are all in `default`; bundlers load its ES module, which has none. */
export const jsonc = (parser as unknown as { readonly default?: typeof parser }).default ?? parser;
