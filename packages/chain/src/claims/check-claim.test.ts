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
    ["Backups are kept for 30 days.", "Keys rotate every 30 days, backups are kept for 90 days.", "attachment-mismatch"],
    ["The moon is made of cheese.", "Keys rotate every month.", "not-entailed"],
  ])("%j fails with %j: %s", (claim, quote, problem) => {
    expect(check(claim, quote)).toContain(problem);
  });
});
