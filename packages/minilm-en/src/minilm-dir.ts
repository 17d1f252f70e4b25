import { fileURLToPath } from "node:url";

/** The folder of all-MiniLM-L6-v2, in the layout of sentence-transformers and transformers.js. */
export const minilmDir: string = fileURLToPath(new URL("../model", import.meta.url));
