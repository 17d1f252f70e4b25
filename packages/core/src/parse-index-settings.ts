import type { IndexSettings } from "./index-settings.js";

/**
 * Settings as an engine has stored them, or others have written them there. Unknown fields are left out; `null` if a field
 * has a value that it cannot have, so that it is as if there were none.
 */
export function parseIndexSettings(value: unknown): IndexSettings | null {
  if (typeof value !== "object" || value === null) return null;
  const { version, folder, folderId, embedder, baseUrl, targetTokens, include, exclude } = value as Record<
    string,
    unknown
  >;
  const isValid =
    version === 1 &&
    typeof embedder === "string" &&
    [folder, folderId, baseUrl].every((text) => text === undefined || typeof text === "string") &&
    (targetTokens === undefined || targetTokens === "window" || Number.isInteger(targetTokens)) &&
    [include, exclude].every((globs) => globs === undefined || isTexts(globs));
  if (!isValid) return null;
  const settings = { version, folder, folderId, embedder, baseUrl, targetTokens, include, exclude };
  return Object.fromEntries(
    Object.entries(settings).filter(([, one]) => one !== undefined),
  ) as unknown as IndexSettings;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
