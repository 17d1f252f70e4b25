import fc from "fast-check";
import { expect, test } from "vitest";
import { SerialQueue } from "./serial-queue.js";

const piece = fc.record({
  turns: fc.nat({ max: 3 }),
  outcome: fc.constantFrom("resolve", "reject", "throw"),
  abort: fc.constantFrom("never", "before", "while-waiting"),
});

test("pieces run one at a time in call order; a failure or an abort costs no other piece", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const queue = new SerialQueue();
      const log: string[] = [];
      const controllers = pieces.map(() => new AbortController());
      for (const [at, { abort }] of pieces.entries()) if (abort === "before") controllers[at]!.abort(`left ${at}`);
      const outcomes = pieces.map(({ turns, outcome }, at) =>
        queue
          .run(
            () => {
              log.push(`start ${at}`);
              if (outcome === "throw") throw new Error(`failed ${at}`);
              return (async () => {
                for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
                log.push(`end ${at}`);
                if (outcome === "reject") throw new Error(`failed ${at}`);
                return at;
              })();
            },
            { signal: controllers[at]!.signal },
          )
          .catch((error: unknown) => (error instanceof Error ? error.message : error)),
      );
      expect(queue.length).toBe(pieces.length);
      for (const [at, { abort }] of pieces.entries())
        if (abort === "while-waiting") controllers[at]!.abort(`left ${at}`);

      // The first piece runs regardless of its signal: the work itself decides how to handle an abort.
      const runs = pieces.map(({ abort }, at) => at === 0 || abort === "never");
      expect(await Promise.all(outcomes)).toEqual(
        pieces.map(({ outcome }, at) => (!runs[at] ? `left ${at}` : outcome === "resolve" ? at : `failed ${at}`)),
      );
      await queue.run(() => Promise.resolve());
      expect(log).toEqual(
        pieces.flatMap(({ outcome }, at) => {
          if (!runs[at]) return [];
          return outcome === "throw" ? [`start ${at}`] : [`start ${at}`, `end ${at}`];
        }),
      );
      expect(queue.length).toBe(0);
    }),
  );
});

test("an abort while a piece waits rejects at once, not when its turn comes", async () => {
  const queue = new SerialQueue();
  let release = () => {};
  const running = queue.run(() => new Promise<void>((resolve) => (release = resolve)));
  const controller = new AbortController();
  const waiting = queue.run(() => Promise.reject(new Error("must not run")), { signal: controller.signal });
  controller.abort("gone");
  await expect(waiting).rejects.toBe("gone");
  release();
  await running;
});
