import type { CheckedAnswer } from "./checked-answer.js";

// XML allows no other control characters, not even escaped.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** The outcome of `verify` as a JUnit report: one test case for each answer. */
export function renderJunit(answers: readonly CheckedAnswer[]): string {
  const failures = answers.filter(({ failed }) => failed.length > 0).length;
  const cases = answers.map(({ file, question, failed }) => {
    const head = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(question)}"`;
    if (failed.length === 0) return `${head}/>`;
    const message = failed.map(({ state, path }) => `${state}: ${path}`).join("; ");
    const detail = failed.map(({ lines }) => lines.join("\n")).join("\n\n");
    return `${head}>\n      <failure message="${escapeXml(message)}">${escapeXml(detail)}</failure>\n    </testcase>`;
  });
  const counts = `tests="${answers.length}" failures="${failures}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="ragstone verify" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function escapeXml(text: string): string {
  return text
    .replace(forbidden, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
