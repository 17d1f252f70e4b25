import { unzipSync } from "fflate";
import { mediaTypeByExtension } from "./formats.js";

/** Folder of the main part of each Office Open XML format. */
const mainFolders: readonly (readonly [string, string])[] = [
  ["word/", mediaTypeByExtension.get("docx")!],
  ["ppt/", mediaTypeByExtension.get("pptx")!],
  ["xl/", mediaTypeByExtension.get("xlsx")!],
];

/** The document that a zip file is, by the names in it; `null` for any other archive. Inflates nothing. */
export function zipMediaType(bytes: Uint8Array): string | null {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: ({ name }) => {
        names.push(name);
        return false;
      },
    });
  } catch {
    // Cut or damaged: the extension decides, and the loader reports it.
    return null;
  }
  if (names.includes("META-INF/container.xml")) return mediaTypeByExtension.get("epub")!;
  if (!names.includes("[Content_Types].xml")) return null;
  return mainFolders.find(([folder]) => names.some((name) => name.startsWith(folder)))?.[1] ?? null;
}
