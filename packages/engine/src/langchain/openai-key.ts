import process from "node:process";

/** The key of OpenAI and compatible servers; `null` where none is set, as servers of one's own mostly want none. */
export function openaiKey(): string | null {
  const key = process.env["OPENAI_API_KEY"] ?? "";
  return key === "" ? null : key;
}
