/**
 * Name of the entry that a reference inside another entry leads to. References that climb out of the container end at
 * its top.
 */
export function resolvePart(from: string, reference: string): string {
  const path = decode(reference.split("#", 1)[0]!);
  const parts = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
