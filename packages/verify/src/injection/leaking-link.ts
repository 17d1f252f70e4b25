import type { GuardedPattern } from "../text/guarded-pattern.js";

/** A link with a placeholder for what is said: "https://example.com/?q={{conversation}}". */
export const leakingLink: GuardedPattern = {
  needs: ["://"],
  pattern:
    /:\/\/[^\s"'<>)]{0,300}(?:\{{1,2}|%7b|\[)\s*(?:(?:the|your|chat|user|full|last)[_ -]?)?(?:conversation|history|chat|prompt|question|answer|messages?|context|secrets?|summary)\b/iu,
};
