/** The first `bytes` of a body as text; the rest is not read. For error answers, whose beginning says it all. */
export async function readBodyStart(response: Response, bytes: number): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let left = bytes;
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.byteLength;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return text;
}
