import { useRef, useState } from "preact/hooks";
import { strings } from "../texts/strings.js";

interface AskFormProps {
  readonly running: boolean;
  readonly onAsk: (question: string) => void;
  readonly onStop: () => void;
}

/** The question; Enter asks, Shift+Enter starts a new line. */
export function AskForm({ running, onAsk, onStop }: AskFormProps) {
  const [question, setQuestion] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    if (question.trim() === "" || running) return;
    onAsk(question.trim());
    setQuestion("");
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
        onInput={({ currentTarget }) => setQuestion(currentTarget.value)}
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
