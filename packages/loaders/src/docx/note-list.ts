export type NoteKind = "footnotes" | "endnotes";

/** A note that the text refers to. */
interface ReferredNote {
  readonly kind: NoteKind;
  readonly id: string;
}

/** The notes of a document in the order of their references. */
export interface NoteList {
  /** The number of a note, from 1. */
  refer(kind: NoteKind, id: string): number;
  /** At an index; the list can grow while it is read, since notes refer to notes. */
  at(index: number): ReferredNote | undefined;
}

export function createNoteList(): NoteList {
  const notes: ReferredNote[] = [];
  const numbers = new Map<string, number>();
  return {
    refer(kind, id) {
      const key = `${kind}/${id}`;
      const number = numbers.get(key) ?? notes.push({ kind, id });
      numbers.set(key, number);
      return number;
    },
    at: (index) => notes[index],
  };
}
