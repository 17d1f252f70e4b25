import { stem } from "./stem.js";

let stems: ReadonlySet<string> | undefined;

/**
 * Whether a stem is that of an English word of general meaning: verbs, adjectives, adverbs and nouns that a statement in
 * other words may use whatever it is about. Numbers, negations and comparisons are among them: other checks compare
 * those. Stop words are not.
 */
export const generalWords: Pick<ReadonlySet<string>, "has"> = {
  has: (word) => (stems ??= new Set(list.split(" ").map(stem))).has(word),
};

const list =
  "able accept accord accurate achieve acquire act actual add addition adequate adjust admit adopt advantage " +
  "advise affect afford afterwards ago agree ahead aid aim allow almost alone along already alter alternative " +
  "always amend amount announce another answer anticipate anything apart apparent appeal appear apply approach " +
  "appropriate arise around arrange ask aspect assign assist associate assume assure attach attain attempt " +
  "attention attract available avoid await aware away back bad banned bare base basic basis bear become begin " +
  "behave behind believe belong beneath beneficial benefit beside best better beyond big bigger bit blank block " +
  "bottom bound brief bright bring broad broken build busy byte call calm capable capture care carry case catch " +
  "cause cease centre certain certainly challenge chance change chapter character cheap check choice choose " +
  "circumstance cite clarify clean clear clever climb close coincide collect combine come command commence " +
  "common compare complement complete complicated compose comprise concern conclude condition conduct confident " +
  "confirm confuse connect consequence consider consist constant consult contact contain content context " +
  "continue contradict contrary contrast contribute control convenient convert cope correct correctly " +
  "correspond count cover create crucial crude curious current custom cut damage danger dark date day deal " +
  "debate decide declare decrease default define degree delay deliberate deliver demand deny depend derive " +
  "describe deserve design desire despite destroy detail detect determine deviate devote dictate differ " +
  "difficult direct disable disadvantage disallow disappear discard discuss dismiss displace distinct " +
  "distinguish divide document dollar dominate double doubt dozen drag draw drawback drive drop dry due duty " +
  "eager earlier early earn easier easy educate effect effort either elect eliminate else embrace emerge " +
  "emphasize employ empty enable encounter encourage end enforce engage enhance enjoy enlarge enough ensure " +
  "entail enter entire entitle environment equal equip equivalent escape especially essential establish euro " +
  "evaluate even evenly ever every everyday everyone everything everywhere evident evolve exact example exceed " +
  "excellent exception excerpt excess exchange exclude excuse execute exempt exercise exhaust exhibit exist " +
  "expand expect expense experience explain expose express extend extent extra extreme face facilitate fact " +
  "factor fail fairly fall false familiar far fashion fast faster favour fear feature feed feel fetch fewer " +
  "field fifteen fifty fight fill final find fine finish first fit five fix flat flexible float flow fold " +
  "follow forbid forbidden force foremost forget form former forth fortunate forty forward four free freedom " +
  "frequent fresh front fulfil full fully function furthermore future gain gap general gentle genuine get give " +
  "glance go goal goes good grant grasp great greatest ground grow guidance guide half halt hand handle handy " +
  "happen hard harder hardly harm head help hesitate hide high higher highest hinder hit hold honest hope hour " +
  "huge hundred hurt idea ideal identical ignore illustrate imagine immediate impact imply important impose " +
  "impossible impress improve inadequate inappropriate incident incline include incorrect increase increment " +
  "independent indicate individual inevitable influence inform initial insert inside inspect inspire install " +
  "instance instead instruction intact intend intense interest interpret introduce invalid invent invite " +
  "involve irrelevant issue item itself join keen keep kilometre kind know lack large larger largest last late " +
  "later latest launch lay leap learn least led left leftover length less let letter level lie life lift limit " +
  "line list listen little live load local locate lock log long longer look loose lose loss lot low lower lucky " +
  "main mainly maintain major make manage mandatory manner mark match matter maximum mean measure medium member " +
  "mention mere merge merit met meter method metre middle mile million mind minimum minor minus minute miss " +
  "mistake mix mode moderate modify moment monitor month moreover mostly move multiple multiply name narrow " +
  "natural near nearly neat necessary need needless neglect neither neutral new newer next nine nobody normal " +
  "note nothing notice nowhere nuance number obey object observe obstacle obtain obvious occur odd offer often " +
  "old older omit one ongoing onward open operate opinion oppose opposite option order ordinary original " +
  "otherwise outcome outline outside overall overcome overwrite owe pack pair paragraph part partial particular " +
  "partly pass passage past path pattern pause pay peculiar pending people perceive percent perfect perform " +
  "perhaps permanent permission permit persist phrase pick piece place plain plan play pleasant please plenty " +
  "plus point pose position possess possible possibly practice praise precaution precede precise predict prefer " +
  "prepare prerequisite prescribe presence present preserve press pretend prevent previous previously primarily " +
  "principle print prior priority probable problem proceed process produce prohibit promise prompt prone proof " +
  "proper property proportion propose protect prove provide public pull purely purpose pursue push put quality " +
  "quantity question quick quicker quit quote raise range rank rapid rarely rate rather reach react read ready " +
  "real reason receive recent reckon recognize recommend record recover reduce refer refuse regard regular " +
  "reject relate relevant relief reluctant rely remain remark remember remind remove rename render repair " +
  "repeat replace report represent request require resemble reserve reside resist resolve resort respect " +
  "respond response rest restore restrain restrict result resume retain retrieve return reuse reveal reverse " +
  "review reward right rise role rough roughly ruin rule run safe sat satisfy save say scan scarce scope search " +
  "second section secure see seek seem select self send sense sensible sentence separate sequence serious serve " +
  "set settle seven severe shape share shift short shorter show shown side sign signal significant similar " +
  "simple simpler simplify simply since single situation six size skip slight slow small smaller smallest " +
  "solely solid solve somebody someone something sometimes soon sooner sort sound source spare special specific " +
  "specify spent split spoken stable stage standard start state statement stay stem step stick still stood stop " +
  "store straight strengthen strict strong structure style subject submit subtract succeed successful suffer " +
  "suffice sufficient suggest suit sum supply support suppose sure surround swap switch table take talk task " +
  "tell temporary ten tend term terminate text thank thereafter thing think third thirty thousand three throw " +
  "tie time together tool top topic total toward trace train transfer transform transport treat tried trigger " +
  "triple trouble true trust try turn twelve twenty twice two type unable unchanged uncommon understand undo " +
  "unique unit unless unnecessary unusual update urgent use user valid value vary verify version view wait want " +
  "warn waste watch way weak week well whenever wherever whole wide willing wish won word work worse worth " +
  "write year yes zero kilo colour taste smell shape price amount";
