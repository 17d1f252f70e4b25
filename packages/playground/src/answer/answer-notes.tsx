import type { AnswerNote, Citation } from "@ragstone/core";
import { strings } from "../texts/strings.js";
import { CitationButton } from "./citation-button.js";

interface AnswerNotesProps {
  readonly notes: readonly AnswerNote[];
  readonly citations: readonly Citation[];
  readonly onOpen: (citation: Citation) => void;
}

/** Conflicts, staleness and whatever else a reader should know. */
export function AnswerNotes({ notes, citations, onOpen }: AnswerNotesProps) {
  if (notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note.message} class={`note note-${note.kind}`}>
          <strong>{strings.notes[note.kind]}:</strong> {note.message}{" "}
          {citations
            .filter(({ id }) => note.citations.includes(id))
            .map((citation) => (
              <CitationButton key={citation.id} id={citation.id} onOpen={() => onOpen(citation)} />
            ))}
        </li>
      ))}
    </ul>
  );
}
