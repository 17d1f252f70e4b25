import { baseForms } from "./base-forms.js";

/** A meaning that a word may have; words that share one say the same somewhere. */
export interface Meaning {
  /** The opposite meaning has the number that differs in the last bit. */
  readonly number: number;
  readonly hasOpposite: boolean;
}

/** Opposite degrees, of which two that are reversed agree. Those of degree, change, time and extremes come first. */
const degrees =
  "more greater larger bigger higher above over exceed longer/less fewer smaller lower below under shorter,increase rise " +
  "raise grow growth gain climb/decrease fall drop reduce shrink decline lowering lowered lowers,before " +
  "earlier prior precede previous previously beforehand prefix/after later follow subsequent subsequently next " +
  "afterwards suffix append,maximum most highest largest biggest longest upper/minimum least lowest smallest " +
  "shortest fewest,fast faster quicker/slow slower,older oldest/younger youngest newer newest,hotter " +
  "warmer/colder cooler,large big huge/small little tiny,cheap cheaper/expensive dearer costlier,easy easier " +
  "simple simpler/hard harder difficult,strong stronger strengthen/weak weaker weaken,safe safer/unsafe dangerous,best " +
  "better/worst worse,wide wider/narrow narrower,deep deeper/shallow shallower";

/** Other words that are opposites wherever they occur. */
const unambiguous =
  "enable allow permit permissible/disable forbid forbidden prohibit restrict disallow,include/exclude " +
  "except,win defeated beat/lose,start begin opened/end stop closed,always/sometimes rarely seldom,accept " +
  "support/reject refuse,northern north/southern south,eastern east/western west,required mandatory compulsory " +
  "obligatory/optional voluntary,imported importing imports/exported exporting exports " +
  "export,plus/minus,add/remove delete,positive/negative,succeed success successful/fail failure " +
  "unsuccessful,internal inside/external " +
  "outside,public/private,explicit/implicit,synchronous/asynchronous,ascending/descending,incoming " +
  "inbound/outgoing outbound,encrypt/decrypt,compress/decompress " +
  "uncompressed,install/uninstall,upload/download,connect/disconnect,upgrade/downgrade,lock/unlock,vertical/horizontal,temporary " +
  "temporarily/permanent,old/new,advantage benefit/disadvantage drawback,left/right,top/bottom,up upward " +
  "upstream/down downward " +
  "downstream,parent/child,ahead/behind,forward/backward,encode/decode,serialize/deserialize,mount/unmount,attach/detach,commit/rollback " +
  "rolled,static/dynamic,absolute/relative,automatic automatically/manual,immediately " +
  "instantly/eventually,increment/decrement,save/discard,keep retain/lose discard,show/hide " +
  "hidden,local/remote,input/output,sender/recipient " +
  "receiver,domestic/foreign,active/inactive,valid/invalid,visible/invisible hidden,recommended encouraged " +
  "advised/discouraged deprecated,approve/deny reject";

/** Words that are opposites in one of their meanings. */
const ambiguous =
  "continue/stop suspend halt,keep/delete drop erase,enter/leave,insert/remove,summer/winter,win/lose,first/last,create make build/delete destroy " +
  "drop,true/false,client/server,request/response,push/pull,merge join combine/split separate divide,enter " +
  "arrive/exit depart,load/unload,read/write,early/late,high/low,full/empty,equal same identical/different " +
  "distinct,many numerous/few,majority/minority,common frequent/rare uncommon infrequent,heavy heavier/light " +
  "lighter,rich wealthy/poor,urban/rural,front/rear back,attack/defend,agree/disagree,known/unknown,male men " +
  "man/female women woman,single/multiple " +
  "several,direct/indirect,formal/informal,primary/secondary,backup/restore,create/restore,restore/delete,improve/worsen " +
  "deteriorate,inclusive/exclusive,grant/revoke,source/target " +
  "destination,uppercase/lowercase,online/offline,ancient/modern,thick thicker/thin thinner,open opened/close " +
  "closed shut,contain/omit lack,win/fail,add insert/erase strip eliminate,good/bad,hot warm/cold cool,rapid " +
  "quick/gradual,import/export,winner/loser,teacher/student,employer/employee,buyer/seller,wet/dry,beginning/ending,secure/insecure,latest/earliest,expand/collapse " +
  "contract,finish/begin,sorted/unsorted random";

