import { InvalidOptionError, isRagstoneError, type RemoteEntry, type RemoteFolder } from "@ragstone/core";
import { maxRuleBytes, parseIgnoreRules, ruleFiles, type IgnoreRules } from "./ignore-rules.js";
import {
  maxPrincipalsBytes,
  parsePrincipalRules,
  readSidecar,
  rulesFile,
  type PrincipalRule,
  type Sidecar,
} from "./principals-of.js";

interface Source {
  readonly root: RemoteFolder;
  readonly signal: AbortSignal | undefined;
}

interface RuledFolder {
  readonly raw: string;
  readonly base: string;
  readonly above: IgnoreRules | null;
}

/**
 * The ignore rules inside a remote folder. A rule file that cannot be read ends the walk: without it, files that it
 * ignores would be indexed.
 */
export async function readRemoteIgnoreRules(
  source: Source,
  { raw, base, above }: RuledFolder,
  entries: readonly RemoteEntry[],
): Promise<IgnoreRules | null> {
  const files = new Map(entries.filter(({ isFolder }) => !isFolder).map((entry) => [entry.name, entry]));
  let text = "";
  for (const name of ruleFiles) {
    const entry = files.get(name);
    if (entry === undefined || entry.bytes > maxRuleBytes) continue;
    const content = await readText(source, raw === "" ? name : `${raw}/${name}`, maxRuleBytes);
    text += `${content.replace(/^\uFEFF/u, "")}\n`;
  }
  return parseIgnoreRules(text, base, above);
}

/** @throws {@link InvalidOptionError} as {@link parsePrincipalRules} does, and if the file is too long */
export async function readRemotePrincipalRules(
  source: Source,
  entries: readonly RemoteEntry[],
): Promise<readonly PrincipalRule[]> {
  const entry = entries.find(({ name, isFolder }) => name === rulesFile && !isFolder);
  if (entry === undefined) return [];
  const file = `${source.root.name}/${rulesFile}`;
  if (entry.bytes > maxPrincipalsBytes)
    throw new InvalidOptionError(rulesFile, file, `a file of at most ${maxPrincipalsBytes} bytes`);
  return parsePrincipalRules(file, await readText(source, rulesFile, maxPrincipalsBytes));
}

/** As {@link readSidecar}, of a remote folder. What the service refuses is a problem of this sidecar alone. */
export async function readRemoteSidecar(source: Source, path: string): Promise<Sidecar> {
  let text: string;
  try {
    text = await readText(source, path, maxPrincipalsBytes);
  } catch (error) {
    if (!isRagstoneError(error) || !["permission-denied", "folder-missing", "response-too-large"].includes(error.code))
      throw error;
    return { principals: [], problem: error.message };
  }
  return readSidecar(path, () => Promise.resolve(text));
}

async function readText({ root, signal }: Source, path: string, maxBytes: number): Promise<string> {
  return new TextDecoder().decode((await root.read(path, { maxBytes, signal })).bytes);
}
