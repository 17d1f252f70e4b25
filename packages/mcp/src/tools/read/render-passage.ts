import type { CallToolResult } from "@modelcontextprotocol/server";
import { documentName } from "@ragstone/core";
import type { ShownPassage } from "@ragstone/engine";
import { passageUri } from "../../collections/passage-uri.js";
import { createFence } from "../../text/fence.js";
import { oneLine } from "../../text/one-line.js";
import { placeLine } from "../../text/place-line.js";
import { stripValue } from "../../text/strip-value.js";
import { leftOutLines, type LeftOut } from "../left-out.js";

export interface PassageOutcome {
  readonly passage: ShownPassage;
  /** The collection; given with the passage where there are several. */
  readonly collection: string;
  readonly several: boolean;
  readonly notices: readonly string[];
}

/** A passage of at most this many characters: its start, as an exact slice, where it is longer. */
export function renderPassage(outcome: PassageOutcome, characters: number): CallToolResult {
  const { collection, several, notices } = outcome;
  const { passage, leftOut } = cut(outcome.passage, characters);
  const named = several ? collection : undefined;
  const structured = {
    ...passage,
    collection: named,
    leftOut: leftOut.length === 0 ? undefined : leftOut,
    notices: notices.length === 0 ? undefined : notices,
  };
  const fence = createFence();
  const text = [
    ...notices.map((notice) => oneLine(notice, 1000)),
    `${placeLine({ ...passage, collection: named })}. ${fence.legend}`,
    fence.wrap(passage.text),
    ...leftOutLines(leftOut),
  ].join("\n\n");
  return {
    content: [
      { type: "text", text },
      {
        type: "resource_link",
        uri: passageUri(collection, passage, passage),
        name: oneLine(passage.path, 100),
        mimeType: "text/plain",
      },
    ],
    structuredContent: stripValue(structured),
  };
}

function cut(
  passage: ShownPassage,
  characters: number,
): { readonly passage: ShownPassage; readonly leftOut: readonly LeftOut[] } {
  const { start, end, text } = passage;
  if (text.length + passage.before.length + passage.after.length <= characters) return { passage, leftOut: [] };
  // The surroundings go first: they can be read by range.
  const alone = { ...passage, before: "", after: "" };
  if (text.length <= characters) return { passage: alone, leftOut: [] };
  const path = JSON.stringify(oneLine(documentName(passage), 400));
  const to = start + characters;
  const leftOut = [{ what: `characters ${to} to ${end}`, how: `read with path ${path}, start ${to} and end ${end}` }];
  return { passage: { ...alone, end: to, text: text.slice(0, characters) }, leftOut };
}
