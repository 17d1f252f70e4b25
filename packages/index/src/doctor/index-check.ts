/** One thing that was looked at. */
export interface IndexCheck {
  /** Stable: `file`, `database`, `documents`, `orphans`, `vectors`, `codes`, `text-search`, `graph`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in a sentence. */
  readonly detail: string;
  /** What mends it, `null` when nothing needs mending. */
  readonly fix: string | null;
}
