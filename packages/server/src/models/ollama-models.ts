/** A server of this machine answers at once. */
const timeoutMs = 300;

/** The names of the models of a running Ollama; none where it does not run. */
export async function ollamaModels(url: string | null): Promise<readonly string[]> {
  if (url === null) return [];
  try {
    const response = await fetch(new URL("/api/tags", url), {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    });
    const { models } = (await response.json()) as { readonly models: readonly { readonly name: unknown }[] };
    return models.flatMap(({ name }) => (typeof name === "string" ? name : []));
  } catch {
    return [];
  }
}
