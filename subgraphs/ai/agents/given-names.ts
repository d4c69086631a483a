/** Given names common enough to point at a person; those that are everyday words too are left out of the lower-cased reading. */
const NAMES = `
aaron abigail adam adrian agnes ahmed aidan aisha alan albert alejandro alex alexander alexandra alfred ali alice alicia alina alison allison
amanda amelia amir amy ana anastasia andre andrea andreas andrew andy angela angelina anika anita anja anke ann anna anne annette annika anthony antoine
anton antonia antonio arjun armin arthur ashley astrid audrey austin ava axel barbara beatrice becky ben benedict benjamin bernd bernard beth
betty bianca birgit bjorn bob bobby boris brad bradley brandon brenda brian bridget britta bruce bruno bryan caitlin cameron camila camille
carina carl carla carlos carmen carol carolina caroline carsten catherine cecilia celine chad charles charlie charlotte chelsea chiara chloe
chris christian christina christine christoph christopher cindy claire clara claudia claudio clemens cody colin connor cornelia craig cristina
curtis cynthia dan dana daniel daniela danielle danny dave david dean deborah deepak denis denise dennis derek diana diego dieter dirk dmitri
dominik donald donna doris dorothy doug douglas dylan ed eddie edgar edith eduardo edward elena eleanor eli elias elisa elisabeth elizabeth
ella ellen elliot emil emilia emily emma enrique eric erica erik erika ernst esther ethan eugene eva evan evelyn fabian fabio fatima felicia
felix fernando fiona florian frances francesca francesco francis francisco frank franz fred frederic frederik gabriel gabriela gareth gary
gavin geoffrey george georg gerald gerhard gina giovanni giulia gloria gonzalo gordon greg gregory greta guido gustav hamid hannah hanna hannes
hans harald harold harriet harry hassan heather hector heidi heike heinrich helen helena helene helga henrik henry herbert hiroshi holger
howard hugo ian ibrahim ignacio ines ingrid irene iris isaac isabel isabella ismail ivan jack jackie jacob jacqueline jakob james jamie jan
jane janet janina jasmin jasmine jason javier jean jeff jeffrey jenna jennifer jenny jens jeremy jerome jerry jessica jessie jill jim jimmy
joan joanna jochen joe joel johan johanna johannes john johnny jon jonas jonathan jordan jorge jose josef joseph josh joshua juan judith
judy juergen jürgen julia julian juliana julie juliet justin karen karin karl karsten kate katharina katherine kathleen kathrin kathy katie katja
keith kelly ken kenneth kerstin kevin kim kimberly klaus konrad kristen kristin kristina kurt kyle lars laura lauren laurent lea leah lena leo
leon leonard leonie leslie liam lilly lina linda lisa liz logan lorenzo louis louise luca lucas lucia lucy luigi luis luisa lukas luke
lydia madison magdalena maja malte manuel manuela marc marcel marco marcus margaret maria mariana marie marina mario marion marius
markus marlene marta martha martin martina mary matteo matthew matthias matthieu maureen maurice max maximilian maya megan mehmet melanie
melissa michael michaela michel michelle miguel mike milan mila miriam mohamed mohammed moritz mustafa nadia nadine nancy naomi natalia natalie
natasha nathan neil nicholas nick nicola nicolas nicole niklas nils nina noah nora norbert oliver olivia olga omar oscar oskar otto owen pablo paige
pamela paola pascal patricia patrick paul paula pauline pedro peter petra phil philip philipp philippe phillip pierre pilar priya rachel rafael rahul
raj ralf ralph ramona raphael raquel raul rebecca regina reinhard renate renee rhys ricardo richard rick rita robert roberto robin rodrigo roger
roland rolf roman ronald rosa rosie ruben rudolf russell ruth ryan sabine sabrina sally sam samantha samir samuel sandra sanjay santiago sara
sarah sascha scott sean sebastian sergio shannon sharon shaun sheila shirley silke silvia simon simone sofia sonia sonja sophia sophie spencer
stacey stefan stefanie stella stephan stephanie stephen steve steven stuart sue susan susanne suzanne svenja sven sylvia tamara tania tanja
tara ted teresa terry thea theo theodor theresa thomas tiffany till tim timothy tina tobias todd tom tomas tommy tony torsten tracy travis
trevor tristan tyler udo ulrich ulrike ursula ute uwe valentin valentina valeria vanessa vera verena veronica veronika vicky victor victoria
viktor vincent viola virginia vivian vivek walter wendy werner wilhelm william wolfgang xavier yannick yasmin yolanda yuki yusuf yvonne zachary zoe
adele alejandra amy angus arnold barack barry bethany brendan bruno byron calvin cassandra chuck clara clint curt dale damian darren dave derrick
donnie drake duncan dwayne edmund elsa emmanuel erin ernest finn fred geoff gilbert glen glenn hailey heath hillary hope hussein imran isla ivy
jared jasper joanne jodie johann jonny josephine joyce kai kara karim kathryn katrina kelvin kirsten kumar kristian lance larry leila lena lewis lindsay
lindsey lionel lloyd lorraine lou luther lynn mandy mariah marilyn marissa marlon mateo maxwell mia micah mick mitchell mitch mohammad molly monica morgan
murray nate neha ned nigel nikhil nina noel odette ollie oprah patty percy perry polly preston priscilla quentin ramesh randy ravi reece regis rebekah
rohan ronnie ross roy russ sadie sanjeev saul selena serena seth shane shawn shelly sherry sid sienna stan stanley suresh tanya taylor tessa
thiago toni tonya trent trisha tyson vijay vikram wade wanda warren wayne wesley winston yasmine yvette zara
`;

export const GIVEN_NAMES: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/));

/** Names that are words of every day when not capitalised. */
export const EVERYDAY_NAMES: ReadonlySet<string> = new Set(
  'an ann ali till max dean chad rick jack iris viola gloria austin jordan chelsea madison victoria virginia logan kim joy tom tim sue rosa rita mila roman florian robin phoenix paris jean bob ed van dan jan ana pilar luz iris ken josh frank scott guy bill mark will grace hope may june april rose faith art gene pat ray drew grant chase milan san'.split(
    ' ',
  ),
);
