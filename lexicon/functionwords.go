package lexicon

// functionWords tell nothing by themselves: articles, pronouns, prepositions,
// auxiliaries, numbers, and the like, by language, folded as the language does. Those
// of less than [shortestWord] letters are not needed.
var functionWords = map[string]string{
	"en": `about above according after again against almost alone along already also although always among another anybody anyone anything around away
because been before behind being below beside besides between beyond both cannot could does doing done down during each either else enough even ever every everybody everyone everything
except from further given gave give gives giving goes going gone half have having hence here herself himself however inside instead into itself just kept keep keeps last least less like made make makes making many
might mine more most much must myself near neither never next nobody none nothing often once only onto other others otherwise ours ourselves outside over own perhaps put puts quite rather really said same says several shall shan she should since
some somebody someone something soon still such take taken takes taking than that their theirs them themselves then there thereby therefore thereof these they thing things this those though through throughout thus till together took toward towards
under unless until upon used using very want wants was well went were what whatever when whenever where whereas whereby wherever whether which while whoever whole whom whose will with within without would years year your yours
zero three four five seven eight nine twelve fifteen eighteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million first second third fourth fifth twice`,
	"es": `ademas ahora ante antes algun alguna algunas alguno algunos alguien algo alla alli aqui aquel aquella aquellas aquellos asi aunque bajo bien cada casi como contra cosa cosas cual cuales cualquier cualquiera cuando cuanto
debe deben deber debera deberan desde despues dicha dichas dicho dichos donde durante ella ellas ellos embargo entre esta estas este esto estos estan estar esos esas esta fuera fueron habia haber habra hace hacen hacer hacia hasta haya hayan
incluso junto luego lugar mayor medio mejor menos mientras misma mismas mismo mismos mucha muchas mucho muchos nada nadie ninguna ninguno ningun nosotros nuestra nuestro nunca otra otras otro otros para pero poco podra podran poder porque
propia propias propio propios puede pueden pues quien quienes segun sean ser sera seran siempre siendo sino sobre solo somos sido suya suyo tambien tampoco tanto tener tenga tengan tiene tienen toda todas todo todos tras unas unos usted varios veces
cero tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta cien ciento cientos mil millon primer primera primero segunda segundo tercera tercero`,
	"fr": `afin ainsi alors apres assez aucun aucune aupres aussi autour autre autres auquel avant avec avoir ayant beaucoup bien cela celle celles celui cependant ceci cette ceux chacun chacune chaque chez chose choses comme comment contre
dans deja dehors depuis derriere desquels dessous dessus devant devoir doit doivent donc dont duquel durant elle elles encore enfin entre envers etaient etait etant etre eux faire fait faut font furent hors ici ils jamais jusque laquelle
lequel lesquelles lesquels leur leurs lors lorsque lui mais malgre meme memes mieux moins notre nous nul nulle parce parfois parmi pendant personne peut peuvent plus plusieurs plutot pour pourquoi pourtant pouvoir pres puis puisque quand quant
quel quelle quelles quels quelque quelques quiconque quoi rien sans sauf selon sera serait seront seul seule seulement sien sinon soit soient sont sous souvent suivant sujet tandis tant telle telles tels toujours tous tout toute toutes tres
trop vers voici voila votre vous zero deux trois quatre cinq sept huit neuf douze quinze vingt trente quarante cent cents mille premier premiere second seconde troisieme`,
	"de": `aber alle allem allen aller alles allein also ander andere anderem anderen anderer anderes anders auch aufgrund ausser bald beide beiden beim bereits bevor bezüglich bisher bleibt dabei dadurch dafür dagegen daher dahin damit danach daneben dann
daran darauf daraus darf dürfen darin darüber darum darunter dass davon davor dazu dein deine denen denn dennoch deren derer derselbe derselben deshalb dessen dies diese diesem diesen dieser dieses doch dort durch ebenso eben eigen eigene eigenen einander
einen einem einer eines einige einigen einiger einmal entweder erst etwa etwas euch euer ganz gegen gegenüber gemäss genug gibt haben hatte hatten hätte heute hier hinter ihnen ihre ihrem ihren ihrer ihres immer infolge innerhalb insbesondere irgend
jede jedem jeden jeder jedes jedoch jemand jene jenen jener kann kein keine keinem keinen keiner können könnte lassen lässt machen macht mehr mein meine meist mich mindestens muss müssen nach nachdem neben nehmen nicht nichts niemals niemand noch oben oder
ohne schon sehr sein seine seinem seinen seiner seines seit selber selbst sich sind sobald sofern solange solch solche solchen solcher soll sollen sollte somit sondern sonst soweit sowie sowohl statt trotz über überall unser unsere unter viel viele vielen
vom vor vorher während wann waren warum weder wegen weil weiter weitere weiteren welche welchem welchen welcher welches wenig wenige weniger wenn werde werden wieder will wird wobei wodurch wofür wohl wollen worden wurde wurden würde zudem zum zunächst
zurück zusammen zwar zwischen null eins zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreissig hundert tausend erste ersten erster zweite zweiten dritte dritten`,
	"sv": `alla allt allra annan annans annat andra aldrig antingen bakom bara behöver blev bland blir blivit bort bortom borde både båda bägge bättre bör dagar denna dennes deras dess dessa detta dina ditt dock därav däremot därför därifrån därmed därvid efter eftersom
egen eget egna eller emellan emot endast enligt ens ett fick fler flera finns framför från före förrän förutom genast genom gick gjort gjorde gjorda göra gör gått hade hans henne hennes honom hur hela helt hellre ibland icke igen igenom inför inga ingen inget innan
inom inte inuti jämte kommer kring kunde kunna kunnat lika låta långt längs medan mellan mera mest minst mindre mina mitt mycket många måste möjligt någon någonting något några nästan också oftast olika ovan redan rörande samma samman samt sade sedan sådan sådana
sådant själv själva sina sitt skall skola skulle snarare snart sånt säger säga såsom saknas sällan till tills trots under upp utan utanför utom utöver vada vara varandra vare varit varför varje vars vart vilka vilken vilket vill ville visst väl även åter över
noll fyra fem sex sju åtta nio tolv tjugo trettio hundra tusen första andra tredje`,
}
