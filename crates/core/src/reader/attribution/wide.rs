//! Verbs that tell of a view only now and then: used where the words are tagged, and
//! kept out of drafts.

use super::cues::Frame;

/// Verbs that take a clause, or words about something.
pub(super) const CLAUSE: &str =
    "clarify|clarifies|clarified|clarifying reaffirm profess ponder muse
    yell attribute   marvel gripe grumble fret|frets|fretted|fretting
    query|queries|queried|querying summarize theorise articulate blurt confide
    counsel recount chant profess brag|brags|bragged|bragging scream shout bemoan ruminate
     tease trumpet 
    sense surmise intimate scoff sneer deadpan email ";

/// Verbs that take an object.
pub(super) const OBJECT: &str = "  publish    detail  frame 
    introduce unveil sign   appoint  resist repudiate bash trash taunt rebuff
    admire implore float summarize articulate champion herald utter relish recite recount
    retweet  expose notice contemplate    critique reprimand chastise
    discredit smear malign|maligns|maligned|maligning vilify|vilifies|vilified|vilifying demonize
    belittle shun|shuns|shunned|shunning spurn thank salute reassure placate condone
    lecture  veto|vetoes|vetoed|vetoing authorize submit|submits|submitted|submitting
    deplore commend credit fault justify|justifies|justified|justifying rationalize excuse
     tackle cheer post  list name   hammer 
    pan|pans|panned|panning  skewer excoriate pillory|pillories|pillored|pillorying
    dub|dubs|dubbed|dubbing   nickname exaggerate overstate understate misstate
    spell|spells|spelled|spelling parrot|parrots|parroted|parroting plead|pleads|pleaded|pleading
      reconsider  resent   trust distrust
    abhor|abhors|abhorred|abhorring detest loathe despise dread covet  cherish
    emphasise stress repeat disown renounce forswear shrug|shrugs|shrugged|shrugging
    counter nix|nixes|nixed|nixing   ridicule confront pitch 
    issue   ";

/// Verbs that take an infinitive.
pub(super) const INFINITIVE: &str = " choose|chooses|chose|choosing  resolve opt|opts|opted|opting
       consent contrive aspire   volunteer
    yearn hasten  ";

/// Verbs whose particle decides what they mean.
pub(super) const WITH_PARTICLE: &[(&str, &str, Frame)] = &[
    ("", "in", Frame::Object),
    ("lash", "out", Frame::Object),
    ("shoot|shoots|shot|shooting", "back|down", Frame::Object),
    ("", "back", Frame::Object),
    ("fire|fires|fired|firing", "back", Frame::Clause),
    ("", "back|for", Frame::Object),
    ("lay|lays|laid|laying", "out", Frame::Object),
    ("", "off", Frame::Object),
    ("go|goes|went|going", "after", Frame::Object),
    ("rail", "against|about|at", Frame::Object),
    ("side", "with", Frame::Object),
    ("wish", "for", Frame::Object),
    ("stand|stands|stood|standing", "by|behind", Frame::Object),
    ("campaign", "for|against", Frame::Object),
    ("vote", "for|against", Frame::Object),
    (
        "lobby|lobbies|lobbied|lobbying",
        "for|against",
        Frame::Object,
    ),
    ("argue", "for|against", Frame::Object),
    ("care", "about", Frame::Object),
    ("look", "to", Frame::Infinitive),
    ("apologize", "for|to", Frame::Object),
    ("apologise", "for|to", Frame::Object),
    ("settle", "on", Frame::Object),
    ("dwell", "on", Frame::Object),
    ("vouch", "for", Frame::Object),
    ("allude", "to", Frame::Object),
    ("advocate", "for", Frame::Object),
    ("lean", "toward|towards", Frame::Object),
    ("zero", "in", Frame::Object),
    ("double", "down", Frame::Object),
    (
        "speak|speaks|spoke|speaking|spoken",
        "to|against|for|highly",
        Frame::Object,
    ),
    ("hear|hears|heard|hearing", "about|that|of", Frame::Object),
    ("opt|opts|opted|opting", "for", Frame::Object),
    ("play|plays|played|playing", "down|up", Frame::Object),
    ("", "with", Frame::Object),
    (
        "brag|brags|bragged|bragging",
        "about|of|that",
        Frame::Object,
    ),
    ("bristle", "at", Frame::Object),
    ("balk", "at", Frame::Object),
    ("scoff", "at", Frame::Object),
    ("take|takes|took|taking", "on|issue|aim", Frame::Object),
    ("sound", "off", Frame::Object),
    ("shrug|shrugs|shrugged|shrugging", "off", Frame::Object),
    ("walk", "back", Frame::Object),
    ("subscribe", "to", Frame::Object),
    ("consent", "to", Frame::Object),
    ("lecture", "about|on", Frame::Object),
    ("inquire", "about|into", Frame::Object),
    ("opine", "on", Frame::Object),
    ("expand", "on|upon", Frame::Object),
    ("elaborate", "on", Frame::Object),
    (
        "rally|rallies|rallied|rallying",
        "behind|against",
        Frame::Object,
    ),
];
