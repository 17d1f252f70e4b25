import {
  InvalidOptionError,
  RagstoneError,
  type IndexEngineContext,
  type IndexProvider,
  type OpenIndexProvider,
} from "@ragstone/core";

export interface OpenEngineOptions extends IndexEngineContext {
  /** Imports a module by name. @defaultValue `import()` */
  readonly load?: (name: string) => Promise<unknown>;
}

/** Engines by the scheme of their URLs, each an optional package that exports `openIndexProvider`. */
const packages: Readonly<Record<string, string>> = {
  postgres: "@ragstone/postgres",
  postgresql: "@ragstone/postgres",
  opensearch: "@ragstone/opensearch",
  "databricks-vs": "@ragstone/databricks/vector-search",
};

const notInstalled = new Set(["ERR_MODULE_NOT_FOUND", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);

/** Whether an index is named by the URL of an engine rather than by a directory. */
export function isEngineUrl(index: string): boolean {
  return schemeOf(index) !== null;
}

/**
 * The index that a URL names. Its engine is loaded here, so that nobody pays for one that is not used.
 *
 * @throws {@link InvalidOptionError} for a scheme that no engine has, naming those that exist
 * @throws {@link RagstoneError} `dependency-missing` naming the package that the engine needs
 */
export async function openEngine(
  url: string,
  { load = (name) => import(name), ...context }: OpenEngineOptions = {},
): Promise<IndexProvider> {
  const scheme = schemeOf(url) ?? "";
  const name = Object.hasOwn(packages, scheme) ? packages[scheme]! : null;
  // The URL may contain a password.
  if (name === null) throw new InvalidOptionError("index", `${scheme}://…`, `a directory or a URL with ${known()}`);
  try {
    const { openIndexProvider } = (await load(name)) as { readonly openIndexProvider: OpenIndexProvider };
    return openIndexProvider(url, context);
  } catch (error) {
    if (!notInstalled.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    const installed = name.split("/").slice(0, 2).join("/");
    throw new RagstoneError("dependency-missing", `An index at ${scheme}:// needs ${name}, which is not installed.`, {
      hint: `Add it next to ragstone: npm install ${installed}@latest`,
      cause: error,
      data: { package: installed },
    });
  }
}

/** Two letters at least: one letter is a drive of Windows. */
function schemeOf(index: string): string | null {
  return /^([a-z][a-z\d+.-]+):\/\//iu.exec(index)?.[1]?.toLowerCase() ?? null;
}

function known(): string {
  return Object.keys(packages)
    .map((scheme) => `${scheme}://`)
    .join(", ");
}
