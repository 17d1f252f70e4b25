/**
 * An answer as server-sent events, one for each part of `rag.stream`. When the client goes away the signal ends the work.
 *
 * @returns {AsyncGenerator<string>}
 */
export async function* answerEvents(rag, question, signal) {
  try {
    for await (const part of rag.stream(question, { signal }))
      yield `event: ${part.type}\ndata: ${JSON.stringify(part)}\n\n`;
  } catch (error) {
    if (signal.aborted) return;
    // The status was sent long ago: the error is an event. Its code and hint are meant for users.
    yield `event: error\ndata: ${JSON.stringify({ code: error.code ?? "unexpected", hint: error.hint ?? "" })}\n\n`;
  }
}
