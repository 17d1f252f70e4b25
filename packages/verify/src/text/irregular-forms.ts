/**
 * Irregular forms that no suffix tells, to the form that is stemmed: verbs with their past forms, and a few plurals.
 */
export const irregularForms: ReadonlyMap<string, string> = new Map(
  (
    "begin:began,begun bring:brought build:built buy:bought catch:caught choose:chose,chosen come:came cut:cut draw:drew,drawn drive:drove,driven eat:ate,eaten fall:fell,fallen feel:felt fight:fought find:found fly:flew,flown " +
    "forget:forgot,forgotten get:got,gotten give:gave,given go:went,gone grow:grew,grown hear:heard hide:hid,hidden hold:held keep:kept know:knew,known lead:led leave:left lend:lent lose:lost make:made mean:meant meet:met pay:paid " +
    "rise:rose,risen run:ran say:said see:saw,seen seek:sought sell:sold send:sent shoot:shot shrink:shrank,shrunk sing:sang,sung sit:sat sleep:slept speak:spoke,spoken spend:spent stand:stood steal:stole,stolen strike:struck " +
    "swim:swam,swum take:took,taken teach:taught tell:told think:thought throw:threw,thrown understand:understood wear:wore,worn win:won write:wrote,written break:broke,broken become:became withdraw:withdrew,withdrawn " +
    "man:men woman:women child:children person:people foot:feet tooth:teeth mouse:mice life:lives half:halves analysis:analyses crisis:crises"
  )
    .split(" ")
    .flatMap((entry) => {
      const [base = "", forms = ""] = entry.split(":");
      return forms.split(",").map((form) => [form, base] as const);
    }),
);
