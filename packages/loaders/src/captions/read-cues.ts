/** A caption with its time. */
export interface Cue {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Of the WebVTT voice tag, empty without one. */
  readonly speaker: string;
  /** On one line, without tags. */
  readonly text: string;
}

const time = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`;
const times = new RegExp(`^\\s*${time}\\s*-->\\s*${time}`);

/**
 * Reads the cues of WebVTT or SubRip. A cue repeats no line of the cue before it, as captions that roll do. Linear.
 *
 * @returns also the characters of notes, which no player shows
 */
export function readCues(source: string): { readonly cues: Cue[]; readonly noteCharacters: number } {
  const cues: Cue[] = [];
  let noteCharacters = 0;
  let shown: string[] = [];
  for (const block of source.replace(/\r\n?/g, "\n").split(/\n[^\S\n]*\n\s*/)) {
    const lines = block.split("\n");
    if (/^NOTE(?:\s|$)/.test(lines[0] ?? "")) {
      noteCharacters += block.slice(4).trim().length;
      continue;
    }
    const at = lines.findIndex((line) => times.test(line));
    if (at === -1) continue;
    const span = spanOf(lines[at]!);
    const before = shown;
    shown = [];
    for (const { speaker, lines: spoken } of voicesOf(lines.slice(at + 1))) {
      const texts = spoken.map(plainText).filter((line) => line !== "");
      const text = texts.filter((line) => !before.includes(line)).join(" ");
      shown.push(...texts);
      if (text !== "") cues.push({ ...span, speaker, text });
    }
  }
  return { cues, noteCharacters };
}

function spanOf(line: string): Pick<Cue, "startSeconds" | "endSeconds"> {
  const [, ...parts] = times.exec(line) ?? [];
  const [hours = 0, minutes = 0, seconds = 0, , endHours = 0, endMinutes = 0, endSeconds = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  return {
    startSeconds: hours * 3600 + minutes * 60 + seconds,
    endSeconds: endHours * 3600 + endMinutes * 60 + endSeconds,
  };
}

/** A voice tag of WebVTT, with a name of at most 200 characters so that a search is linear. */
const beforeVoice = /(?=<v(?:\.[^\s<>]{0,200})?\s{1,9}[^<>]{1,200}>)/;

/** What each voice of a cue says: a voice tag runs to the next one. */
function voicesOf(lines: readonly string[]): { readonly speaker: string; readonly lines: readonly string[] }[] {
  return lines
    .join("\n")
    .split(beforeVoice)
    .map((part) => ({
      speaker: /^<v(?:\.[^\s<>]*)?\s+([^\s<>][^<>]*)>/.exec(part)?.[1]?.trim() ?? "",
      lines: part.split("\n"),
    }));
}

/** A line without tags such as `<i>`, `<00:01.000>` and `{\an8}`, its entities decoded. */
function plainText(line: string): string {
  return line
    .replace(/<\/?[a-z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}/gi, "")
    .replace(/&(?:amp|lt|gt|nbsp|lrm|rlm);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+/g, " ")
    .trim();
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&nbsp;": " ",
  "&lrm;": "",
  "&rlm;": "",
};
