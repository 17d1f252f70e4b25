import { stem } from "./stem.js";

/**
 * English words of general meaning, by their stems: verbs, adjectives, adverbs and nouns that a statement in other
 * words may use whatever it is about. Numbers, negations and comparisons are among them: other checks compare those.
 *
 * Only the words that begin like a queried one are stemmed: stemming all would take longer than a whole question.
 */
export const generalWords: Pick<ReadonlySet<string>, "has"> = {
  has(word) {
    const beginning = word.slice(0, sharedLetters);
    let stems = stemsOf.get(beginning);
    if (stems === undefined) {
      stems = new Set(listed().get(beginning)?.map(stem));
      stemsOf.set(beginning, stems);
    }
    return stems.has(word);
  },
};

/** A stem begins as its word does. */
const sharedLetters = 2;

const stemsOf = new Map<string, ReadonlySet<string>>();
let byBeginning: Map<string, string[]> | undefined;

function listed(): ReadonlyMap<string, readonly string[]> {
  if (byBeginning !== undefined) return byBeginning;
  byBeginning = new Map();
  for (const word of list.split(" ")) {
    const beginning = word.slice(0, sharedLetters);
    const others = byBeginning.get(beginning);
    if (others === undefined) byBeginning.set(beginning, [word]);
    else others.push(word);
  }
  return byBeginning;
}

