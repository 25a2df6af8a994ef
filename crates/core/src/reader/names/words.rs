//! Closed lists of words that the rules on names look things up in. They are general
//! knowledge of English news prose, no article's own names.

use std::sync::LazyLock;

use super::lexicon::WordMap;

/// A set of lower-case words.
pub type WordSet = LazyLock<Words>;

/// The words of one list.
#[derive(Debug)]
pub struct Words {
    /// As they are written in the list.
    list: Vec<&'static str>,
    known: WordMap<'static, ()>,
}

impl Words {
    /// Whether the word, in lower case, is in the list.
    pub fn contains(&self, lower: &str) -> bool {
        self.known.contains_key(lower)
    }

    /// The words, in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.list.iter().copied()
    }
}

fn set(words: &'static str) -> Words {
    let list: Vec<&str> = words.split_whitespace().collect();
    let known = list.iter().map(|&word| (word, ())).collect();
    Words { list, known }
}

/// Titles and roles that stand right before a person's name, capitalised or not.
pub static TITLES: WordSet = LazyLock::new(|| {
    set(
        "mr mrs ms miss dr prof pres professor president premier chancellor minister secretary senator
    sen sens rep reps representative congressman congresswoman lawmaker legislator governor gov
    mayor king queen prince princess pope bishop archbishop cardinal father sister brother
    reverend rev rabbi imam ayatollah sheikh sultan emir emperor empress tsar czar shah marshal
    general gen lieutenant lt colonel col major maj captain capt sergeant sgt corporal admiral adm
    commander cmdr officer detective inspector sheriff judge justice attorney prosecutor
    ambassador envoy director chief chairman chairwoman chairperson chair ceo cfo coo executive
    founder co-founder editor reporter correspondent columnist spokesman spokeswoman spokesperson
    speaker leader lord lady sir dame baron baroness count countess duke duchess coach analyst
    economist historian scientist researcher expert author writer novelist poet journalist lawyer
    candidate nominee democrat republican commissioner deputy undersecretary adviser advisor aide
    strategist activist politician dictator pastor biographer philosopher physicist engineer
    investor banker billionaire businessman businesswoman actor actress singer comedian host
    pollster manager treasurer councilman councilwoman councillor chancellor-elect president-elect
    mp mep md comrade señor señora monsieur madame herr frau messrs councilor principal dean
    provost superintendent comptroller auditor consultant critic scholar academic
    anthropologist sociologist psychologist psychiatrist surgeon physician nurse",
    )
});

/// Titles that come in the middle of a longer one, or before it, and name nobody.
pub static TITLE_PARTS: WordSet = LazyLock::new(|| {
    set(
        "vice prime foreign defense defence finance interior first acting former ex late deputy
    attorney chief senior junior assistant associate managing executive state national interim
    crown supreme great dear then-president then retired incoming outgoing longtime fellow
    economy economic trade health education culture environment agriculture transport labor
    labour information development social internal external homeland religious military naval
    presidential campaign party opposition majority minority house senate white",
    )
});

/// Honorifics: what follows is a person, whatever else it looks like.
pub static HONORIFICS: WordSet = LazyLock::new(|| {
    set(
        "mr mrs ms miss dr prof sir dame sen rep gov gen lt col sgt capt adm rev president
    senator governor congressman congresswoman mayor spokesman spokeswoman spokesperson
    minister secretary professor judge pope king queen prince princess",
    )
});

/// Words that close a person's name and are not its surname.
pub static NAME_SUFFIXES: WordSet = LazyLock::new(|| set("jr sr ii iii iv esq"));

/// Lower-case words inside names.
pub static PARTICLES: WordSet = LazyLock::new(|| {
    set(
        "de del della di da dos das du la le van von der den ter ten bin ibn bint al el ul zu y
    av af lo ben",
    )
});

/// Words that make a name an organisation's when they stand in it.
pub static ORG_WORDS: WordSet = LazyLock::new(|| {
    set(
        "inc corp corporation co company ltd llc plc gmbh group holdings partners industries
    university college institute institution school academy centre center foundation fund trust
    society association federation confederation union league alliance coalition network forum
    ministry department agency bureau commission committee council board authority office
    administration service services court congress parliament assembly duma knesset bundestag
    party bank airlines airways motors railway hospital church times post journal news press
    herald tribune gazette guardian telegraph magazine review radio television broadcasting
    studios records entertainment systems technologies technology software laboratories labs
    pharmaceuticals energy oil petroleum electric steel insurance securities capital police army
    navy corps force forces guard brigade regiment club united fc organization organisation
    initiative project campaign movement front treasury embassy consulate museum library
    orchestra theatre theater brothers sons stores foods airport caucus senate pac nations",
    )
});

