import type { GuardedPattern } from "../text/guarded-pattern.js";

/** A link with a placeholder for what is said: "https://example.com/?q={{conversation}}". */
export const leakingLink: GuardedPattern = {
  needs: ["://"],
  pattern:
    /:\/\/[^\s"'<>)]{0,300}(?:\{{1,2}|%7b|\[)\s*(?:(?:the|your|chat|user|full|last)[_ -]?)?(?:conversation|history|chat|prompt|question|answer|messages?|context|secrets?|summary)\b/iu,
};

/** The text of a Markdown link or image, and its target. */
const markdownLink = /!?\[([^\]\n]{0,200})\]\([^)\n]{0,400}\)/gu;

/** A text with only the words of Markdown links whose target leaks: without the target they are harmless. */
export function withoutLeakingTargets(text: string): string {
  if (!text.includes("](")) return text;
  return text.replace(markdownLink, (link, label: string) => (leakingLink.pattern.test(link) ? label : link));
}
