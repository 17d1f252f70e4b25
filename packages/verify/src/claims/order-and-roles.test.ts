import { describe, expect, it } from "vitest";
import { verifyAnswer } from "../answer/verify-answer.js";

/** Problems of a claim that quotes the first sentence of its source. */
function problemsOf(claim: string, source: string): readonly string[] | undefined {
  const quote = source.split(/(?<=\.)\s/u)[0]!.replace(/\.$/u, "");
  return verifyAnswer({ text: `${claim} [1: "${quote}"]`, sources: [{ text: source }] }).claims[0]?.problems;
}

describe("a claim with exchanged sides, roles or owners", () => {
  it.each([
    ["The old cache is larger than the new cache.", "The new cache is larger than the old cache."],
    ["Readers are faster than writers.", "Writers are faster than readers."],
    ["Oslo is smaller than Bergen.", "Bergen is smaller than Oslo."],
    ["Oslo is bigger than Bergen.", "Oslo is smaller than Bergen."],
    ["The index takes more memory than the log.", "The log takes more memory than the index."],
    ["Plan A is more expensive than plan B.", "Plan B is more expensive than plan A."],
    ["Stop the server before you copy the files.", "Copy the files before you stop the server."],
    ["Copy the files after the server stops.", "Copy the files before the server stops."],
    ["After the backup, the keys are rotated.", "After the keys are rotated, the backup is made."],
    ["The scheduler depends on the queue.", "The queue depends on the scheduler."],
    ["The parser calls the lexer.", "The lexer calls the parser."],
    ["The lexer is called by the parser.", "The lexer calls the parser."],
    ["The manager reports to the clerk.", "The clerk reports to the manager."],
    ["The replica copies data from the standby to the primary.", "Data is copied from the primary to the standby."],
    ["Settings in the file override command-line flags.", "Command-line flags override settings in the file."],
    ["Use the pool instead of the socket.", "Use the socket instead of the pool."],
    ["Use `pool.end` in place of `pool.close`.", "You should use `pool.close` instead."],
    ["The plugin loads the host.", "The host loads the plugin."],
    ["Anna hired Berit.", "Berit hired Anna."],
    ["Anna was hired by Berit.", "Berit was hired by Anna."],
    ["The buyer pays the seller a deposit.", "The seller pays the buyer a deposit."],
    ["Semicolons separate fields and commas mark decimals.", "Commas separate fields and semicolons mark decimals."],
    ["The page of the updated row has room for the old row.", "The page of the old row has room for the updated row."],
    ["First the table is dropped, then the role is revoked.", "First the role is revoked, then the table is dropped."],
    ["Errors go to stdout and results to stderr.", "Results go to stdout and errors to stderr."],
    [
      "The client sends the token and the server checks the password.",
      "The client sends the password and the server checks the token.",
    ],
    ["Writers block readers.", "Readers block writers."],
    ["A request waits for a lock longer than a query does.", "A query waits for a lock longer than a request does."],
    [
      "Money moves from the savings account to the checking account.",
      "Money moves from the checking account to the savings account.",
    ],
  ])("%j fails with %j", (claim, source) => {
    const found: readonly string[] = problemsOf(claim, source) ?? [];
    expect(
      found.filter((problem) => problem === "direction-mismatch" || problem === "attachment-mismatch"),
    ).toHaveLength(1);
  });
});

describe("a claim that says the same the other way around", () => {
  it.each([
    ["The new cache is larger than the old cache.", "The old cache is smaller than the new cache."],
    ["Writers are slower than readers.", "Readers are faster than writers."],
    ["Bergen is bigger than Oslo.", "Oslo is smaller than Bergen."],
    ["The log takes less memory than the index.", "The index takes more memory than the log."],
    ["Plan B is cheaper than plan A.", "Plan A is more expensive than plan B."],
    ["Copy the files after you stop the server.", "Stop the server before you copy the files."],
    ["Before you copy the files, stop the server.", "Stop the server before you copy the files."],
    ["After the backup, the keys are rotated.", "The keys are rotated after the backup."],
    ["The keys are rotated once the backup is done.", "After the backup is done, the keys are rotated."],
    ["The queue is used by the scheduler.", "The scheduler uses the queue."],
    ["The lexer is called by the parser.", "The parser calls the lexer."],
    [
      "Flags on the command line override the file's settings.",
      "Settings in the file are overridden by command-line flags.",
    ],
    ["Rather than the socket, use the pool.", "Use the pool instead of the socket."],
    ["Use the pool and not the socket.", "Use the pool instead of the socket."],
    ["Data moves from the primary to the standby.", "The standby receives data from the primary."],
    ["Data is copied to the standby from the primary.", "Data is copied from the primary to the standby."],
    ["Berit was hired by Anna.", "Anna hired Berit."],
    ["In Oslo the vault is opened by clerks.", "Clerks open the vault in Oslo."],
    ["For 90 days, backups are kept.", "Backups are kept for 90 days."],
    ["Results are written to stdout, errors to stderr.", "Errors go to stderr and results to stdout."],
    [
      "Commas mark decimals; fields are separated by semicolons.",
      "Semicolons separate fields and commas mark decimals.",
    ],
    [
      "The old row's page has room for the updated row.",
      "There is room for the updated row on the page of the old row.",
    ],
    ["The role is revoked, then the table is dropped.", "First the role is revoked, then the table is dropped."],
    ["Readers are blocked by writers.", "Writers block readers."],
    ["The seller gets a deposit from the buyer.", "The buyer pays the seller a deposit."],
    ["The timeout is longer than a minute.", "The timeout exceeds a minute."],
    ["Newer files replace older ones.", "Older files are replaced by newer ones."],
    ["Increase the limit when the queue grows.", "When the queue grows, increase the limit."],
    ["The main worktree cannot be removed.", "Linked worktrees can be removed; the main worktree cannot be removed."],
    ["No more than five users share a key.", "At most five users share a key."],
  ])("%j passes with %j", (claim, source) => {
    expect(problemsOf(claim, source)).toEqual([]);
  });
});
