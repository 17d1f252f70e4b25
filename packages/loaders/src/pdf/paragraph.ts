import type { Line, TableRow } from "./line.js";

/** Lines that belong together, or a table, before they become text. */
export type Paragraph =
  | {
      readonly kind: "text" | "list-item" | "code" | "running";
      readonly lines: readonly Line[];
      /** Which lines end where the writer ended them, one a line. */ readonly hardEnds: readonly boolean[];
    }
  | { readonly kind: "table"; readonly rows: readonly TableRow[] };