const list =
  "able accept accord achieve act actual add addition advantage advise affect again ago agree aim allow almost " +
  "alone along already alternative although always amount another answer anyway anything apart appear apply " +
  "approach appropriate around arrange arise ask aspect assume attach attempt automatic available avoid aware " +
  "away " +
  "back base basic basis bad because become begin behave behind believe belong benefit best better beyond big " +
  "block both bring build but call capable carry case cause certain chance change chapter character check " +
  "choice choose circumstance cite clear close collect combine come common compare complete complicated concern " +
  "condition confirm connect consequence consider consist constant contain content continue contrast contrary " +
  "control convenient correct correspond count cover create current cut " +
  "date deal decide decrease declare default define degree deliver demand depend describe deserve design desire " +
  "despite detail determine differ difference different difficult direct disadvantage discuss distinct " +
  "distinguish divide document double drop due during dozen " +
  "each early easy effect either else elsewhere employ empty enable end enough ensure enter entire entirely " +
  "envelop equal equivalent especially essential establish even ever every everyone everything everywhere exact " +
  "example exception exchange exclude exist expect explain express extend extent extra extreme " +
  "face fact factor fail fairly fall false far fashion fast feature feel few fewer field final find fine first " +
  "fit fix fixed follow forbid force form former forward found four free frequent full fully function " +
  "furthermore further future five fifteen fifty forty " +
  "gain general get give given go goal gone good great grow guide half hand handle happen hard hardly have head " +
  "help hence here high highest hit hold how huge hundred hurt idea identical immediate impact important " +
  "impossible improve include increase independent indicate individual influence inform initial inside instance " +
  "instead intend interest introduce involve issue item itself " +
  "join just keep kind know known lack large last late later latest lead learn least leave left length less let " +
  "letter level lie life like likely limit line list little live local long longer look lose lot low lower " +
  "main mainly maintain major make manage manner many mark mark match matter maximum may mean means meant " +
  "measure medium meet member mention mere method middle might million mind minimum minor miss mistake mix mode " +
  "modify moment moreover most move much multiple must " +
  "name namely narrow natural near nearly necessary need neither never new newer next nine nobody none nor " +
  "normal note nothing notice now nowhere number " +
  "object observe obtain obvious occur offer often old older once one only open operate opinion opposite option " +
  "optional order ordinary original other otherwise outside overall own " +
  "pair part partial particular pass past path pattern pay pending people per percent perfect perform perhaps " +
  "permanent permission permit person pick piece place plain plan play plus point position possible practice " +
  "precede precise prefer prepare presence present press prevent previous primarily principle print prior " +
  "probable problem proceed process produce prohibit proper property propose protect prove provide public " +
  "purpose put " +
  "quality quantity question quick quite raise range rank rapid rarely rate rather reach react read ready real " +
  "reason receive recent recognize recommend record reduce refer refuse regard regular reject relate relation " +
  "relevant rely remain remember remove repeat replace report represent request require respect respond " +
  "response rest restrict result retain return right rise role roughly rule run " +
  "safe same satisfy save say search second section see seem select self send sentence separate sequence " +
  "serious serve set seven several severe share short show side sign significant similar simple simply since " +
  "single situation six size slight slow small so some somebody someone something sometimes somewhere soon sort " +
  "source special specific specify split stage standard start state statement stay step still stop store " +
  "straight strict strong structure style subject subsequent succeed successful such sufficient suggest suit " +
  "suitable sum support suppose sure surround switch " +
  "table take talk task tell temporary ten tend term text thank then thereby therefore thing think third thirty " +
  "thousand three throw thrown thus time together too top topic total toward towards treat tried triple true " +
  "try turn twelve twenty twice two type typical " +
  "under underlie understand unique unit unless unlike until untouched unusual up use useful user usual valid " +
  "value variant variety various vary verify version very via view visible " +
  "wait want warn way week well whatever when whenever where wherever whether whole wide willing wish within " +
  "without word work worse worth write written wrong year yes yet zero " +
  "additional afterwards alternatively beforehand certainly consequently currently equally finally following " +
  "generally however immediately largely merely mostly normally often originally partly possibly previously " +
  "probably recently specifically thereafter typically usually " +
  "lasts lasting stated stating told telling gave gives goes going went kept keeps got gotten getting made " +
  "making took taken takes shown done did does came comes ran held holding led left lost meant met paid put " +
  "said sent sat spent stood thought understood won wrote begun began chosen broken driven fallen forgotten " +
  "grown hidden risen seen spoken " +
  "permitted prohibited required mandatory optional forbidden allowed banned exempt mandatory compulsory " +
  "obligatory enable disable disallow lowering lowered raising raised rising falling " +
  "advisable beneficial handy helpful unnecessary needless sensible adequate plenty greatest larger largest " +
  "smaller smallest bigger higher shorter earlier sooner quicker faster easier harder simpler " +
  "command instruction guidance information documentation passage quote excerpt paragraph heading sentence " +
  "phrase wording term meaning sense " +
  "amend adjust alter convert transfer transform shift swap substitute supply submit supplement sustain undergo " +
  "yield acquire assign attain await commence comprise conclude conduct consult contribute derive elect emerge " +
  "encounter encourage entail exceed exhibit expand facilitate fulfil generate grant illustrate imply " +
  "incorporate initiate inspect interpret locate merge monitor possess precede proceed pursue reside resolve " +
  "restore resume reveal reverse review seek signal simplify solve specify stem strengthen suffice tackle " +
  "terminate trace trigger undertake utilize vanish " +
  "millisecond second minute hour day week month year metre meter kilometre mile byte dollar euro half double " +
  "triple " +
  "front add subtract ahead aside beneath besides beside beyond abroad accurate accompany accustom admit adopt " +
  "afford aid alike amid announce anticipate apparent appeal assist associate assure attention attract bare " +
  "bear bit blank bottom bound brief bright broad busy calm capture care careful catch cease centre challenge " +
  "cheap clarify clean clever climb coincide comfortable complement compose concentrate confident confuse " +
  "contact context contradict cope correctly crucial crude curious custom damage danger dark debate delay " +
  "deliberate deny desirable destroy detect deviate devote dictate dominate doubt drag draw drive dry duty " +
  "eager earn educate effort eliminate embrace emphasize enforce engage enhance enjoy enlarge entitle " +
  "environment equip escape evenly everyday excellent excess excuse execute exempt exercise exhaust expense " +
  "experience expose factor familiar favour fear feed fetch fight fill flat flexible float flow fold force " +
  "foremost forth fortunate freedom fresh fulfill fundamental gap gentle genuine glance grasp grateful ground " +
  "halt harm hesitate hinder honest hope ideal impose impress inadequate inappropriate incident incline " +
  "incorrect inevitable inspire intact intense invalid invent irrelevant keen lay leap lift listen loose loss " +
  "lucky match merit minor moderate multiply neat neglect neutral nuance obstacle odd ongoing onward " +
  "opportunity oppose outcome outline overcome owe pack pause peculiar permissible persist pick pleasant please " +
  "pose practical praise precaution predict prerequisite prescribe preserve pretend priority promise prompt " +
  "prone proof proportion purely quit quote reasonable reckon recover rely relief reluctant remark remind " +
  "render repair resemble reserve resist resort restrain retrieve reward rough ruin satisfied scarce scope " +
  "secure settle shape shift skill smooth solely solid sound spare stable steady stretch strive struggle suffer " +
  "superfluous surprise suspect tidy tight tool train transport trouble trust unable unaffected unchanged " +
  "uncommon undo unlikely update urgent vague vital vulnerable warn waste watch weak whatsoever whichever " +
  "whoever wholly worth " +
  "disappear discard dismiss displace dispose drawback equip evaluate evident evolve finish forget gather guess " +
  "hide hurry ignore imagine increment insert install invite launch leftover load locate lock log mention obey " +
  "omit overwrite perceive plus minus pull push rename reuse scan skip spend spread stand stick tie touch wrap";
