import {
  checkFilter,
  InvalidOptionError,
  optionKinds as kinds,
  type OptionRule,
  type SearchFilter,
} from "@ragstone/core";

/** Which provider a spec names is checked against the registered ones, when they are known. */
const modelSpec: OptionRule = kinds.text("a spec such as PROVIDER:NAME");

/** A spec or an embedder. */
export const embedderOption: OptionRule = kinds.objectOr(
  kinds.part("an embedder", {
    fingerprint: "object",
    dimensions: "number",
    windowTokens: "number",
    maxBatch: "number",
    concurrency: "number",
    tokenizer: "object",
    embed: "function",
  }),
  modelSpec,
);

/** A directory, an engine's URL or a provider. */
export const indexOption: OptionRule = kinds.objectOr(
  kinds.part("an index provider", {
    describe: "function",
    exists: "function",
    read: "function",
    write: "function",
    readSettings: "function",
    writeSettings: "function",
  }),
  kinds.systemPath("the path of the index's folder or the URL of an engine"),
);

/** A spec or a generator. */
export const generatorOption: OptionRule = kinds.objectOr(
  kinds.part("a generator", { name: "string", contextTokens: "number", tokenizer: "object", generate: "function" }),
  modelSpec,
);

/** A spec or a reranker. */
export const rerankerOption: OptionRule = kinds.objectOr(
  kinds.part("a reranker", { name: "string", maxCandidates: "number", rerank: "function" }),
  modelSpec,
);

/** Providers of specs in addition to the built-in ones. */
export const providersOption: OptionRule = kinds.listOf(
  {
    kind: "part",
    expected: "a provider with prefix and form",
    check(option, value) {
      kinds.part("a provider", { prefix: "string", form: "string" }).check(option, value);
      const { prefix } = value as { readonly prefix: string };
      if (!/^[a-z0-9][a-z0-9.-]*$/iu.test(prefix))
        throw new InvalidOptionError(`${option}.prefix`, prefix, "letters, digits, dots and hyphens");
    },
  },
  "a list of providers",
);

/** Loaders of formats in addition to the built-in ones. */
export const loadersOption: OptionRule = kinds.listOf(
  {
    kind: "part",
    expected: "a loader with mediaTypes and load, or mediaTypes and module",
    check(option, value) {
      const { mediaTypes, extensions, module } = (value ?? {}) as Readonly<Record<string, unknown>>;
      const members: Readonly<Record<string, string>> =
        module === undefined ? { mediaTypes: "object", load: "function" } : { mediaTypes: "object", module: "object" };
      kinds.part("a loader", members).check(option, value);
      if (module !== undefined && !(module instanceof URL && module.protocol === "file:"))
        throw new InvalidOptionError(`${option}.module`, module, "a file: URL, as of new URL(path, import.meta.url)");
      const names = kinds.listOf(kinds.text(), "a list of texts");
      names.check(`${option}.mediaTypes`, mediaTypes);
      if ((mediaTypes as readonly string[]).length === 0)
        throw new InvalidOptionError(`${option}.mediaTypes`, mediaTypes, "at least one media type");
      if (extensions !== undefined) names.check(`${option}.extensions`, extensions);
    },
  },
  "a list of loaders",
);

/** Flat facts. */
export const metadataOption: OptionRule = kinds.recordOf(
  {
    kind: "text",
    expected: "a text, a finite number, true, false or a list of texts",
    check(option, value) {
      const fits =
        typeof value === "string" ||
        typeof value === "boolean" ||
        Number.isFinite(value) ||
        (Array.isArray(value) && value.every((entry) => typeof entry === "string"));
      if (!fits) throw new InvalidOptionError(option, value, "a text, a finite number, true, false or a list of texts");
    },
  },
  "an object of flat values",
);

/** Which documents may be read. */
export const filterOption: OptionRule = {
  kind: "object",
  expected: "a filter of paths, types, dates and metadata",
  check: (option, value) => void checkFilter(value as SearchFilter, { option }),
};

const maxPathCharacters = 1000;

/** The path of a document that is not a file: paths that no file of the folder could have are refused. */
export const documentPath: OptionRule = {
  kind: "text",
  expected: "a relative path such as notes/2025.md",
  check(option, value) {
    const fault = typeof value === "string" ? faultOfPath(value) : "text";
    if (fault !== null) throw new InvalidOptionError(option, value, `a relative path such as notes/2025.md: ${fault}`);
  },
};

function faultOfPath(path: string): string | null {
  const names = path.split("/");
  if (path.length > maxPathCharacters) return `at most ${maxPathCharacters} characters`;
  // A lone surrogate and a control character look different in each terminal and file system.
  if (/\p{Cc}|\p{Cs}/u.test(path)) return "no control characters";
  if (path.includes("\\") || /^[A-Za-z]:\//u.test(path)) return "with / between names, and no drive";
  if (names.some((name) => name === "" || name === "." || name === ".."))
    return 'names joined by single slashes, without "." and ".."';
  return names.includes(".ragstone") ? "outside .ragstone, which is never read" : null;
}
