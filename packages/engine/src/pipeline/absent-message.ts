import { isVolumePath } from "@ragstone/core";
import type { AbsentFolder } from "../api/absent-folder.js";

const listed = 3;

/** The message about documents that stay in an index although their files are not found. */
export function absentMessage(root: string, absent: readonly AbsentFolder[]): string {
  const total = absent.reduce((sum, { documents }) => sum + documents, 0);
  const names = absent.slice(0, listed).map(({ folder }) => (folder === "." ? root : `${root}/${folder}`));
  const more = absent.length > listed ? ` and ${absent.length - listed} more` : "";
  const [folders, are] = absent.length === 1 ? ["That folder", "is"] : ["Those folders", "are"];
  return (
    `${total === 1 ? "1 document stays" : `${total} documents stay`} in the index without a file: ${names.join(", ")}${more}. ` +
    `${folders} ${are} missing, unmounted or empty. ` +
    (isVolumePath(root)
      ? "If the files are gone for good, allow their removal in the next run."
      : "If the files are gone for good, the next full run removes the documents.")
  );
}
