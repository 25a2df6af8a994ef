//! A word of a parse: where it stands, its tags, and its place in the tree of its sentence.

use std::borrow::Cow;
use std::ops::Range;

use crate::lemma;

/// An enum whose members are the labels of a treebank.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$what:meta])* $member:ident = $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$what])* $member,)* }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$member,)*];

            /// The label as treebanks write it.
            pub fn label(self) -> &'static str {
                match self { $($name::$member => $label,)* }
            }

            /// The one that treebanks write like this.
            pub fn of_label(label: &str) -> Option<$name> {
                match label { $($label => Some($name::$member),)* _ => None }
            }
        }
    };
}

labels! {
    /// Parts of speech after Universal Dependencies.
    Upos {
        /// big, old
        Adj = "ADJ",
        /// in, of
        Adp = "ADP",
        /// very, soon
        Adv = "ADV",
        /// has (done), will, is
        Aux = "AUX",
        /// and, or, but
        Cconj = "CCONJ",
        /// the, a, this (one)
        Det = "DET",
        /// yes, oh
        Intj = "INTJ",
        /// war, price
        Noun = "NOUN",
        /// one, 1990
        Num = "NUM",
        /// not, 's, to (do)
        Part = "PART",
        /// he, who, something
        Pron = "PRON",
        /// Kim, Treasury
        Propn = "PROPN",
        /// stops, commas, quotes
        Punct = "PUNCT",
        /// that, if, because
        Sconj = "SCONJ",
        /// $, %, +
        Sym = "SYM",
        /// said, going
        Verb = "VERB",
        /// what is none of these; also of a word that was not tagged
        X = "X",
    }
}

labels! {
    /// Parts of speech after the Penn Treebank (as in the English Web Treebank).
    Xpos {
        /// $
        Dollar = "$",
        /// closing quotes
        CloseQuote = "''",
        /// ,
        Comma = ",",
        /// ( and [
        OpenBracket = "-LRB-",
        /// ) and ]
        CloseBracket = "-RRB-",
        /// . ? !
        Stop = ".",
        /// : ; and dashes
        Colon = ":",
        /// addresses of the web
        Add = "ADD",
        /// a prefix that stands alone
        Afx = "AFX",
        /// and, or
        Cc = "CC",
        /// numbers
        Cd = "CD",
        /// the, this
        Dt = "DT",
        /// there (is)
        Ex = "EX",
        /// foreign words
        Fw = "FW",
        /// a part of a word written apart
        Gw = "GW",
        /// a hyphen inside a word
        Hyph = "HYPH",
        /// of, in; that, because
        In = "IN",
        /// big
        Jj = "JJ",
        /// bigger
        Jjr = "JJR",
        /// biggest
        Jjs = "JJS",
        /// marks of a list
        Ls = "LS",
        /// can, will
        Md = "MD",
        /// marks that are no punctuation of a sentence
        Nfp = "NFP",
        /// war
        Nn = "NN",
        /// Korea
        Nnp = "NNP",
        /// Americans
        Nnps = "NNPS",
        /// wars
        Nns = "NNS",
        /// all (the)
        Pdt = "PDT",
        /// 's
        Pos = "POS",
        /// he
        Prp = "PRP",
        /// his
        PrpPoss = "PRP$",
        /// soon
        Rb = "RB",
        /// sooner
        Rbr = "RBR",
        /// soonest
        Rbs = "RBS",
        /// (give) up
        Rp = "RP",
        /// symbols
        Sym = "SYM",
        /// to
        To = "TO",
        /// oh
        Uh = "UH",
        /// go
        Vb = "VB",
        /// went
        Vbd = "VBD",
        /// going
        Vbg = "VBG",
        /// gone
        Vbn = "VBN",
        /// (they) go
        Vbp = "VBP",
        /// goes
        Vbz = "VBZ",
        /// which
        Wdt = "WDT",
        /// who
        Wp = "WP",
        /// whose
        WpPoss = "WP$",
        /// when, how
        Wrb = "WRB",
        /// opening quotes
        OpenQuote = "``",
        /// what could not be tagged; also of a word that was not tagged
        Xx = "XX",
    }
}

