import { useRef } from "preact/hooks";
import { strings } from "../texts/strings.js";

interface AskFormProps {
  readonly question: string;
  readonly onQuestion: (question: string) => void;
  readonly running: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
}

/** The question; Enter asks, Shift+Enter starts a new line. */
export function AskForm({ question, onQuestion, running, onAsk, onStop }: AskFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    if (question.trim() === "" || running) return;
    onAsk(question.trim());
    onQuestion("");
  };
  return (
    <form class="ask-form" ref={form} onSubmit={submit}>
      <label class="unseen" for="question">
        {strings.question}
      </label>
      <textarea
        id="question"
        rows={2}
        value={question}
        placeholder={strings.placeholder}
        autocomplete="off"
        onInput={({ currentTarget }) => onQuestion(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
      />
      {running ? (
        <button type="button" class="primary" onClick={onStop}>
          {strings.stop}
        </button>
      ) : (
        <button type="submit" class="primary" disabled={question.trim() === ""}>
          {strings.send}
        </button>
      )}
    </form>
  );
}
