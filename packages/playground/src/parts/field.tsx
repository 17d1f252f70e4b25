import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  readonly label: string;
  readonly hint: string;
  /** Renders the control with its id and the id of its hint. */
  readonly children: (id: string, hint: string) => ComponentChildren;
}

/** A labelled control with a hint below. */
export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, `${id}-hint`)}
      <span id={`${id}-hint`} class="hint">
        {hint}
      </span>
    </div>
  );
}
