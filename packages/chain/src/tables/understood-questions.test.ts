import { finishSteps, type StoredText } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { storedSheet, storedTable } from "../../test/stored-table.js";
import { computeFromTable } from "./compute-from-table.js";

/** The value that an answer gives, `refuse` where there is none. */
function valueOf(question: string, document: StoredText): string {
  const text = finishSteps(computeFromTable(question, [document], { lookUp: true }))?.text;
  if (text === undefined) return "refuse";
  return (
    /^(\d+) of the \d+ rows/.exec(text)?.[1] ??
    / has (\d+) rows?\.$/.exec(text)?.[1] ??
    / in [^:]*: (.*)\.$/.exec(text)?.[1] ??
    / has (\d+) different values? in /.exec(text)?.[1] ??
    / is (.*?)(?:, with .*)?\.$/.exec(text)?.[1] ??
    text
  );
}

const boats = storedTable(
  "boats.csv",
  "boat,harbour,seats,insured\nAlma,Lee,4,yes\nBruno,Lee,6,no\nClara,Ness,8,yes\nDora,Ness,10,no\n",
);
const rooms = storedTable(
  "rooms.csv",
  "Room,Floor,Has projector,Step free\nOak,1,Yes,No\nElm,1,No,Yes\nAsh,2,Yes,Yes\nFir,3,,Yes\n",
);
const pets = storedTable(
  "pets.csv",
  "Name,Species,Vaccinated,Weight\nRex,dog,true,20.5 kg\nTom,cat,false,4.1 kg\nKit,cat,true,3.9 " +
    "kg\nPip,canary,false,0.1 kg\n",
);
const parts = storedSheet("parts.xlsx", [
  ["Part", "Weight", "Share", "In stock"],
  ["Cap", ["2.6", 2.6], ["33.3%", 0.333], ["TRUE", true]],
  ["Ring", ["2.6", 2.6], ["33.3%", 0.333], ["FALSE", false]],
  ["Bolt", ["2.6", 2.6], ["33.4%", 0.334], ["TRUE", true]],
]);
const articles = storedSheet("articles.xlsx", [
  ["Article", "EAN", "Price"],
  ["Pencil", ["4006381333931", 4006381333931], ["1.2", 1.2]],
  ["Ruler", ["4006381333948", 4006381333948], ["2.5", 2.5]],
]);
const invoices = storedSheet("invoices.xlsx", [
  ["Invoice", "Customer", "Due", "Total", "Paid"],
  ["A1", "Ikarus", ["12.12.2021", new Date("2021-12-12")], ["(1,234.50)", -1234.5], ["TRUE", true]],
  ["A2", "Daedalus", ["01.02.2022", new Date("2022-02-01")], ["1,000.25", 1000.25]],
  ["A3", "Ikarus", ["03.02.2022", new Date("2022-02-03")], ["0.1", 0.1], ["FALSE", false]],
]);
const fares = storedSheet("fares.xlsx", [
  ["Route", "Fare", "Code"],
  ["North", ["CHF 5.50", 5.5], "007"],
  ["South", ["USD 4.00", 4], "008"],
]);
const fees = storedSheet("fees.xlsx", [
  ["Kind", "Fee", "Discount"],
  ["Adult", ["120.00 EUR", 120], ["10%", 0.1]],
  ["Child", ["60.005 EUR", 60.005], ["5.5%", 0.055]],
]);
const staff = storedTable(
  "staff.csv",
  "Name,Team,Mentor,Salary\nAnn,Red,Bob,100\nBob,Red,,200\nCid,Blue,Ann,150\nDee,Blue,Ann,150\n",
);
const sparse = storedSheet("counts.xlsx", [
  ["Site", "Visitors", "Note"],
  ["Pier", ["10", 10], "windy"],
  ["Park", ["20", 20]],
  ["", ["5", 5], "no site"],
]);
const branches = storedTable(
  "branches.csv",
  "Branch,City,Open on Sundays,Staff\nOld Town,Graz,yes,5\nHarbour,Linz,no,7\nHills,Graz,yes,9\n",
);

const people = storedTable(
  "people.csv",
  "Name,City,Hired,Role,Badge\nAnn,Graz,2019,engineer,B1\nBob,Linz,2020,engineer,\nCid,Graz,2021,nurse,B3\nDee,Wien,2021,secretary,\n",
);
const stock = storedTable(
  "stock.csv",
  "item,colour,quantity,shelf life\nboxes,red,5,2 years\nladders,blue,7,\nknives,red,9,3 years\n",
);

