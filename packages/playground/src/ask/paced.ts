/** How much of the time the page may spend on drawing a stream: one part in five. */
const pauses = 4;

const longestPauseMs = 2000;

/**
 * The events of a stream in batches, as often as the page can draw them: a long answer takes longer to draw with each
 * word, and drawing it for every word would take the page minutes.
 *
 * @param painted - resolves when the page has drawn what it was given
 */
export async function* paced<T>(events: AsyncIterable<T>, painted = nextPaint): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  const over = { is: false };
  let wake = () => {};
  const arrived = () => new Promise<void>((resolve) => (wake = resolve));
  const read = async () => {
    try {
      for await (const event of events) {
        batch.push(event);
        wake();
      }
    } finally {
      over.is = true;
      wake();
    }
  };
  const reading = read();
  reading.catch(() => {});
  while (batch.length > 0 || !over.is) {
    if (batch.length === 0) await arrived();
    const ready = batch;
    batch = [];
    const startedMs = performance.now();
    if (ready.length > 0) yield ready;
    await painted();
    const pauseMs = Math.min(longestPauseMs, pauses * (performance.now() - startedMs));
    if (!over.is) await Promise.race([ended(reading), delay(pauseMs)]);
  }
  await reading;
}

function ended(reading: Promise<void>): Promise<void> {
  return reading.catch(() => {});
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A hidden page paints nothing, and its frames do not come. */
async function nextPaint(): Promise<void> {
  if (document.visibilityState === "visible") await new Promise(requestAnimationFrame);
  await delay(0);
}
