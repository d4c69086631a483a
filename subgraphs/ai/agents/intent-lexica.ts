import { stem } from './stem.ts';

export const stems = (words: string): Set<string> => new Set(words.trim().split(/\s+/).map(stem));

/** Words that lean one way in any trade: a few hundred examples cannot teach them all. English, German, French, Spanish. */
export const LEXICA = {
  buying: stems(`
    buy purchase order reserve reservation book booking rent hire quote price pricing cost fee rate discount offer deal available
    availability stock subscribe plan package ticket trial demo wholesale catalogue menu budget upgrade apply enrol signup interested
    looking need want afford cheap cheapest flight hotel room table pizza burger kaufen bestellen preis kostet kosten angebot
    reservieren buchen verfügbar lieferbar acheter prix combien réserver devis disponible commander comprar precio cuánto cuesta
    presupuesto reservar disponible tarifa
    reserving suite flat villa van hire bike tickets brochure supplier bulk units pcs invest installment instalments deposit financing mortgage premium tariff contract prepaid sim subscription
    membership join lessons lesson course class courses session consultation estimate catering wedding party delivery takeaway pickup menu burger fries coke salad coffee sandwich pasta sushi topping toppings
    large medium size sizes colour colors restock wholesale retail voucher gift shop store model brochure showroom viewing tour hotel hotels flights roundtrip airline seats suite balcony pool gym spa wifi pets
    pet parking breakfast shuttle eligible eligibility accept accepted currencies currency exchange apply application open new prefer choose recommend compare`),
  trouble: stems(`
    password login log account broken error crash problem issue fix stuck refund return cancel reset change update missing lost
    tracking parcel package delivered invoice bill statement balance payment transfer withdraw withdrawal pending declined blocked
    freeze activate verify pin charged charge transaction help assist warranty replace repair reschedule claim reimburse passwort
    konto fehler kaputt hilfe rechnung paket kündigen stornieren verschieben compte erreur annuler colis facture aide livraison cuenta
    contraseña pedido error factura ayuda cancelar insurance policy
    locked unlock stolen fraud unauthorised unauthorized dispute reversed reverted duplicate twice wrong incorrect mistake correction correct resend retrieve recover restore sync syncing install reinstall
    connect connection disconnected outage offline router modem signal screen freezes frozen crash crashed crashing stuck loading load error failed failure failing rejected refused invalid expired overdue due
    statement receipt proof claim claims damage windscreen policyholder boarding luggage suitcase baggage checkin gate delay delayed reservation booking modify amend extend shorten remove add update
    unsubscribe deactivate delete close terminate balance transactions transfers salary deposit iban pin passcode verification verify identity documents technician engineer heating shower towels leak
    unlock key remote battery dispatcher courier customs address`),
  bad: stems(`
    bad worst worse terrible awful horrible poor rude disappoint disappointed disappointing disappointment disgusting unacceptable
    ridiculous waste useless junk garbage rubbish crap sucks suck hate angry furious annoyed annoying upset overpriced bland stale soggy
    cold slow dirty filthy unfriendly unprofessional pathetic shame scam fraud fake lie lies never nobody ignored avoid regret fail failed
    fails failure broke broken cheaply flimsy uncomfortable mediocre lousy gross tasteless unhelpful unreliable lacking lacked dry tough
    burnt weak defective dead sick wrong unfortunately sadly frustrating frustrated nasty ugly noisy weird stupid boring overcooked undercooked
    schlecht schlechtester schlimm enttäuscht unverschämt frechheit miserabel unfreundlich katastrophe mangelhaft ärgerlich betrug nie
    horrible déçu déçue mauvais mauvaise inadmissible honte nul arnaque désagréable jamais
    malo mala pésimo pésima decepcionado decepcionada vergüenza horrible estafa grosero nunca
    meh flop overrated unimpressed underwhelming underwhelmed letdown joke mess disaster nightmare hell insult insulting rip ripoff overcharged cheated liar liars crook crooks thieves thief robbery shocking appalling
    dreadful abysmal atrocious inedible vile foul rotten mouldy moldy greasy undercooked lukewarm rubbery chewy watery soggy salty bitter sour hair bug bugs cockroach roach flies smelly stinks stank stink filthy sticky
    stained torn ripped scratched cracked snapped faulty defect defects useless pointless worthless hopeless clueless incompetent careless arrogant dismissive unresponsive ignorant impolite hostile aggressive
    pushy grumpy moody lazy sloppy late waited waiting forever hung hangs lag laggy glitchy buggy freezes unusable unstable inaccurate misleading deceptive false scammed scammers dishonest unethical illegal
    regretted regretting mistake avoid beware warning returned returning garbage trash crappy shoddy tacky cheesy bored dull tedious predictable lame tired dated rundown cramped noisy loud crowded
    disgrace disgraceful unhappy dissatisfied unsatisfied unsatisfactory unsatisfying displeased mad livid fuming outraged outrageous offended offensive humiliated embarrassed embarrassing hurt ruined ruins ruin wasted
    wasting poorly badly barely hardly lost worthless died dies drops dropped static echo muffled scratchy tinny leaking leaks peeling fades faded shrunk
    mies grauenhaft furchtbar peinlich dreckig ekelhaft lieblos zäh versalzen defekt überteuert abzocke wütend sauer verärgert verarscht unzuverlässig
    lamentable scandaleux arnaqué sale froid cher lent impoli grossier décevant décevante ratée raté
    horroroso asqueroso sucio lento frío roto rota caro timo mentira harto harta enfadado enfadada decepción`),
  good: stems(`
    good great best better awesome amazing excellent perfect perfectly love loved lovely wonderful fantastic beautiful delicious
    friendly nice happy pleased impressed impressive recommend recommended brilliant outstanding superb fabulous gorgeous incredible
    tasty fresh comfortable cool fun favourite favorite easy quick sturdy solid clear crisp clean attentive helpful kind charming enjoy
    enjoyed enjoyable delightful delighted thrilled glad thank thanks kudos bravo cute pleasant reasonable reasonably worth quality
    super toll tolle tolles wunderbar perfekt lecker begeistert freundlich danke beste klasse schön
    excellent parfait merci adore délicieux magnifique génial bravo charmant recommande meilleur contente content
    excelente perfecto gracias encanta delicioso genial mejor bonito contento contenta recomiendo encantador bueno buena
    awesome stellar phenomenal exceptional exceptionally extraordinary marvelous marvellous splendid magnificent terrific top superb flawless flawlessly spotless immaculate impeccable stunning breathtaking
    gem treasure jewel heaven heavenly dream magical joy joyful bliss delight blast winner masterpiece classic legend legendary iconic genius clever smart stylish elegant sleek durable reliable sturdy well
    yummy yum tasty flavorful flavourful juicy tender crispy creamy mouthwatering scrumptious fluffy moist authentic generous cozy cosy warm inviting welcoming courteous polite professional knowledgeable
    patient caring considerate thoughtful prompt efficient speedy swift seamless smooth smoothly effortless simple intuitive convenient handy useful versatile accurate loud bargain steal affordable
    satisfied satisfying content grateful gratitude appreciate appreciated blessed honored proud congrats congratulations hooray yay wow yes finally exceeded exceeds surpassed addictive hooked obsessed
    adore adorable beautifully perfectly nicely greatly highly absolutely definitely certainly favorite favourites gorgeous pretty inspiring inspired moving touching funny hilarious entertaining laughed
    lifesaver saver rocks rock slick stunner worked fits fit glad relaxing refreshing pleasantly
    herrlich traumhaft großartig fantastisch genial spitze hervorragend ausgezeichnet zuvorkommend gemütlich hübsch liebevoll zufrieden empfehlenswert weiterempfehlen
    superbe top formidable succulent régal impeccable adorable ravi ravie chaleureux
    maravilloso maravillosa estupendo fantástico riquísimo rico amable atento precioso impecable espectacular recomendable feliz`),
  spam: stems(`
    win won winner prize claim free click subscribe subscriber channel follower followers giveaway casino bitcoin crypto forex invest
    viagra sexy singles nude adult lottery guaranteed txt reply stop congratulations congrats earn rich millionaire loan ringtone promo
    voucher awarded selected unclaimed bonus whatsapp telegram dm seo backlinks traffic vote ur robux vbucks gagné gewonnen verdiene
    verdienen ganado gana premio urgent mob mobile landline sms check video youtube link`),
  chat: stems(`
    hi hello hey thanks thank bye goodbye morning evening afternoon ok okay yes yeah yep no nope sure alright maybe correct name
    joke bot robot human weather meaning repeat again moment wait great welcome lol haha hours open located location hallo guten danke
    ja nein tschüss bonjour merci oui non hola gracias sí vale adiós listening watching song who`),
};
