import { InvalidOptionError } from "./errors/invalid-option-error.js";

const scheme = /^dbfs:/iu;

/** Whether a folder is one of a workspace, `dbfs:/...`, and not of this machine. */
export function isVolumePath(folder: string): boolean {
  return scheme.test(folder);
}

/**
 * The folder of a Unity Catalog volume in its one spelling, `dbfs:/Volumes/CATALOG/SCHEMA/VOLUME[/FOLDER...]`.
 *
 * @throws {@link InvalidOptionError} if it is not in a volume
 */
export function parseVolumePath(folder: string): string {
  const names = folder
    .replace(scheme, "")
    .split("/")
    .filter((name) => name !== "" && name !== ".");
  if (names[0] !== "Volumes" || names.length < 4 || names.includes(".."))
    throw new InvalidOptionError(
      "folder",
      folder,
      "dbfs:/Volumes/CATALOG/SCHEMA/VOLUME, with or without a folder of the volume",
      "Only Unity Catalog volumes are read: the rest of DBFS is not.",
    );
  return `dbfs:/${names.join("/")}`;
}
