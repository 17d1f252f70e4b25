/** Verbs that documents replace by any other: "who put it in" is answered by "added it". */
export const lightVerbs =
  /^(?:put|take|make|get|give|go|come|bring|set|keep|hold|work|help|know|use|need|want|contact|ask|tell|call|handle|deal|look|involve|mean|refer|consider|happen|turn|talk|speak|say|belong|responsible|allow|able|permit|qualify|apply|count)(?:s|ed|d|ing)?$|^(?:took|taken|made|got|gave|given|went|gone|came|brought|kept|held|knew|known|said|told|meant)$/u;