/// Heads of organisations and places that "of" may continue ("Ministry of Defence").
pub static OF_HEADS: WordSet = LazyLock::new(|| {
    set(
        "ministry department university bank house bureau council institute college academy
    office board court church committee association federation union party league organization
    organisation embassy school museum society republic kingdom states people's chamber
    secretary minister house bishop duke prince isle gulf bay cape sea strait city bank centers
    centre center library district commonwealth daughters sons knights order world voice
    director head governor",
    )
});

/// Countries, regions and large cities, and the states of the Union, by their words.
pub static PLACES: WordSet = LazyLock::new(|| {
    set(
        "afghanistan africa albania algeria america andorra angola antarctica argentina armenia
    asia australia austria azerbaijan bahrain bangladesh belarus belgium belize benin bhutan
    bolivia bosnia botswana brazil britain brunei bulgaria burma burundi cambodia cameroon canada
    chad chile china colombia comoros congo croatia cuba cyprus czechia denmark djibouti dominica
    ecuador egypt england eritrea estonia eswatini ethiopia europe fiji finland france gabon gambia
    georgia germany ghana gibraltar greece greenland grenada guatemala guinea guyana haiti honduras
    hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan
    kenya kiribati korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho liberia libya
    liechtenstein lithuania luxembourg macedonia madagascar malawi malaysia maldives mali malta
    mauritania mauritius mexico micronesia moldova monaco mongolia montenegro morocco mozambique
    myanmar namibia nauru nepal netherlands nicaragua niger nigeria norway oman pakistan palau
    palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa
    scotland senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname
    swaziland sweden switzerland syria taiwan tajikistan tanzania thailand tibet togo tonga
    tunisia turkey turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam
    wales yemen zambia zimbabwe crimea catalonia kashmir siberia bavaria scandinavia
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota
    mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas
    utah vermont virginia washington wisconsin wyoming ontario quebec
    amsterdam ankara athens atlanta baghdad bangkok barcelona beijing beirut belgrade berlin
    boston brussels bucharest budapest cairo chicago copenhagen dallas damascus delhi denver
    detroit dubai dublin edinburgh frankfurt geneva glasgow hanoi havana helsinki houston
    islamabad istanbul jakarta jerusalem johannesburg kabul karachi kiev kyiv lagos lisbon london
    madrid manchester manila melbourne miami milan minsk montreal moscow mumbai munich nairobi
    oslo ottawa paris philadelphia phoenix prague pyongyang riyadh rome seattle seoul shanghai
    sofia stockholm strasbourg sydney tehran tokyo toronto tripoli ulaanbaatar vancouver venice
    vienna vilnius warsaw zagreb zurich manhattan brooklyn hollywood kremlin u.s. u.k. us uk usa
    ussr uae eu washington,",
    )
});

/// Words that make a name a place's when they close or open it.
pub static PLACE_WORDS: WordSet = LazyLock::new(|| {
    set(
        "river mountains mountain lake island islands ocean sea bay gulf desert valley street
    avenue road square park city county province region district peninsula beach bridge canal
    coast hills hill harbor harbour springs falls strait heights airport republic kingdom mosque cathedral temple palace
    castle monastery abbey cemetery stadium arena
    prefecture archdiocese diocese parish canton oblast",
    )
});

/// Words that make a name a place's when they close it, whatever stands before them.
pub static PLACE_HEADS: WordSet = LazyLock::new(|| {
    set(
        "street avenue road boulevard river lake island islands mountains county province valley
    peninsula beach desert ocean sea strait canal prefecture oblast archipelago",
    )
});

/// Words that make a name a body's when they close it, whatever stands before them.
pub static BODY_HEADS: WordSet = LazyLock::new(|| {
    set(
        "inc corp corporation ltd llc plc gmbh university college institute ministry department
    committee commission association foundation federation council agency bureau party company
    airlines airways orchestra",
    )
});

/// Adjectives and names of peoples, creeds and parties.
pub static DEMONYMS: WordSet = LazyLock::new(|| {
    set(
        "african afghan albanian algerian american arab arabic argentine argentinian armenian
    asian australian austrian azerbaijani bangladeshi belarusian belgian bolivian bosnian
    brazilian british briton bulgarian burmese cambodian canadian catholic chechen chilean chinese
    christian colombian communist conservative croatian cuban czech danish democratic dutch
    egyptian english estonian ethiopian european filipino finnish french georgian german
    ghanaian greek hindu hungarian icelandic indian indonesian iranian iraqi irish islamic israeli
    italian japanese jewish jordanian kazakh kenyan korean kurdish kuwaiti latin latino hispanic
    latvian lebanese liberal libyan lithuanian malaysian mexican mongolian moroccan muslim
    nepalese nigerian norwegian pakistani palestinian persian peruvian polish portuguese
    protestant romanian russian saudi scottish serbian shia shiite siberian singaporean slovak
    slovenian somali soviet spanish sudanese sunni swedish swiss syrian taiwanese thai tibetan
    tory turkish ugandan ukrainian venezuelan vietnamese welsh western eastern northern southern
    yemeni zimbabwean north south east west central iranians russians americans chinese germans
    koreans europeans israelis palestinians muslims christians jews democrats republicans
    conservatives liberals britons greeks turks arabs ukrainians nazi nazis",
    )
});