describe("a question about a table is answered exactly, or not at all", () => {
  it.each<[StoredText, string, string]>([
    // Columns of yes and no.
    [boats, "How many boats are insured?", "2"],
    [boats, "How many boats are not insured?", "2"],
    [boats, "How many boats aren't insured?", "2"],
    [boats, "How many insured boats are there?", "2"],
    [boats, "How many boats in Lee are insured?", "1"],
    [boats, "How many boats have insurance?", "2"],
    [boats, "What is the average number of seats of insured boats?", "6"],
    [boats, "What is the total of the seats of insured boats?", "12"],
    [boats, "What is the total of the seats of all boats?", "28"],
    [boats, "Which boats are insured?", "Alma, Clara"],
    [boats, "Which boats are in Lee?", "Alma, Bruno"],
    [boats, "How many seats does Alma have?", "4"],
    [boats, "How many boats are insured or in Lee?", "refuse"],
    [boats, "How many boats are uninsured?", "refuse"],
    [boats, "How many boats are seaworthy?", "refuse"],
    [boats, "How many boats have seats?", "refuse"],
    [boats, "How many boats are there per harbour?", "refuse"],
    [boats, "What is the total number of seats per harbour?", "refuse"],
    [boats, "What is the average number of seats in each harbour?", "refuse"],
    [boats, "How many boats are out?", "refuse"],
    [boats, "How many boats are mine?", "refuse"],
    [boats, "How many boats share the same harbour?", "refuse"],
    [boats, "How many boats were insured in 2021?", "refuse"],
    [boats, "How many harbours are there?", "2"],
    [boats, "How many boats are moored in Lee?", "2"],
    [boats, "How many boats are not moored in Lee?", "2"],
    [boats, "How many insured boats lie in Ness?", "1"],
    [boats, "How many boats are repaired in Lee?", "refuse"],
    [boats, "How many moored boats are there?", "refuse"],
    [boats, "Which boats have more than 5 seats?", "Bruno, Clara, Dora"],
    [people, "How many engineers live in Graz?", "1"],
    [people, "Which engineers live in Linz?", "Bob"],
    [people, "What are the names of the engineers?", "Ann, Bob"],
    [people, "How many people lack a badge?", "2"],
    [people, "How many employees were fired in 2021?", "refuse"],
    [stock, "How many boxes are there?", "5"],
    [stock, "What is the quantity of the knife?", "9"],
    [stock, "What is the quantity of the ladder?", "7"],
    [stock, "How many red items are there?", "2"],
    [stock, "Which items have no shelf life?", "ladders"],
    [stock, "What is the total quantity of red items?", "14"],
    [rooms, "How many rooms have a projector?", "2"],
    [rooms, "How many rooms have no projector?", "refuse"],
    [rooms, "How many rooms are step free?", "3"],
    [rooms, "How many rooms are not step free?", "1"],
    [rooms, "How many rooms are free?", "refuse"],
    [rooms, "How many rooms with a projector are step free?", "1"],
    [pets, "How many cats are there?", "2"],
    [pets, "How many canaries are there?", "1"],
    [pets, "How many dogs are vaccinated?", "1"],
    [pets, "How many cats are not vaccinated?", "1"],
    [pets, "What is the total weight of the cats?", "8.0 kg"],
    [pets, "How many birds are there?", "refuse"],
    [pets, "How many pets have a name?", "refuse"],
    // Stored values.
    [parts, "What is the total weight?", "7.8"],
    [parts, "What is the average weight?", "2.6"],
    [parts, "What is the weight of the Cap?", "2.6"],
    [parts, "What is the total share?", "100.0%"],
    [parts, "How many parts are in stock?", "2"],
    [parts, "What is the total weight of the parts in stock?", "5.2"],
    [parts, "How many parts weigh 3?", "refuse"],
    [articles, "What is the EAN of the Ruler?", "4006381333948"],
    [articles, "What is the total price of all articles?", "3.7"],
    [articles, "How many articles have a price over 2?", "1"],
    [invoices, "What is the total of all invoices?", "-234.15"],
    [invoices, "What is the total of the invoices of Ikarus?", "-1234.4"],
    [invoices, "How many invoices are paid?", "1"],
    [invoices, "How many invoices are not paid?", "refuse"],
    [invoices, "How many invoices are due in 2022?", "refuse"],
    [invoices, "What is the average due?", "refuse"],
    [fares, "What is the total fare?", "refuse"],
    [fares, "What is the total code?", "refuse"],
    [fares, "What is the code of the North route?", "007"],
    [fees, "What is the total fee?", "180.005 EUR"],
    [fees, "What is the average discount?", "7.75%"],
    [fees, "What is the highest fee?", "120.00 EUR"],
    [staff, "How many of the staff have a mentor?", "refuse"],
    [staff, "How many of the staff have no mentor?", "1"],
    [staff, "How many of the staff have the mentor Ann?", "2"],
    [staff, "What is the total salary of team Blue?", "300"],
    [staff, "What is the total salary of each team?", "refuse"],
    [staff, "What is the highest salary per team?", "refuse"],
    [sparse, "What is the total number of visitors?", "35"],
    [sparse, "How many visitors does the Park have?", "20"],
    [sparse, "How many rows have no site?", "1"],
    [branches, "How many branches are open on Sundays?", "2"],
    [branches, "How many branches in Graz are open on Sundays?", "2"],
    [branches, "How many branches are open?", "refuse"],
    [branches, "What is the total staff of the branches open on Sundays?", "14"],
  ])("case %#", (document, question, value) => {
    expect(`${question} ${valueOf(question, document)}`).toBe(`${question} ${value}`);
  });
});
