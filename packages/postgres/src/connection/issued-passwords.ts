import type { IssuedPassword } from "@ragstone/core";

/** The share of a password's life at the end of which another one is asked for, and the most that this takes. */
const refreshShare = 0.25;
const maxRefreshMs = 300_000;

/**
 * Passwords that a service issues for a while. One serves all connections that are opened during its life; the next is
 * asked for before it ends.
 */
export class IssuedPasswords {
  readonly #issue: () => Promise<IssuedPassword>;
  #current: { readonly password: string; readonly refreshMs: number; readonly expiresMs: number } | null = null;
  #asked: Promise<string> | null = null;

  constructor(issue: () => Promise<IssuedPassword>) {
    this.#issue = issue;
  }

  /** One that signs in now. While the service does not answer, the one before serves until its end. */
  async password(): Promise<string> {
    const current = this.#current;
    if (current !== null && Date.now() < current.refreshMs) return current.password;
    this.#asked ??= this.#next().finally(() => {
      this.#asked = null;
    });
    try {
      return await this.#asked;
    } catch (error) {
      if (current !== null && Date.now() < current.expiresMs) return current.password;
      throw error;
    }
  }

  /** Forgets a password that the server refused. */
  refused(password: string): void {
    if (this.#current?.password === password) this.#current = null;
  }

  async #next(): Promise<string> {
    const askedMs = Date.now();
    const { password, expiresMs } = await this.#issue();
    const life = Math.max(0, expiresMs - askedMs);
    this.#current = { password, expiresMs, refreshMs: expiresMs - Math.min(maxRefreshMs, life * refreshShare) };
    return password;
  }
}
