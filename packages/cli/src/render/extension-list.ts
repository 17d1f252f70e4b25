/** Extensions listed for a count before the rest is only counted. */
const maxListed = 4;

/** Counts by extension for a person: `12 .png, 3 .zip, 2 folders`. `""` counts names without extension, `/` folders. */
export function extensionList(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  const listed = entries.slice(0, maxListed).map(([extension, files]) => `${files} ${nameOf(extension, files)}`);
  const more = entries.slice(maxListed).reduce((sum, [, files]) => sum + files, 0);
  return [...listed, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function nameOf(extension: string, files: number): string {
  if (extension === "") return "without extension";
  return extension === "/" ? `folder${files === 1 ? "" : "s"}` : extension;
}
