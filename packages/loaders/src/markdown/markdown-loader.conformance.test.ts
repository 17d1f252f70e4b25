import { describeLoader } from "@ragstone/testkit";
import { markdownLoader } from "./markdown-loader.js";

const guide = `---
title: Key rotation
tags: [keys, security]
---
# Rotating *keys*

Keys are rotated every ninety days.

- first
  - nested
- second

| name | days |
|------|------|
| root | 90   |

\`\`\`ts
const a = 1; // <!-- not a comment -->
\`\`\`

> quoted

<!-- hidden -->
Setext
======
`;

describeLoader("markdownLoader", {
  loader: markdownLoader,
  verbatim: true,
  samples: [
    { path: "guide.md", content: guide, contains: ["ninety days", "const a"] },
    { path: "windows.md", content: guide.replaceAll("\n", "\r\n") },
    { path: "old-mac.md", content: guide.replaceAll("\n", "\r") },
    { path: "unicode.md", content: "# \u{1F600} 标题\n\n段落 – naïve\n" },
  ],
});