/// Days, months and feasts.
pub static CALENDAR: WordSet = LazyLock::new(|| {
    set(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec mon tue tues wed thu thurs fri sat sun christmas easter ramadan thanksgiving passover
    hanukkah halloween",
    )
});

/// Given names that men mostly bear.
pub static MEN: WordSet = LazyLock::new(|| {
    set(
        "aaron abdul abdullah abraham adam ahmed alan albert alec alejandro aleksandr alex
    alexander alexei alfred ali allen alistair anatoly anders andre andreas andrew andrei andrey
    angelo anthony antonio arnold arthur ashton barack barry ben benjamin bernard bernie bill
    billy bob boris brad brandon brent brett brian bruce bryan carl carlos charles charlie chris
    christian christopher chuck claude clive colin cory craig dan daniel darren dave david dean
    dennis derek dick diego dmitri dmitry dominic don donald doug douglas duncan dwight earl
    eddie edgar eduardo edward edwin elliott emmanuel enrique eric erik ernest eugene evan felipe
    felix fernando fidel francis francisco francois frank franklin fred frederick gabriel gary
    gavin gennady geoff geoffrey george gerald gerard gerhard giovanni giuseppe glenn gordon
    graham greg gregory guy hamid hans harold harry harvey hassan hector henri henry herbert
    herman howard hugh hugo ian igor isaac ivan jack jacob jacques jake james jamie jared jason
    javier jay jean jeb jeff jeffrey jeremy jerome jerry jim jimmy joe joel john johnny jon
    jonathan jorge jose josé joseph josh joshua juan julian justin karl keith ken kenneth kevin
    klaus konstantin kurt kyle lars larry lawrence lee leo leon leonard leonid lewis liam lloyd
    louis luca lucas luigi luis luke mahmoud manuel marc marcel marco marcus mario mark marshall
    martin marvin matt matthew maurice max mehmet michael michel miguel mike mikhail mitch mitt
    mohamed mohammad mohammed muhammad moshe nathan neil nelson newt niall nicholas nick nicolas
    nigel nikita nikolai noah norman oleg oliver oscar otto owen pablo pat patrick paul paulo
    pavel pedro pete peter phil philip philippe pierre rafael ralph ramon randy raymond recep reza
    ricardo richard rick rob robert roberto robin rodney roger roland roman ron ronald ross roy
    rudolph rudy rupert russell ryan salman sam samuel scott sean sebastian sergei sergey sergio
    seth shane shaun shimon sidney silvio simon stanley stefan stephen steve steven stewart
    stuart ted terrence terry theodore thomas tim timothy toby todd tom tommy tony travis trevor
    tyler vaclav victor viktor vincent vitaly vladimir walter warren wayne wesley wilhelm will
    william wolfgang woodrow xavier yitzhak yuri yusuf zachary",
    )
});

/// Given names that women mostly bear.
pub static WOMEN: WordSet = LazyLock::new(|| {
    set(
        "abigail adriana agnes aisha alexandra alice alicia alison allison amanda amber amelia amy
    ana anastasia andrea angela angelina anita ann anna anne annie antonia april audrey barbara
    beatrice benazir bernadette beth betty beverly bonnie brenda brittany camilla carla carly
    carmen carol caroline carolyn catherine cecilia charlotte chelsea cheryl chloe christina
    christine cindy claire clara claudia condoleezza connie cristina cynthia daisy dana danielle
    deborah debbie denise diana diane dolores donna dora doris dorothy edith eileen elaine eleanor
    elena elizabeth ella ellen emily emma erica erin estelle esther eva evelyn fatima fiona
    florence frances gabriela gail georgia geraldine gina ginger gladys gloria golda grace greta
    gwen hannah harriet heather heidi helen helena helle hillary holly huma ilana indira ines ingrid
    irene iris irina isabel isabella ivanka jacqueline jane janet janice jean jeanne jennifer
    jessica jill joan joanna jocelyn josephine joy joyce juanita judith judy julia julie
    june karen kate katherine kathleen kathryn kathy katie kellyanne kelly kimberly kirsten kristen
    laura lauren leah leila lena leslie lillian lily linda lisa loretta louise lucia lucy lydia
    madeleine maggie malala marcia margaret margot maria marie marilyn marina marion marissa martha
    mary maureen maxine megan melania melanie melinda melissa mercedes michelle mildred miriam
    molly monica nadia nancy naomi natalia natalie natasha nicola nicole nina nora norma olga
    olivia pamela patricia paula pauline peggy penelope phoebe phyllis priscilla rachel rebecca
    renee rita roberta rosa rose rosemary ruth sabrina sally samantha sandra sara sarah shannon
    sharon sheila sheryl shirley sofia sonia sophia sophie stephanie sue susan suzanne svetlana
    sylvia tamara tania tara tatiana teresa theresa tiffany tina tracy ursula valentina valerie
    vanessa vera veronica victoria violet virginia vivian wendy whitney yolanda yulia yvonne
    zoe",
    )
});

