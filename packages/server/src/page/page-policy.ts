import { createHash } from "node:crypto";

/**
 * Headers of the page: it loads nothing from elsewhere, runs no inline script, writes no HTML from strings, and no other
 * page frames it. Page images are shown as `blob:`. The only inline styles are those of the page's own HTML, by digest.
 */
export const pageHeaders = (html: string): Readonly<Record<string, string>> => ({
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...digestsOf(html)].join(" "),
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
});

function digestsOf(html: string): string[] {
  const styles = html.matchAll(/<style>(.*?)<\/style>/gsu);
  return Array.from(styles, ([, style]) => `'sha256-${createHash("sha256").update(style!).digest("base64")}'`);
}
