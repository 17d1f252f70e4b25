import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { readCues, type Cue } from "./read-cues.js";

/** Silence in seconds after which a paragraph begins. */
const pauseSeconds = 4;

/** Characters after which a paragraph ends with its sentence. */
const longParagraph = 600;

/**
 * Captions of videos (WebVTT and SubRip): what is said, joined to sentences, a paragraph for each speaker or after a
 * pause. Times, numbers and styles are not text; notes are left out and counted.
 *
 * @param mediaType - `text/vtt` or `application/x-subrip`
 */
export function captionsLoaderOf(mediaType: "text/vtt" | "application/x-subrip"): Loader {
  return {
    mediaTypes: [mediaType],
    version: loaderVersionOf(mediaType),
    load: (input) => load(input, mediaType),
  };
}

async function load(input: LoaderInput, mediaType: string): Promise<SourceDocument> {
  const source = decodeText(input.path, input.bytes);
  const { cues, noteCharacters } = readCues(source.text);
  if (cues.length === 0)
    throw new DocumentError(input.path, "malformed", "no captions: the file contains no cue with times");
  const builder = createTextBuilder();
  let paragraph = "";
  let previous: Cue | null = null;
  for (const cue of cues) {
    const isNew =
      previous === null ||
      cue.speaker !== previous.speaker ||
      cue.startSeconds - previous.endSeconds > pauseSeconds ||
      (paragraph.length > longParagraph && /[.!?。！？]["”»)]*$/.test(paragraph));
    if (isNew) {
      builder.add("paragraph", paragraph);
      paragraph = cue.speaker === "" ? cue.text : `${cue.speaker}: ${cue.text}`;
    } else paragraph += ` ${cue.text}`;
    previous = cue;
  }
  builder.add("paragraph", paragraph);
  return makeDocument(input, {
    ...builder.finish(),
    mediaType,
    warnings: source.warnings,
    hiddenLeftOut: noteCharacters,
  });
}