/// Words that open sentences in capitals and are no part of a name.
pub static OPENERS: WordSet = LazyLock::new(|| {
    set(
        "a about above according across additionally admittedly after afterwards again against ago
    ahead all almost along already also alternatively although altogether always amid among an
    and another any anyone anyway apart apparently are as aside asked at away back based be
    because before behind being below besides best better between beyond both but by call can
    certainly chances clearly come compared consequently consider considering could critics
    curiously currently despite did do does doing don't due during each earlier early either
    else elsewhere enough especially even eventually ever every everybody everyone everything
    evidently except experts far few fewer finally first following for former fortunately from
    furthermore generally get getting given giving go going good had half has have having he he's
    hence her here here's hers him his historically how however i i'd i'll i'm i've if imagine
    importantly in incidentally including increasingly indeed initially inside instead into
    ironically is isn't it it'll it's its itself just keep kids last late lately later least less
    let let's like likewise little long look looking luckily made make making many may maybe me
    meantime meanwhile men might more moreover most mostly much must my namely naturally near
    nearly neither never nevertheless next no nobody none nonetheless nor normally not nothing
    notably now nowhere obviously of off officials often old on once one ones only opposite or
    other others otherwise our ours out outside over overall part particularly people per perhaps
    personally please presumably previously prior probably quite rather read readers really
    recall recent recently regarding regardless remember reportedly researchers respectively
    right sadly said same saying says scientists see seeing seemingly shall she she's should
    similarly simply since so some somebody somehow someone something sometimes somewhat soon
    sources specifically still strangely subsequently such suddenly supporters supposedly sure
    surely take taken taking thank thanks that that's the their theirs them themselves then
    there there's thereafter therefore these they they're they've thing things think this thorough
    those though through throughout thus time to today together tomorrow too toward towards
    traditionally two three four five six seven eight nine ten typically ultimately under
    undoubtedly unfortunately unless unlike until up upon usually using very via voters was
    wasn't watch we we'll we're we've well were what what's whatever when whenever where whereas
    wherever whether which while who who's whoever whom whose why will with within without women
    won't workers would yes yesterday yet you you'll you're you've young your yours
    analysts observers opponents police prosecutors investigators lawmakers authorities
    residents witnesses reporters editors speaking writing born founded known asking thousands
    hundreds millions dozens several countless whichever amidst aboard according absent",
    )
});

/// Kin: who is named after one of these is introduced as somebody's relative.
pub static KIN: WordSet = LazyLock::new(|| {
    set(
        "grandfather grandmother grandson granddaughter father mother son daughter brother sister
    wife husband uncle aunt nephew niece cousin widow widower spouse stepfather stepmother
    stepson stepdaughter half-brother half-sister brother-in-law sister-in-law father-in-law
    mother-in-law son-in-law daughter-in-law parents parent sons daughters brothers sisters
    siblings sibling dad mom mum predecessor successor ancestor namesake twin fiancé fiancée
    ex-wife ex-husband girlfriend boyfriend partner heir wives children child kids family
    families dynasty couple married marriage",
    )
});

/// Words that close the names of things: neither people nor bodies.
pub static THING_WORDS: WordSet = LazyLock::new(|| {
    set(
        "day days week month year war wars battle act amendment show plan award awards prize
    program programme bill law treaty accord accords agreement deal summit games cup series scale
    index report paper book street stage age era revolution spring uprising scandal crisis
    building tower tv parade celebrations bowl open championship olympics festival election
    elections conference convention constitution declaration doctrine code test project internet
    web app twitter facebook google amazon youtube instagram bible quran koran god",
    )
});

/// Verbs that people (and spokesmen) are the subject of, and what refers to people.
pub static SPEAKS: WordSet = LazyLock::new(|| {
    set(
        "said says told asked wrote writes argued argues added thinks believes believed insisted
    insists explained explains who whose knew knows himself warned concluded continued declared
    announced noted recalled claimed responded acknowledged admitted suggested herself replied
    tweeted joked testified resigned",
    )
});
