import type { LRParser } from "@lezer/lr";

/** How a language is cut. */
export interface Language {
  /** As fenced code names it. */
  readonly name: string;
  /** `null`: cut at blank lines. */
  readonly grammar: (() => Promise<LRParser>) | null;
}

const javascript = async (dialect: string): Promise<LRParser> =>
  (await import("@lezer/javascript")).parser.configure({ dialect });

/** By media type, then by extension where one media type has several grammars. */
export const languages: ReadonlyMap<string, Language> = new Map<string, Language>([
  ["text/javascript", { name: "javascript", grammar: () => javascript("jsx") }],
  ["text/typescript", { name: "typescript", grammar: () => javascript("ts") }],
  ["text/x-python", { name: "python", grammar: async () => (await import("@lezer/python")).parser }],
  ["text/x-java", { name: "java", grammar: async () => (await import("@lezer/java")).parser }],
  ["text/x-c", { name: "c", grammar: async () => (await import("@lezer/cpp")).parser }],
  ["text/x-c++", { name: "cpp", grammar: async () => (await import("@lezer/cpp")).parser }],
  ["text/x-go", { name: "go", grammar: async () => (await import("@lezer/go")).parser }],
  ["text/x-rust", { name: "rust", grammar: async () => (await import("@lezer/rust")).parser }],
  ["text/x-php", { name: "php", grammar: async () => (await import("@lezer/php")).parser }],
  ["text/css", { name: "css", grammar: async () => (await import("@lezer/css")).parser }],
  ["text/x-scss", { name: "scss", grammar: async () => (await import("@lezer/sass")).parser }],
  ["text/x-less", { name: "less", grammar: null }],
  ["application/sql", { name: "sql", grammar: null }],
  ["text/x-ruby", { name: "ruby", grammar: null }],
  ["text/x-csharp", { name: "csharp", grammar: null }],
  ["text/x-kotlin", { name: "kotlin", grammar: null }],
  ["text/x-swift", { name: "swift", grammar: null }],
  ["text/x-scala", { name: "scala", grammar: null }],
  ["text/x-shellscript", { name: "bash", grammar: null }],
  ["text/x-lua", { name: "lua", grammar: null }],
  ["text/x-perl", { name: "perl", grammar: null }],
  ["text/x-r", { name: "r", grammar: null }],
  ["application/toml", { name: "toml", grammar: null }],
  ["application/yaml", { name: "yaml", grammar: async () => (await import("@lezer/yaml")).parser }],
]);
