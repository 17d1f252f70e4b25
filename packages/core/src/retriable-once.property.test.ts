import fc from "fast-check";
import { expect, test } from "vitest";
import { retriableOnce } from "./retriable-once.js";

type Step = "call" | "resolve" | "reject" | "forget";

/** Calls of `make`, settled by the test. */
function controlled() {
  const attempts: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const make = () => new Promise<number>((resolve, reject) => void attempts.push({ resolve, reject }));
  return { attempts, make };
}

test("every call gets the newest attempt that has not failed, and a new one only where there is none", async () => {
  const steps = fc.array(fc.constantFrom<Step>("call", "resolve", "reject", "forget"), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const { attempts, make } = controlled();
      const get = retriableOnce(make);
      // The oracle: the state of each attempt, and which of them is shared.
      const states: ("pending" | "made" | "failed")[] = [];
      let shared = -1;
      const calls: { attempt: number; outcome: Promise<unknown> }[] = [];
      for (const step of script) {
        if (step === "call") {
          if (shared === -1) shared = states.push("pending") - 1;
          calls.push({
            attempt: shared,
            outcome: get().then(
              (value) => value,
              (error: unknown) => error,
            ),
          });
        } else if (step === "forget") {
          get.forget();
          shared = -1;
        } else {
          const open = states.indexOf("pending");
          if (open === -1) continue;
          if (step === "resolve") attempts[open]!.resolve(open);
          else attempts[open]!.reject(new Error(String(open)));
          states[open] = step === "resolve" ? "made" : "failed";
          if (step === "reject" && shared === open) shared = -1;
          await new Promise((resolve) => setImmediate(resolve));
        }
        expect(attempts.length).toBe(states.length);
        expect(get.current() === null).toBe(shared === -1);
      }
      for (const [at, state] of states.entries()) if (state === "pending") attempts[at]!.resolve(at);
      for (const { attempt, outcome } of calls)
        expect(await outcome).toEqual(states[attempt] === "failed" ? new Error(String(attempt)) : attempt);
    }),
  );
});

test("an error thrown at once is a failure like any other", async () => {
  let calls = 0;
  const get = retriableOnce((): Promise<string> => {
    calls += 1;
    if (calls === 1) throw new Error("not yet");
    return Promise.resolve("there");
  });
  await expect(get()).rejects.toThrow("not yet");
  expect(await get()).toBe("there");
  expect(await get()).toBe("there");
  expect(calls).toBe(2);
});
