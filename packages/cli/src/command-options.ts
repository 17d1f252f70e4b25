import type { Command } from "commander";
import { baseUrlHelp, specHelp } from "./spec-help.js";

/** Flags that every command has. */
export interface CommonFlags {
  readonly index?: string;
  readonly folder?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

export interface ReadingFlags extends CommonFlags {
  readonly k?: string;
  readonly mode?: string;
  readonly filter?: string;
  /** `--no-sync` gives `false`. */
  readonly sync?: boolean;
}

export interface SearchingFlags extends ReadingFlags {
  readonly onePerDocument?: boolean;
  readonly diversity?: string;
  readonly expand?: string;
}

export interface AskingFlags extends ReadingFlags {
  readonly model?: string;
  readonly baseUrl?: string;
  readonly policy?: string;
  readonly stream?: boolean;
  readonly maxTokens?: string;
  readonly rounds?: string;
  readonly decompose?: boolean;
  readonly repair?: boolean;
  readonly judge?: string;
  readonly html?: string;
}

export interface IndexingFlags extends CommonFlags {
  readonly embedder?: string;
  readonly baseUrl?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly targetTokens?: string;
  readonly concurrency?: string;
  readonly allowRemoval?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
}

export function addCommonOptions(command: Command): Command {
  return command
    .option(
      "--index <dir>",
      "the index's folder (default: .ragstone in the documents' folder, or above the working directory)",
    )
    .option("--folder <dir>", "the documents' folder, over the one that the index remembers")
    .option("--json", "one JSON document on standard output, errors too")
    .option("--quiet", "no progress and no notices")
    .option("--verbose", "every file with what became of it")
    .option("--no-color", "no colour (NO_COLOR is honoured too)");
}

export function addReadingOptions(command: Command): Command {
  return command
    .option("--k <n>", "passages to use")
    .option("--mode <mode>", "hybrid, vector or text")
    .option("--filter <filter>", "for example 'path:guides/** type:md after:2025-01-01'")
    .option("--no-sync", "leave the index as it is, even if files changed");
}

export function addSearchingOptions(command: Command): Command {
  return command
    .option("--one-per-document", "only the best passage of each document")
    .option("--diversity <x>", "from 0 to 1: how much being unlike the hits before counts")
    .option("--expand <what>", "widen each hit to its neighbours or its section");
}

export function addAskingOptions(command: Command): Command {
  return command
    .option("--model <spec>", specHelp("generator"))
    .option("--base-url <url>", baseUrlHelp(["embedder", "generator"]))
    .option("--policy <policy>", "mark, drop or strict: what becomes of claims that fail verification")
    .option("--stream", "print while the answer is made (default)")
    .option("--no-stream", "print the answer when it is whole")
    .option("--max-tokens <n>", "tokens that the answer may have")
    .option(
      "--rounds <n>",
      "consecutive searches, 1 to 3: further ones for words that no passage contains yet (default 1)",
    )
    .option("--decompose", "let the model take a compound question apart and search for each part (a call)")
    .option("--repair", "ask the model again for claims that failed, with --policy drop or strict (a call)")
    .option("--judge <spec>", "a model that is asked whether quotes say their claims (a call a claim)")
    .option("--html <file>", "also write the answer as one static page");
}

export function addIndexingOptions(command: Command): Command {
  const collect = (value: string, previous: readonly string[] = []) => [...previous, value];
  return command
    .option("--embedder <spec>", specHelp("embedder"))
    .option("--base-url <url>", baseUrlHelp(["embedder"]))
    .option("--include <glob>", "index only what matches (repeatable)", collect)
    .option("--exclude <glob>", "leave out what matches (repeatable)", collect)
    .option("--target-tokens <n>", "tokens that a chunk should have, or `window`")
    .option("--concurrency <n>", "embedding requests at once");
}
