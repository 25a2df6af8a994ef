//! Training the parser: it walks as it will walk, wrong turns with it, and learns at each
//! place which actions lose nothing that can still be had.

use super::both::Both;
use super::certain::Counts;
use super::threes::Threes;
use super::treebank::{self, Sentence};
use super::{Options, Random, pack};
use crate::syntax::facts::Facts;
use crate::syntax::features::{self, Sight};
use crate::syntax::keys::Keys;
use crate::syntax::marks;
use crate::syntax::parser::Parser;
use crate::syntax::state::{ACTIONS, Action, State};
use crate::syntax::table::Dictionary;
use crate::syntax::wordnet::Wordnet;
use crate::word::{Relation, Upos, Xpos};

/// A sentence to learn from.
struct Example {
    facts: Vec<Facts>,
    tags: Vec<(Upos, Xpos)>,
    heads: Vec<u16>,
    labels: Vec<u8>,
}

/// Trains a parser on sentences with the tags that a tagger gave to their words.
pub(crate) fn train(
    sentences: &[&Sentence],
    wordnet: &Wordnet,
    tags: &[Vec<(Upos, Xpos)>],
    options: &Options,
) -> (Parser, Vec<(u32, u8)>) {
    let mut labels: Vec<Relation> = sentences
        .iter()
        .flat_map(|s| s.words.iter().map(|w| w.relation))
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels.truncate(62);
    let examples: Vec<Example> = sentences
        .iter()
        .zip(tags)
        .map(|(s, t)| example(s, t, &labels, wordnet))
        .collect();
    let allowed = allowed(&examples);
    let mut learner = Learner {
        quick: Threes::new(options.rate),
        counts: Counts::default(),
        actions: Threes::new(options.rate),
        labels: Both::new(options.rate, options.margin),
        allowed,
        n_labels: labels.len(),
        margin: options.margin,
        keys: Keys::new(),
        sight: Sight::default(),
        state: State::default(),
    };
    let mut random = Random::new(options.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..options.parse_epochs {
        random.shuffle(&mut order);
        for &i in &order {
            learner.learn(&examples[i], epoch, &mut random);
        }
    }
    let certain = learner
        .counts
        .certain(12 * options.parse_epochs as u32, 400);
    let (first, weights) =
        learner
            .labels
            .pack(options.label_least, options.first_bits, options.label_bits);
    let (mut early, mut late) = (learner.quick.averages(), learner.actions.averages());
    pack::center(&mut early);
    pack::center(&mut late);
    let scale = pack::scale(&[&early, &late]);
    let triples = |rows, bits| pack::triples(rows, options.action_least, bits, scale);
    let parser = Parser {
        labels,
        allowed: learner.allowed,
        certain: Dictionary::of(&certain),
        quick: triples(early, options.quick_bits),
        lead: options.lead as i32,
        actions: triples(late, options.action_bits),
        first,
        label_lead: options.label_lead as i32,
        weights,
    };
    (parser, certain)
}

fn example(
    sentence: &Sentence,
    tags: &[(Upos, Xpos)],
    labels: &[Relation],
    wordnet: &Wordnet,
) -> Example {
    let words = &sentence.words;
    let seen: Vec<usize> = (0..words.len())
        .filter(|&i| !marks::is_mark(tags[i].0))
        .collect();
    // A word that hangs on a mark hangs on the word that the mark hangs on.
    let head = |mut at: usize| {
        for _ in 0..words.len() {
            let above = words[at].head as usize;
            if above == at || seen.binary_search(&above).is_ok() {
                return above;
            }
            at = above;
        }
        at
    };
    let place = |at: usize| seen.binary_search(&at).ok();
    let mut heads: Vec<u32> = Vec::new();
    for (i, &at) in seen.iter().enumerate() {
        heads.push(place(head(at)).unwrap_or(i) as u32);
    }
    one_root(&mut heads);
    treebank::flatten(&mut heads);
    let n = heads.len() as u16;
    let heads = heads.iter().enumerate();
    let heads = heads.map(|(i, &h)| if h as usize == i { n } else { h as u16 });
    let label = |r: Relation| labels.binary_search(&r).unwrap_or(0) as u8;
    Example {
        facts: sentence.facts(wordnet),
        tags: tags.to_vec(),
        heads: heads.collect(),
        labels: seen.iter().map(|&i| label(words[i].relation)).collect(),
    }
}

/// Hangs all roots but the first on the first.
fn one_root(heads: &mut [u32]) {
    let mut root = None;
    for (i, head) in heads.iter_mut().enumerate() {
        if *head as usize == i {
            *head = *root.get_or_insert(i as u32);
        }
    }
}

/// Which labels the arcs of each kind have.
fn allowed(examples: &[Example]) -> Vec<u64> {
    let mut allowed = vec![0; features::KINDS_OF_ARCS];
    let mut sight = Sight::default();
    for example in examples {
        sight.look(&example.facts, example.tags.iter().copied());
        for (word, (&head, &label)) in example.heads.iter().zip(&example.labels).enumerate() {
            allowed[features::kind_of_arc(&sight, head, word as u16)] |= 1 << label;
        }
    }
    allowed
}

struct Learner {
    quick: Threes,
    counts: Counts,
    actions: Threes,
    labels: Both,
    allowed: Vec<u64>,
    n_labels: usize,
    margin: f32,
    keys: Keys,
    sight: Sight,
    state: State,
}

impl Learner {
    /// Learns from one sentence.
    fn learn(&mut self, example: &Example, epoch: usize, random: &mut Random) {
        self.sight
            .look(&example.facts, example.tags.iter().copied());
        self.state.start(example.heads.len() as u16);
        while !self.state.is_done() {
            if self.state.possible() == [true, false, false] {
                self.state.shift();
                continue;
            }
            features::quick(&mut self.keys, &self.sight, &self.state);
            features::action(&mut self.keys, &self.sight, &self.state);
            let early = self.quick.score(self.keys.first());
            let late = self.actions.score(self.keys.others());
            let sums: [f32; 3] = std::array::from_fn(|i| early[i] + late[i]);
            let possible = self.state.possible();
            let costs = costs(&self.state, &example.heads);
            let possible_costs = (0..3).filter(|&i| possible[i]).map(|i| costs[i]);
            let least = possible_costs.min().unwrap_or(0);
            let best = |sums: &[f32; 3], good: bool| {
                let among = (0..3).filter(|&i| possible[i] && (costs[i] == least) == good);
                among.reduce(|a, b| if sums[b] > sums[a] { b } else { a })
            };
            if let (Some(right), Some(wrong)) = (best(&early, true), best(&early, false))
                && early[right] - early[wrong] < self.margin
            {
                self.quick.step(self.keys.first(), right, wrong);
            }
            let (right, wrong) = (best(&sums, true).unwrap_or(0), best(&sums, false));
            let mut next = right;
            if let Some(wrong) = wrong {
                if sums[right] - sums[wrong] < self.margin {
                    self.quick.step(self.keys.first(), right, wrong);
                    self.actions.step(self.keys.others(), right, wrong);
                }
                if sums[wrong] > sums[right] && epoch > 0 && random.below(10) < 9 {
                    next = wrong;
                }
            }
            self.quick.tick();
            self.actions.tick();
            self.act(ACTIONS[next], example);
        }
    }

    fn act(&mut self, action: Action, example: &Example) {
        let Some((head, word)) = self.state.arc(action) else {
            self.state.shift();
            return;
        };
        let kind = features::kind_of_arc(&self.sight, head, word);
        let allowed = match self.allowed[kind] {
            0 => (1 << self.n_labels) - 1,
            allowed => allowed,
        };
        let arc = features::label(&mut self.keys, &self.sight, &self.state, head, word);
        arc.others(&mut self.keys);
        let is_right = example.heads[usize::from(word)] == head;
        let right = is_right.then_some(example.labels[usize::from(word)]);
        if let Some(right) = right {
            for key in features::certain(&self.sight, &self.state, head, word) {
                self.counts.add(key, right);
            }
        }
        let label = self.labels.learn(&self.keys, allowed, right);
        self.state.attach(head, label);
    }
}

/// How many right arcs each action makes impossible.
fn costs(state: &State, heads: &[u16]) -> [u32; 3] {
    let (s0, s1, next) = (state.seen(0), state.seen(1), state.next);
    let seen = &state.stack;
    let head = |word: u16| heads.get(usize::from(word)).copied();
    let mut costs = [0; 3];
    if next < state.n() {
        let below = &seen[..seen.len().saturating_sub(1)];
        costs[0] += u32::from(head(next).is_some_and(|h| below.contains(&h)));
        costs[0] += seen.iter().filter(|&&s| head(s) == Some(next)).count() as u32;
    }
    if seen.is_empty() {
        return costs;
    }
    let waiting = next..state.n();
    let mut lost = waiting.filter(|&b| head(b) == Some(s0)).count() as u32;
    let above = head(s0).unwrap_or(0);
    let n_lost = lost;
    lost += u32::from(above != next && (above > next || seen.len() > 1 && above == s1));
    costs[1] = lost;
    costs[2] = n_lost + u32::from(above >= next);
    costs
}
