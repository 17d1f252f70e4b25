/** Questions asked in conversations, written by hand: such that need what went before, and such that do not. */
interface FollowUpSet {
  readonly followUps: readonly string[];
  readonly fresh: readonly string[];
}

/** The rules were written with these in view. */
export const known: FollowUpSet = {
  followUps: [
    "And who rotates them?", "Why?", "How often?", "Since when?", "What about backups?", "And for contractors?", "In Europe?", "Who pays for it?", "Is it encrypted?", "What does that mean?",
    "Where is it kept?", "How long do they last?", "Can you say more about that?", "Tell me more.", "What else?", "Who works there?", "Which one is older?", "And the old ones?", "When was she appointed?", "What did he study?",
    "How many of those are there?", "Is that still the case?", "Does the same hold for interns?", "Why does the committee change it?", "What happens then?", "Who approves?", "On weekends?", "How so?", "Are there others?", "Who was his successor?",
    "And if it fails?", "What is the difference between the two?", "How much does this cost?", "What are its limits?", "Or Asia?", "But who signs?", "Who decided this?", "Which of them is cheaper?", "Anything else?", "Is this allowed?",
  ],
  fresh: [
    "How long does the archive keep invoices?", "Who is Kenji Mori?", "What is tofu?", "Is there a canteen?", "How many keys are there in Europe?", "When does the canteen open?", "Is it possible to copy a key?", "Did Anna copy her key?", "How do companies protect their keys?", "What does a lunch cost?",
    "Where is the vault?", "Who rotates the signing keys?", "Can the key be copied once it is rotated?", "Which region has the most keys?", "What is the key that signs releases?", "Is parking free for guests?", "How do I reset my password?", "Who wrote the security policy?", "When was the company founded?", "Which city hosts the data centre?",
    "What are the opening hours of the library?", "List the vegetarian dishes.", "Explain how backups are restored.", "Does the contract allow subletting?", "How much is a monthly ticket?", "What is the capital of Peru?", "Who discovered penicillin?", "How does photosynthesis work?", "What year did the war end?", "Are dogs allowed in the office?",
    "Is there one key for each region?", "Why is the sky blue?", "What happens this year at the fair?", "How many employees does the firm have?", "Where do new employees get their badges?", "What is the refund policy?", "Which files mention Zurich?", "How is the bonus calculated?", "What is two plus two?", "When is the next release?",
  ],
};

/** Written after the rules, and not looked at while they changed. */
export const heldOut: FollowUpSet = {
  followUps: [
    "And why is that?", "How about the weekend?", "Could you explain that?", "Who told you so?", "Where did they move?", "And before 2010?", "Who else was there?", "Was she right?", "What was the reason for this?", "Is there an exception to it?",
    "How far is it?", "Who are they?", "With whom?", "By when?", "For how long?", "Does that include taxes?", "What did her brother do?", "And the second one?", "Then what?", "Did it work?",
    "So who owns them?", "How were these measured?", "Which is better?", "When did that end?", "What about the others?", "Where exactly?", "Under which conditions?", "Are they open on Sunday?", "Can I change it later?", "Why not?",
    "Who replaced him?", "What should I do instead?", "How many were there?", "In which year?", "Is the latter cheaper?", "Also on holidays?", "And in winter?", "What is their address?", "Did he agree?", "How do I turn it off?",
  ],
  fresh: [
    "What is the deadline for tax returns?", "Who leads the marketing team?", "How do I order a laptop?", "Where can visitors park?", "When was the treaty signed?", "Is remote work permitted in August?", "What does the warranty cover?", "How many chapters does the book have?", "Which printer supports colour?", "Who invented the telephone?",
    "Is there a gym in the building?", "What is gluten?", "Does the museum open on Monday?", "How tall is the tower?", "What are the side effects of aspirin?", "Who can sign contracts?", "How should employees report their expenses?", "What is it called when two cells merge?", "Which documents do I need for a visa?", "Where was Mozart born?",
    "What is the price of zinc?", "How are complaints handled?", "When do the holidays start?", "Is it necessary to register a bicycle?", "What is the name of the river that crosses Vienna?", "How long is the notice period?", "Who audits the accounts?", "Does a router need a password before it can be used?", "What was Ada Lovelace known for?", "Which languages are spoken in Belgium?",
    "Show the travel policy.", "Describe the onboarding process.", "How does the pump start?", "What is an API key?", "Are there discounts for students?", "Which team won the cup in 1998?", "Can customers cancel their orders?", "What is the boiling point of ethanol?", "How often is the lift inspected?", "Who is responsible for fire drills?",
  ],
};