labels! {
    /// How a word hangs on its head, after Universal Dependencies with the subtypes of GUM.
    Relation {
        /// a clause that modifies a noun
        Acl = "acl",
        /// a relative clause
        AclRelcl = "acl:relcl",
        /// a clause that modifies a verb: because, if, while
        Advcl = "advcl",
        /// a relative clause of a whole clause: ", which ..."
        AdvclRelcl = "advcl:relcl",
        /// an adverb
        Advmod = "advmod",
        /// an adjective before its noun
        Amod = "amod",
        /// Kim, the leader
        Appos = "appos",
        /// has, will, would
        Aux = "aux",
        /// (was) taken
        AuxPass = "aux:pass",
        /// a preposition, or the possessive 's
        Case = "case",
        /// and, or, but
        Cc = "cc",
        /// both (A and B)
        CcPreconj = "cc:preconj",
        /// a clause with a subject of its own that is an object: said that ...
        Ccomp = "ccomp",
        /// oil price
        Compound = "compound",
        /// give up
        CompoundPrt = "compound:prt",
        /// what follows and, or, a comma of a list
        Conj = "conj",
        /// is, was with a noun or an adjective
        Cop = "cop",
        /// a clause that is a subject
        Csubj = "csubj",
        /// a clause that is a subject of a clause with a clause as its predicate
        CsubjOuter = "csubj:outer",
        /// a clause that is a subject of a passive verb
        CsubjPass = "csubj:pass",
        /// what could not be determined; also of a word that was not parsed
        Dep = "dep",
        /// the, a
        Det = "det",
        /// all (the)
        DetPredet = "det:predet",
        /// oh, well
        Discourse = "discourse",
        /// what stands outside of its clause
        Dislocated = "dislocated",
        /// there (is), it (is likely that)
        Expl = "expl",
        /// as well as, because of
        Fixed = "fixed",
        /// Kim Jong Un, Mr. Lee
        Flat = "flat",
        /// a part of a word written apart
        Goeswith = "goeswith",
        /// gave him
        Iobj = "iobj",
        /// an item of a list
        List = "list",
        /// that, to, if, because
        Mark = "mark",
        /// of the war
        Nmod = "nmod",
        /// a description before a name: President Lee
        NmodDesc = "nmod:desc",
        /// his; Korea's
        NmodPoss = "nmod:poss",
        /// a noun that modifies a noun without a preposition
        NmodUnmarked = "nmod:unmarked",
        /// a subject
        Nsubj = "nsubj",
        /// a subject of a clause with a clause as its predicate
        NsubjOuter = "nsubj:outer",
        /// a subject of a passive verb
        NsubjPass = "nsubj:pass",
        /// two (men)
        Nummod = "nummod",
        /// an object
        Obj = "obj",
        /// in March, to Seoul
        Obl = "obl",
        /// (taken) by rebels
        OblAgent = "obl:agent",
        /// (left) Monday
        OblUnmarked = "obl:unmarked",
        /// a part of a clause whose head is left out
        Orphan = "orphan",
        /// what stands beside: "..., he said"; ": ..."
        Parataxis = "parataxis",
        /// marks
        Punct = "punct",
        /// a slip that the speaker mended
        Reparandum = "reparandum",
        /// the root of its sentence
        Root = "root",
        /// who is spoken to
        Vocative = "vocative",
        /// a clause without a subject of its own: wants to go
        Xcomp = "xcomp",
    }
}

/// A word, with its place in the text and in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it starts, in bytes.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// Its part of speech.
    pub upos: Upos,
    /// Its part of speech, finer.
    pub xpos: Xpos,
    /// The word that it hangs on, as an index into the words of the parse; its own
    /// index for a root.
    pub head: u32,
    /// How it hangs on its head.
    pub relation: Relation,
    /// The first word of its subtree.
    pub left: u32,
    /// One past the last word of its subtree.
    pub right: u32,
}

impl Word {
    /// A word at a place that is neither tagged nor parsed yet: a tree of its own.
    pub(crate) fn bare(span: Range<usize>, index: u32) -> Word {
        Word {
            start: u32::try_from(span.start).unwrap_or(u32::MAX),
            end: u32::try_from(span.end).unwrap_or(u32::MAX),
            upos: Upos::X,
            xpos: Xpos::Xx,
            head: index,
            relation: Relation::Dep,
            left: index,
            right: index + 1,
        }
    }

    /// Where it stands, in bytes.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The word as the text has it; empty for another text than the one parsed.
    pub fn form<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span()).unwrap_or_default()
    }

    /// Its lemma: "say" of "Said", "Kim" of "Kim".
    pub fn lemma<'a>(&self, text: &'a str) -> Cow<'a, str> {
        lemma::lemma(self.form(text), self.xpos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_both_ways() {
        for &relation in Relation::ALL {
            assert_eq!(Relation::of_label(relation.label()), Some(relation));
        }
        for &xpos in Xpos::ALL {
            assert_eq!(Xpos::of_label(xpos.label()), Some(xpos));
        }
        assert_eq!(Upos::of_label("NOUN"), Some(Upos::Noun));
        assert_eq!(Upos::of_label("noun"), None);
    }
}
