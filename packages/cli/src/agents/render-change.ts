import { escapeControls, type RagstoneError } from "@ragstone/core";
import { lineDiff, type Planned, type PlannedChange } from "@ragstone/mcp/install";
import { inCommandWords } from "../command-words.js";
import type { Terminal } from "../terminal.js";

export function isChange(planned: Planned): planned is PlannedChange {
  return !("error" in planned) && planned.before !== planned.after;
}

function actionOf(planned: Planned): string {
  if ("error" in planned) return "failed";
  const { before, after } = planned;
  if (before === after) return "none";
  if (before === null) return "create";
  return after === null ? "delete" : "change";
}

/** The file and the lines that change in it. */
export function renderChange(terminal: Terminal, planned: Planned): string {
  const { title, scope, path } = planned.target;
  const action = actionOf(planned);
  const head = `${terminal.style("bold", title)} (${scope}): ${escapeControls(path)}`;
  if (!isChange(planned)) return `${head}: ${action === "none" ? "nothing to change" : "not changed"}\n`;
  const { before, after } = planned;
  const lines = lineDiff(before, after)
    .split("\n")
    .map((line) => {
      const text = line
        .split("\t")
        .map((part) => escapeControls(part))
        .join("\t");
      if (line.startsWith("@@")) return text;
      return terminal.style(line.startsWith("+") ? "green" : "red", text);
    });
  return `${head}: ${action}\n${lines.join("\n")}\n`;
}

/** The same for `--json`. */
export function changeReport(planned: Planned, error: RagstoneError | null): object {
  const { agent, scope, path } = planned.target;
  const place = { agent, scope, path };
  if (error !== null) return { ...place, action: "failed", error: { code: error.code, ...inCommandWords(error) } };
  const diff = isChange(planned) ? lineDiff(planned.before, planned.after) : null;
  return { ...place, action: actionOf(planned), diff };
}
