/**
 * English words that carry the form of a question rather than its topic: articles, pronouns, prepositions,
 * conjunctions, auxiliaries, question words. Leaving them out of questions raised nDCG@10 on three of four collections
 * and lowered it on none (docs/decisions/text-search-without-fts5.md). They are indexed all the same, for questions and
 * phrases that consist of them.
 */
export const functionWords: ReadonlySet<string> = new Set(
  `a an the
  i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself
  they them their theirs themselves this that these those who whom whose which what there here
  when where why how
  and but or nor if because as until while than then so though although whether unless
  of at by for with about against between into through during before after above below to from up down in out on off over under again
  further once upon within without among toward towards via
  am is are was were be been being have has had having do does did doing done can could may might must shall should will would ought
  not no only own same too very just now also any all both each few more most other some such
  s t d ll m o re ve y don isn aren wasn weren hasn haven hadn doesn didn won wouldn shouldn couldn`.split(/\s+/),
);
