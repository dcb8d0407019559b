package language

// commonWords lists the commonest short words of languages that are easily
// taken for one another: they tell Danish from Norwegian and Spanish from
// Portuguese where trigrams hesitate. Lower case.
var commonWords = map[string]string{
	"en": "the of and to in a is for or by on that with be any as shall not this which are an from at may other such person under it was has have who his their its",
	"fr": "de la le les des et du en à l d un une est au aux dans par pour ou que qui sur il sont ne pas ce cette être avec son sa ses se n s plus peut",
	"de": "der die und in den des von zu das mit dem für ist im auf nicht eine ein oder nach sich wird werden einer durch sind zur zum aus bei dass er als auch an kann",
	"es": "de la el en y los que las del por se a con para una un no o su al es lo como más sus este esta ser ley son sin entre cuando será también",
	"pt": "de a o e que do da em os no na dos para as por um uma com não se ou ao das à é como mais pela pelo sua seu nos nas ser são foi lei artigo aos às também",
	"it": "di e la il in che per del dei della le un a delle è una con si da al non i nel alla sono o dal gli all dell lo degli ai alle come più anche essere o ed legge articolo",
	"nl": "de van het een en in is op te dat die voor met zijn of aan door bij niet als tot om deze wordt worden uit artikel naar ook kan dit",
	"sv": "och att i av som en för den det till är på med om de ett eller inte vid får ska har från skall lagen denna dessa den detta kan också under sig genom",
	"no": "og i å av som for til er en det om på med at den ikke eller kan skal ved et de har fra dette etter være seg også loven denne når hvis må ble blir blei ikkje eit ein frå vere som eg skal dei etter",
	"da": "og i af at for til en det er den der som på med om de et ikke eller kan skal ved fra har efter være sig også denne dette hvis loven må bliver blev stk hvor når jf samt være efter",
	"fi": "ja on ei tai se että joka ovat sekä myös voi jos kuin mukaan oli olla tämän sen lain ovat siitä jonka tässä",
	"is": "og að í á sem er um til við af en eða það ekki skal frá hann með því þess eru fyrir vera lög laga grein hefur ef",
	"et": "ja on ei või et mis kui see ka seaduse selle tema paragrahvi lõige lõike käesoleva mille kes oma",
	"ca": "de la i a el que en per les del l d un una amb els o no es se al com són aquesta aquest pel dels més ser s article llei seva seu",
	"cs": "a v na se o k z je nebo které který podle za do s ve pro že ze zákona jako jeho by bylo odst být není tím",
	"sk": "a v na sa o k z je alebo ktoré ktorý podľa za do s vo pre že zo zákona ako jeho by bolo ods byť nie tým",
	"pl": "i w na z do się o nie jest lub od że przez dla oraz po za jak są ust art który która które może ustawy",
	"ro": "de și în a la cu se din pe care sau pentru nu al ale este prin o un sunt să ai fi lege art alin cele prezenta",
	"hr": "i u na se za je od s ili o su koji koja koje članka zakona stavka ne kao da iz po kada",
	"sl": "in v na se za je z ali od o so ki ne člena zakona po kot da iz lahko tem",
	"ga": "an na agus a ar i le is go do ag sé sin nó faoi bhfuil den chun acht alt",
	"af": "die van en in is n te wat vir met om nie of aan op deur dat hierdie word by sy as het artikel",
	"id": "yang dan di dengan untuk dari dalam ini pada atau tidak oleh undang pasal ayat sebagai dapat",
	"sw": "na ya wa kwa ni za katika cha la kuwa kama au sheria hii yake mtu ambaye",
	"tr": "ve bir bu için ile veya de olarak olan gibi madde kanun en her kadar",
	"lt": "ir į yra kad ar su iš už straipsnio dalies įstatymo arba nuo kai jeigu",
	"lv": "un ir ar no par vai kas lai uz tā likuma panta ja pēc tiek",
	"hu": "a az és hogy nem egy is vagy meg törvény bekezdés szerinti ha kell által",
	"sq": "e të në dhe i një për me që nga është se nuk neni ligjit ose",
}
