import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cachedToken } from "./cached-token.js";

describe("cachedToken", () => {
  let issued = 0;
  const living = (seconds: number) =>
    cachedToken(() => {
      issued += 1;
      return Promise.resolve({ token: `token-${issued}`, expiresMs: Date.now() + seconds * 1000 });
    });
  beforeEach(() => {
    issued = 0;
    vi.useFakeTimers({ toFake: ["Date"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const after = async (seconds: number) => {
    vi.setSystemTime(Date.now() + seconds * 1000);
    await Promise.resolve();
  };

  it("issues one token for callers at the same time, and keeps it", async () => {
    const tokens = living(3600);
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(["token-1", "token-1", "token-1"]);
    expect(await tokens.get()).toBe("token-1");
  });

  it("renews in the background in the last twenty minutes, and waits for it in the last forty seconds", async () => {
    const tokens = living(3600);
    await tokens.get();
    await after(3600 - 19 * 60);
    expect([await tokens.get(), await tokens.get()]).toEqual(["token-1", "token-2"]);
    await after(3600 - 39);
    expect(await tokens.get()).toBe("token-3");
  });

  it("uses a token that lives for seconds for half of its life", async () => {
    const tokens = living(5);
    await tokens.get();
    await after(2);
    expect(await tokens.get()).toBe("token-1");
    await after(1);
    expect(await tokens.get()).toBe("token-2");
  });

  it("issues another after the current one is refused, not after an older one is", async () => {
    const tokens = living(3600);
    const first = await tokens.get();
    tokens.refuse(first);
    const second = await tokens.get();
    tokens.refuse(first);
    expect([second, await tokens.get()]).toEqual(["token-2", "token-2"]);
  });
});
