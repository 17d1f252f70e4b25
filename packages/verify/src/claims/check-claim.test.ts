import { describe, expect, it } from "vitest";
import { checkClaim } from "./check-claim.js";

const check = (claim: string, ...quotes: string[]) => checkClaim({ claim, quotes });

describe("a claim that its quote supports", () => {
  it.each([
    ["Keys rotate every 30 days.", "keys rotate every thirty days"],
    ["The budget is $5M.", "a budget of $5 million"],
    ["The tower is 1,200.5 m high.", "at 1200.5 metres, the tower"],
    ["About 45% of users left.", "45 percent of the users left"],
    ["It opened on 5 March 2024.", "opened on March 5, 2024"],
    ["It opened in March 2024.", "opened 2024-03-05"],
    ["The NFL added a team.", "The National Football League added one team"],
    ["French troops arrived.", "troops of France, French for short, arrived"],
    ["Service is not available on Sundays.", "There is no service on Sundays"],
    ["Prices rose.", "Prices increased over the year; prices rose"],
    ["Between 5 and 10 people came.", "5-10 people came"],
    ["It failed three times.", "failed three times"],
    ["Backups are kept for 90 days.", "Keys rotate every 30 days, backups are kept for 90 days."],
    [
      "It reopened in April 1991, after it had been founded in 1817.",
      "The exchange was founded in 1817. It was opened again in April 1991.",
    ],
    [
      "Survival was 88% in the LRT group and 82% in the SLT group.",
      "After 35 months survival rates were 82% in the SLT group and 88% in the LRT group.",
    ],
    ["Readers pay $5 a month, companies $40.", "The price is $5 a month for readers and $40 for companies."],
    [
      "The free plan has 3 users; the team plan has 20.",
      "On the free plan there are 3 users, on the team plan 20 users (50 on request).",
    ],
    ["The token may have at most 63 letters.", "The token must be shorter than 64 letters"],
    ["Every door has two locks.", "Every door has a double lock"],
    ["Support ended with v5.", "support ended with version 5"],
    ["Guests must never open the vault.", "Guests are never allowed to open the vault"],
    ["Smoking is prohibited in the hall.", "Smoking is not allowed in the hall"],
    ["Open the vault only if the alarm is off.", "Do not open the vault unless the alarm is off"],
    ["The guard blocks visitors.", "The guard makes sure that no visitors enter"],
    ["To keep the file from being changed, it is read-only.", "It is read-only to prevent that the file is changed"],
    ["No. No visitor may open a vault.", "no visitor shall open any vault"],
    ["Raising the limit makes errors more likely.", "Raising the limit increases the likelihood of errors"],
    ["The plan is restricted to schools.", "The plan is only allowed for schools"],
    ["The weekly report (WR) lists errors.", "The weekly report lists errors"],
    [
      "Locks usually have to be bought beforehand; simple ones suffice.",
      "Locks must be bought before, simple ones are enough",
    ],
    ["It takes 30 minutes.", "it takes half an hour"],
    ["Logs are kept for 24 hours.", "logs are kept for a day"],
    ["There are two ways to report.", "Report by mail or by phone"],
    ["Rows that the role does not own are not changed.", "This does not change rows that are not owned by the role"],
    ["Run CREATE VAULT first.", "CREATE VAULT has to be run first"],
    ["A file that is missing has no effect.", "missing files are ignored"],
    ["Inviting guests is forbidden for guests.", "guests are not allowed to invite guests"],
    ["Neither name nor address can be changed.", "the name and the address cannot be changed"],
    ["Lower limits save memory but are slower.", "Higher limits use more memory but are faster"],
    ["No shell is used to run the job.", "The job runs without a shell"],
    [
      "When you need other locks or doors.",
      "new locks and doors can be chosen here, whereas there the same doors are used",
    ],
    ["HbA1c fell by 9 percent to 18 percent.", "HbA1c fell by 9%-18%"],
  ])("%j passes with %j", (claim, quote) => {
    expect(check(claim, quote)).toEqual([]);
  });
});

