/** Given names common enough to point at a person; those that are everyday words too are left out of the lower-cased reading. */
const NAMES = `
aarav aarti abdul abdullah abhishek aditi aditya ajay akash akhil aliyah alok amal aman amar ameer amina amit amrita ananya anil anish anjali ankit ankita anoop
anurag aparna arash aravind archana arif aruna arvind asha ashish ashok ashwin ayesha balaji bharat bhavna bilal chandra chen chitra
deepa deepika dev devi dhruv dinesh divya durga farah farhan faisal fatma ganesh gaurav gautam geeta girish gopal govind hari harish harpreet harsh hema imran indira irfan
jagdish jaya jayesh jyoti kabir kajal kamal karthik kavin kavita kavya khalid kiran kishore krishna lakshmi lalita laxmi madhu mahesh malik manish manoj meena meera
mohan mohit mukesh murali nadeem naga nagesh naresh navin neha nikhil nilesh nisha nitin pallavi pankaj parth pooja prakash pradeep pramod pranav prasad prashant pratik praveen
preeti prem priyanka puja rajan rajat rajeev rajesh raju rakesh rama ramesh ravi rekha ritu rohan rohit rukmini sachin sameer sandeep sangeeta sanjana santosh sarita satish
saurabh seema shankar shanti sharad shashi shilpa shiva shreya shruti siddharth sneha sonal srinivas subhash suman sumit sunil sunita suraj suresh surya sushma swati tarun tejas uday
umesh usha vani varun venkat vidya vijay vikas vikram vinay vineet vinod vipin vishal vivek yash yusuf zainab
agnieszka aleksandra andrzej bartosz beata bogdan bogumil borys dariusz dorota ewa grzegorz halina jacek jadwiga janusz jaroslav jerzy justyna kamil katarzyna krzysztof lukasz maciej malgorzata marcin mateusz
milos miroslav monika pavel pawel piotr radek rafal stanislav szymon tatiana tomasz vaclav vladimir wojciech yuri zdenek zoltan zuzana oleg oksana svetlana natasha ludmila igor
akira aiko chang daisuke emi haruto hana hyun jin jun kenji kenta kim mei ming minh naoko nguyen sakura satoshi takashi thanh trang tuan wei xiaoming yan yoko yuki yuto
bjarne einar erika freja gunnar haakon henning ingmar jarl kaisa lasse leif magnus mikkel morten niels olaf pekka rasmus signe sigrid solveig soren sören torben ulla
adriana alberto alfonso alonso amparo andres benito bernardo consuelo cristian cristobal domingo emilio ernesto esteban federico felipe fermin gerardo guadalupe guillermo hernan humberto
isidro jaime javiera joaquin jorge josefina leticia lorena lourdes marcelo maribel marisol mauricio montserrat nestor octavio osvaldo paco pepe ramon raimundo rocio rosario salvador soledad
vicente ximena yolanda antoinette aurelie baptiste bastien brigitte cedric celeste clement corinne damien delphine didier edouard elodie emeric emmanuel etienne fabienne fabrice francoise
frederique geraldine gilles guillaume gwenaelle helene jacques josette juliette laurence lionel loic lucie lucien ludovic manon marcelle maxime mireille monique olivier odile quentin
raymond regis renaud sandrine severine solange sylvain sylvie therese thibault thierry valentin valerie veronique virginie xavier yannick yves yvette yvonne
alessandra alessandro alessio beatrice carlotta dario davide domenico elisabetta enrico enzo fabrizio federica filippo gianluca giacomo giorgio giuseppe guglielmo ilaria
lorenza luciano marcella massimo michele mirella nicolo ornella paolo pietro renato rinaldo roberta salvatore silvana simona stefania stefano tiziana umberto vincenzo vittoria
abbey abe agatha alec alexis alyssa amber archie ariana bailey becca bella bernadette bertha blair blake brett bridgette brooke bryce byron caleb callum candice carly carmel
carter casey cassandra cassie chase chester clarence clark claudette clayton clifford clint colette colleen conrad corey courtney damian daphne darcy darren daryl debbie debra della desmond
dexter dianne dina dominic dora dwayne dwight earl ebony edna edwin eileen elaine eleanora elijah ellie elliott elsie erin ernest estelle ethel eunice fay fergus fern fletcher floyd gail gemma genevieve
geoff geraldine gertrude gilbert gladys glen glenda glenn graham gwen hayden hayley herman hilary hilda hollie holly howie imogen ingrid irma irving isla jacky jared jasper jed
jeanette jeannie jenni jeremiah jesse jo joanne jocelyn jodie josie joyce jude julius justine kara karla kaitlyn kasey katelyn katrina kayla kelvin kendra kent kerry kirk kirsten kirsty kitty kristy lachlan
lana larry lawrence leanne leigh lena lennie leroy lester lewis lila lillian lily linus lindsay lloyd lois lola lorna lorraine louie lucas lucille luther lyle lynn mabel mack madeleine maggie malcolm
mandy marcia margot marian marjorie marlon marsha marshall marvin mason maude mavis melinda melvin mervyn mia micah mildred millie milly milton mindy minnie mitch mitchell moira molly morgan morris
muriel myra myron nathaniel ned neal nelson nigel noel noelle norma norman oakley ollie orlando oswald paddy pam patsy paulette peggy penelope percy perry phoebe phyllis polly
preston quinn ralph randall randy ray reese reggie reginald reuben rhoda riley roderick rodney rory rosemary ross rowan roxanne roy ruby rufus rupert sadie sally scarlett sebastian seth shane
shaun shawn sheldon sidney sienna skye sonny spencer stan stanley stewart sybil tabitha tammy tanner tasha tatum taylor terence terri tess tessa theodora tilly tobin trent trevor trisha trudy tyler tyrone
ursula valerie vanessa vera vernon victor viola violet vivian wade wallace walter wanda warren wayne wendell wesley wilbur wilfred willa willie wilma winnie winston xander yasmin yvonne zachary zack zane zara zelda zoe zoey
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
  'an ann ali till max dean chad rick jack iris viola gloria austin jordan chelsea madison victoria virginia logan kim joy tom tim sue rosa rita mila roman florian robin phoenix paris jean bob ed van dan jan ana pilar luz iris ken josh frank scott guy bill mark will grace hope may june april rose faith art gene pat ray drew grant chase milan san amber angel blake brook carter mason taylor noel dale dwight earl kent melody misty ruby rosa violet wade ward wanda sandy sally randy rusty miles page paige marina vera mercedes jo lena lana leigh lewis dev hari indira jaya kabir om prem raja rama ravi shanti shiva surya uday usha maxime clement valentin celeste constant sonal mina emi dawn archie quinn reese rocky skip sunny stan harsh perry lane art gale holly'.split(
    ' ',
  ),
);
