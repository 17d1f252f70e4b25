/**
 * English words that say nothing of a topic: articles, pronouns, auxiliaries, prepositions, question words. Negations
 * are here too, since they are compared apart.
 */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "a an the this that these those it its he she they them his her hers their theirs him we us our ours you your " +
    "yours i me my mine who whom whose which what when where why how " +
    "is are was were be been being am do does did done doing have has had having can could may might must shall " +
    "should will would " +
    "of in on at by for with about against between into through during before after above below to from up down " +
    "out off over under again further then once " +
    "and or but if because as until while so than too very just also only own same such no nor not n't never none " +
    "both each few more most other some any all many much " +
    "there here now s t d ll m o re ve don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't " +
    "cannot couldn't shouldn't hasn't haven't hadn't " +
    "it's what's who's where's when's how's that's there's let's i'm you're we're they're i've you've we've " +
    "they've i'd you'd he'd she'd we'd they'd i'll you'll he'll she'll we'll they'll " +
    "however therefore thus hence although though whether yet upon among within without per via like unlike etc"
  ).split(" "),
);
