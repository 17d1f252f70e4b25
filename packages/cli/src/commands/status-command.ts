import { escapeControls } from "@ragstone/core";
import { exitCode } from "../exit-code.js";
import { openExisting } from "../open-from-flags.js";
import type { Flags } from "../options/settings.js";
import { runCommand } from "../run-command.js";
import { count } from "../render/count.js";
import { absentMessage } from "@ragstone/engine/internal";

/** `ragstone status` */
export function statusCommand(flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const { rag } = await openExisting({ flags });
    await using opened = rag;
    const status = await opened.status({ signal });
    if (terminal.json) {
      terminal.out(`${JSON.stringify(status)}\n`);
      return exitCode.done;
    }
    const { search, stale, textSearchOnly } = status;
    const rows: [string, string][] = [
      ["folder", status.folder],
      ["index", `${status.index} (${(status.bytes / 1e6).toFixed(1)} MB)`],
      ["documents", status.documents.toLocaleString("en")],
      ["chunks", `${status.chunks.toLocaleString("en")} (${status.tokens.toLocaleString("en")} tokens)`],
      [
        "embedder",
        `${status.embedder}, revision ${status.fingerprint.embedder.revision}, ${status.fingerprint.embedder.dimensions} dimensions`,
      ],
      ["reranker", status.reranker ?? "none"],
      ["search", search.recall === null ? search.kind : `${search.kind}, recall ${search.recall.toFixed(3)}`],
      ["updated", status.updatedAt ?? "never"],
      [
        "languages",
        Object.entries(status.languages)
          .map(([language, documents]) => `${language} ${documents}`)
          .join(", ") || "none",
      ],
    ];
    if (status.limitation !== null) rows.push(["limits", status.limitation]);
    if (textSearchOnly.length > 0)
      rows.push(["", `text search only for ${textSearchOnly.join(", ")}: the built-in vectors are English`]);
    if (status.folderState !== "present")
      rows.push(["", `the folder is ${status.folderState.replaceAll("-", " ")}: the index answers without it`]);
    else if (status.absent.length > 0) rows.push(["", absentMessage(status.folder, status.absent)]);
    for (const { name, settled, startedMs } of status.workers)
      rows.push(["at work", `${name}: ${count(settled, "file")} since ${new Date(startedMs).toISOString()}`]);
    rows.push([
      "stale",
      status.folderState !== "present"
        ? "unknown"
        : stale.length === 0
          ? "nothing changed since"
          : `${stale.length} files changed: ${stale
              .slice(0, 5)
              .map((name) => escapeControls(name))
              .join(", ")}${stale.length > 5 ? ", …" : ""}`,
    ]);
    terminal.out(
      rows.map(([name, value]) => `${terminal.style("bold", name.padEnd(10))} ${escapeControls(value)}\n`).join(""),
    );
    return exitCode.done;
  });
}
