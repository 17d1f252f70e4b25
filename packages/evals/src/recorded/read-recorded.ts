import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AnswerSource } from "@ragstone/verify";
import { isTuning } from "../docs/docs-question.js";

/** A claim of a recorded answer with what it is known to be. */
export interface RecordedClaim {
  readonly id: string;
  /** The question's id. */
  readonly answer: string;
  /** As the model wrote it, with its citations. */
  readonly raw: string;
  /** `true`, `partly`, `none`, `true, reworded` or `false: KIND`. */
  readonly group: string;
  /** Of the half that rules may be tuned on; by the question, so that variants of a claim are never divided. */
  readonly isTuning: boolean;
}

/** An answer of a sloppy model, whole. */
export interface SloppyAnswer {
  /** The question's id. */
  readonly answer: string;
  readonly raw: string;
  /** The part of it that is false, as written; empty if there is none. */
  readonly wrong: string;
  readonly isTuning: boolean;
}

/** Answers that models wrote to recorded prompts. */
export interface RecordedAnswers {
  readonly claims: readonly RecordedClaim[];
  readonly sloppy: readonly SloppyAnswer[];
  /** By the question's id. */
  readonly questions: Readonly<Record<string, string>>;
  /** The sources of the prompt of a question, as it numbered them. */
  readonly sourcesOf: (answer: string) => Promise<readonly AnswerSource[]>;
}

interface ClaimLine {
  readonly id: string;
  readonly answer: string;
  readonly raw: string;
  readonly label?: string;
  readonly kind?: string;
}

/**
 * Reads a folder with `prompts/ID.json` (messages), `questions.json`, `claims-true.jsonl` (labels `true`, `partly`,
 * `none`), `claims-false.jsonl` (kinds) and, if there, `claims-rewrites.jsonl` and `small-notes.jsonl` with `small/ID.txt`.
 */
export async function readRecorded(folder: string): Promise<RecordedAnswers> {
  const [labelled, rewrites, wrong] = await Promise.all([
    readLines(join(folder, "claims-true.jsonl")),
    readLines(join(folder, "claims-rewrites.jsonl"), true),
    readLines(join(folder, "claims-false.jsonl")),
  ]);
  const notes = await readLines<{ readonly id: string; readonly wrong: string }>(
    join(folder, "small-notes.jsonl"),
    true,
  );
  const groupAll = (lines: readonly ClaimLine[], group: (line: ClaimLine) => string): RecordedClaim[] =>
    lines.map((line) => {
      const { id, answer, raw } = line;
      return { id, answer, raw, group: group(line), isTuning: isTuning(answer) };
    });
  return {
    claims: [
      ...groupAll(labelled, ({ label }) => label ?? "none"),
      ...groupAll(rewrites, () => "true, reworded"),
      ...groupAll(wrong, ({ kind }) => `false: ${kind}`),
    ],
    sloppy: await Promise.all(
      notes.map(async ({ id, wrong }) => ({
        answer: id,
        raw: await readFile(join(folder, "small", `${id}.txt`), "utf8"),
        wrong,
        isTuning: isTuning(id),
      })),
    ),
    questions: JSON.parse(await readFile(join(folder, "questions.json"), "utf8")) as Record<string, string>,
    sourcesOf: cached(async (answer) =>
      promptSources(await readFile(join(folder, "prompts", `${answer}.json`), "utf8")),
    ),
  };
}

async function readLines<T = ClaimLine>(file: string, optional = false): Promise<readonly T[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (optional && error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

function cached<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

type MessageContent = string | readonly { readonly text?: string }[];

const numberedSource =
  /<source-[0-9a-f]+ number="(\d+)" file="([^"]*)"(?: under="([^"]*)")?[^>]*>\n?([\s\S]*?)\n?<\/source-[0-9a-f]+>/gu;
/** Between the headings of a source. */
const headingBreak = /\s{2,}|\s>\s|\u001f/u;

/** The sources between numbered tags in the messages of a prompt. */
function promptSources(messages: string): readonly AnswerSource[] {
  const text = (JSON.parse(messages) as { readonly content: MessageContent }[])
    .map(({ content }) => (typeof content === "string" ? content : content.map((part) => part.text ?? "").join("")))
    .join("\n");
  return [...text.matchAll(numberedSource)].map(([, number, path = "", under = "", source = ""]) => ({
    id: Number(number),
    path,
    headings: under.split(headingBreak).filter((heading) => heading !== ""),
    text: source,
  }));
}