/** Pairs with a smaller number are degrees. */
export const degreePairs = degrees.split(",").length;
/** Pairs with a smaller number are opposites wherever they occur. */
export const unambiguousPairs = degreePairs + unambiguous.split(",").length;

/** Words that may stand for each other in statements of the same. */
const synonyms =
  "enough sufficient adequate,need require necessity requirement necessary,use utilize employ apply usage,run " +
  "execute launch invoke,call invoke name,enter type input,press hit push,click select choose pick,show " +
  "display present,give provide supply offer deliver,get obtain receive acquire fetch retrieve,ask request " +
  "query prompt,tell inform notify signal report announce,say state declare claim mention note,mean denote " +
  "signify imply indicate,find locate discover detect,look search seek,check verify validate inspect " +
  "examine,ensure guarantee assure,help assist aid support,try attempt,change modify alter edit adjust " +
  "amend,replace substitute exchange swap,put place set store,move transfer shift relocate,copy duplicate " +
  "replicate clone,send submit pass forward,keep hold retain,throw raise emit,throw discard,return yield " +
  "give,happen occur take arise,start restart reboot,stop prevent avoid,wait pause delay,end finish " +
  "complete,close shut,open unlock,fix repair correct resolve,break damage harm hurt,work function " +
  "operate,make produce generate create form,define determine specify describe,set configure define assign " +
  "specify,limit restrict constrain bound,restrict limit confine,permit licence license,exist available " +
  "present,remain stay rest,leave remain,contain have hold include,own possess belong,consist comprise " +
  "compose,depend rely,differ vary,compare contrast,match equal correspond fit,equal equivalent same " +
  "identical,similar alike comparable,affect influence impact effect,cause lead result produce trigger,because " +
  "since reason,result outcome consequence,purpose goal aim objective,way method manner means approach,part " +
  "portion section component piece,piece element item,kind type sort category class,number count amount " +
  "quantity,total sum overall whole,whole entire full complete all,each every,only solely just merely " +
  "exclusively,about approximately roughly around nearly almost,exactly precisely,often frequently " +
  "commonly,usually normally typically generally ordinarily,sometimes occasionally,default standard normal " +
  "usual ordinary,special particular specific certain,various different several,main primary major chief " +
  "principal key,important significant crucial essential vital,useful helpful handy beneficial,possible " +
  "feasible,able capable,likely probable probability likelihood,certain sure,clear obvious evident,correct " +
  "right proper accurate,wrong incorrect mistaken erroneous,error fault mistake failure,problem issue trouble " +
  "difficulty,suit suitable appropriate fit fitting proper,near close nearby adjacent,far distant,inside " +
  "within,next following subsequent,then afterwards,now currently present,last final,soon shortly,place location position " +
  "site spot,area region zone,top upper,line row,job task work duty,employ hire,employment job " +
  "appointment,employee worker staff,person people individual someone,member participant,company firm business " +
  "enterprise,team group,leader head chief,rule regulation policy,law act statute,order command " +
  "instruction,step stage phase,period time duration term span interval,time moment,year annual yearly,month " +
  "monthly,day daily,week weekly,hour hourly,deadline due,fee cost price,pay payment spend,money fund,file " +
  "document,folder directory,picture image photo,message mail notice notification,information data detail,name " +
  "title label,value setting,option setting parameter argument,list enumerate,table chart,field column,code " +
  "program script,error exception,function method procedure routine,server host,machine computer,screen " +
  "display monitor,software program application app,version release edition,website site,link " +
  "connection,weight mass,speed rate pace,rate ratio proportion,percent percentage share,average mean,estimate " +
  "guess,measure gauge,expect anticipate,plan schedule intend,think believe consider regard,know " +
  "understand,learn discover,remember recall,want wish desire,see view watch observe,hear listen,speak " +
  "talk,write author compose,read study,teach instruct train,study research investigate examine,test trial " +
  "experiment,show demonstrate prove,suggest propose recommend,agree consent,accept adopt,reject deny,deny " +
  "refuse,protect guard secure,kill terminate,die death,live reside dwell,house home residence,build construct " +
  "erect,design plan,found establish create,establish introduce,join enter,meet encounter,visit attend,travel " +
  "trip,go move,come arrive,bring carry take,hit strike,grow develop,develop evolve,spread expand,cover " +
  "span,surround envelop enclose around,connect link join,attach append add,empty blank,wrap enclose,cut " +
  "reduce lower,discard ignore drop,ignore skip neglect disregard,skip omit,print output display,record log " +
  "register,track monitor,serve handle process,handle manage process deal,manage administer control " +
  "run,control govern regulate,lead head,own owner ownership,replace supersede,former previous old,exempt " +
  "excuse,relative family,country nation state,city town,war battle conflict fight,army military troops,king " +
  "ruler monarch,church religious,school college,university academic,doctor physician,illness disease " +
  "sickness,patient sufferer,drug medicine medication,treat treatment therapy,operation surgery,child kid,big " +
  "sizable,fast rapid,rapid quick,quiet silent,strange odd unusual,famous known renowned,win gain,reach attain " +
  "achieve,arrive reach,exceed surpass,double twice twofold,single sole,pair two couple,extra further " +
  "additional,also too,further more,serious severe grave,severe extreme,harm negative hurt,pristine " +
  "clean,untouched unchanged intact unaffected,thus thereby therefore hence,different other,another " +
  "other,consecutive successive sequential,simultaneous parallel concurrent,sequence order series,search " +
  "query,tool utility,extension suffix,prefix begin,container holder,entry item record,object thing,event " +
  "incident,action act,activity operation,condition circumstance state,requirement condition,goal target,range " +
  "scope extent,level degree,quality standard,feature function,property attribute,class category,model " +
  "pattern,idea concept notion,view opinion,opinion belief,fact truth,proof evidence,answer reply respond " +
  "response,question query,history past,future later,receipt invoice,supervisor manager boss,colleague " +
  "coworker,meeting appointment,review assess assessment evaluate evaluation,approve authorize sign,apply " +
  "application,submit hand,sign signature,pick collect,buy order,holiday vacation,sick ill,salary pay wage,fly " +
  "flight,car vehicle,phone telephone,mail email post,letter mail,box container,room space,space capacity " +
  "room,office workplace,door entrance,street road,water liquid,food meal,light lamp,power energy,heat warmth,population inhabitant resident,buy purchase,survive withstand outlast,below beneath underneath,closest nearest,newer later,photo photograph picture,charge fee,taste flavour,colour shade,staircase stair,pupil student,tenant renter lodger,beat defeat,own hold,hand pass,suspend pause halt,resume continue";

const known = new Map<string, Meaning[]>();
for (const [pair, group] of `${degrees},${unambiguous},${ambiguous},${synonyms}`.split(",").entries()) {
  const sides = group.split("/");
  for (const [side, words] of sides.entries())
    for (const word of words.split(" "))
      known.set(word, [...(known.get(word) ?? []), { number: 2 * pair + side, hasOpposite: sides.length > 1 }]);
}

/** Words looked up, per process; what is found is a pure function of the word. */
const maxCached = 20_000;
const cache = new Map<string, readonly Meaning[]>();
const none: readonly Meaning[] = [];

/** The meanings of a word in any of its inflected forms, as far as a small table of general English has them. */
export function meaningsOf(folded: string): readonly Meaning[] {
  let meanings = cache.get(folded);
  if (meanings === undefined) {
    meanings = none;
    for (const form of baseForms(folded)) {
      meanings = known.get(form) ?? none;
      if (meanings !== none) break;
    }
    if (cache.size >= maxCached) cache.clear();
    cache.set(folded, meanings);
  }
  return meanings;
}