describe("a claim that its quote does not support", () => {
  it.each([
    ["Keys rotate every 60 days.", "Keys rotate every 30 days.", "number-mismatch"],
    ["The wall is 5 km long.", "The wall is 5 miles long.", "number-mismatch"],
    ["It grew by 5%.", "It grew by 15%.", "number-mismatch"],
    ["Founded in 1998 by monks.", "Founded in 1989 by monks.", "date-mismatch"],
    ["It opened on 6 March 2024.", "It opened on 5 March 2024.", "date-mismatch"],
    ["The prize went to Marie Curie.", "The prize went to Lise Meitner.", "name-mismatch"],
    ["The service is available on holidays.", "The service is not available on holidays.", "negation-mismatch"],
    ["The service is not available on holidays.", "The service is available on holidays.", "negation-mismatch"],
    ["Prices increased in winter.", "Prices decreased in winter.", "direction-mismatch"],
    [
      "Backups are kept for 30 days.",
      "Keys rotate every 30 days, backups are kept for 90 days.",
      "attachment-mismatch",
    ],
    [
      "Survival was 88% in the SLT group and 82% in the LRT group.",
      "Survival rates were 82% in the SLT group and 88% in the LRT group.",
      "attachment-mismatch",
    ],
    [
      "In 2005 the forest had a worse drought than in 2010.",
      "In 2010 the forest had a worse drought than in 2005.",
      "direction-mismatch",
    ],
    ["Sales rose from 7% to 5%.", "Sales rose from 5% to 7%.", "direction-mismatch"],
    ["Readers pay $40 a month, companies $5.", "Readers pay $5 a month, companies $40.", "attachment-mismatch"],
    ["The token may have at most 64 letters.", "The token must be shorter than 64 letters", "number-mismatch"],
    ["Every door has a triple lock.", "Every door has a double lock", "number-mismatch"],
    ["A row is read twice per query.", "A row is read once per query", "number-mismatch"],
    ["It is the delay in seconds.", "The delay, in milliseconds", "number-mismatch"],
    ["The limit is 500 characters.", "The limit is 500 bytes", "number-mismatch"],
    ["It was removed in v4.", "It was removed in v5", "name-mismatch"],
    ["Set `vault.lock_timeout` to end it.", "Set `vault.lock_retries` to end it", "name-mismatch"],
    ["Edit `vault.conf` by hand.", "Edit `locks.conf` by hand", "name-mismatch"],
    ["`openVault` locks the door.", "`closeVault` locks the door", "name-mismatch"],
    ["Visitors may enter unless they are late.", "Visitors may enter", "negation-mismatch"],
    ["All rooms may be entered except the vault.", "All rooms may be entered", "negation-mismatch"],
    ["The vault is never open.", "The vault is not open unless it is cleaned", "negation-mismatch"],
    ["It does not mean that a key is missing.", "it means that there is no key", "negation-mismatch"],
    ["It limits not only guests but staff.", "It only limits guests", "negation-mismatch"],
    ["Use the old key in place of the new key.", "You should not use the old key", "negation-mismatch"],
    [
      "Raising the limit makes errors more likely.",
      "Lowering the limit increases the likelihood of errors",
      "direction-mismatch",
    ],
    ["Smoking is allowed in the hall.", "Smoking is prohibited in the hall", "direction-mismatch"],
    ["The files were imported.", "The files were exported", "direction-mismatch"],
    ["It takes 40 minutes.", "it takes half an hour", "number-mismatch"],
    [
      "Guests that are not members cannot be invited.",
      "Guests that aren't members can be invited",
      "negation-mismatch",
    ],
    ["The left wheel drives the right gear.", "The right wheel drives the left gear", "attachment-mismatch"],
    ["This helps when creating a dump.", "This helps when restoring a dump", "direction-mismatch"],
    ["Only urban schools are inspected.", "Only rural schools are inspected", "direction-mismatch"],
    ["All of the doors are locked.", "Some of the doors are locked", "number-mismatch"],
    ["The vault is on the second floor.", "The vault is on the first floor", "number-mismatch"],
    ["Children pay 12 euros.", "Adults pay 12 euros and children pay 5 euros", "attachment-mismatch"],
    ["The writer reads the file.", "The parser reads the file and the writer stores the result", "attachment-mismatch"],
    ["`min` is 10 by default.", "`max` is 10 by default; `min` is 2", "attachment-mismatch"],
    ["Keys rotate monthly after a supervisor signs the protocol.", "Keys rotate monthly", "not-entailed"],
    ["A lock guarantees that the door is safe.", "A lock can help to keep the door safe", "not-entailed"],
    ["The moon is made of cheese.", "Keys rotate every month.", "not-entailed"],
  ])("%j fails with %j: %s", (claim, quote, problem) => {
    expect(check(claim, quote)).toContain(problem);
  });
});
