//! Reading NET: nodes first, then their potentials, wherever they stand.

use super::lex::{Lexer, Token};
use crate::draft::Draft;
use crate::fault::{Fault, Span, quoted};
use crate::limits::Limits;
use crate::network::NamedVariable;
use crate::numbers::Numbers;
use crate::{Reading, codes, text_of};

/// Reads a NET file.
pub fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let text = match text_of(bytes, limits) {
        Ok(text) => text,
        Err(fault) => return fault.into(),
    };
    let mut reader = Reader {
        lexer: Lexer::new(text),
        draft: Draft::new(limits),
        potentials: Vec::new(),
        n_classes: 0,
    };
    while let Some(block) = reader.block() {
        if block.is_err() {
            reader.skip_block();
        }
    }
    for potential in std::mem::take(&mut reader.potentials) {
        reader.define(potential);
    }
    reader.draft.finish()
}

/// That a block was left before its end; what was wrong has been told.
#[derive(Debug)]
struct Left;

struct Reader<'a> {
    lexer: Lexer<'a>,
    draft: Draft,
    potentials: Vec<Potential<'a>>,
    n_classes: usize,
}

/// A potential, to be read when all nodes are known.
struct Potential<'a> {
    /// Where it opens.
    span: Span,
    children: Vec<(&'a str, Span)>,
    parents: Vec<(&'a str, Span)>,
    /// Its numbers with where they start.
    data: Option<(usize, std::borrow::Cow<'a, str>)>,
    /// Whether it is given by an expression.
    has_model: Option<Span>,
}

impl<'a> Reader<'a> {
    /// The next block; none at the end of the file.
    fn block(&mut self) -> Option<Result<(), Left>> {
        let token = self.lexer.next();
        Some(match token {
            Token::End => return None,
            Token::Word("net") => self.net(),
            Token::Word("class") => self.class(),
            Token::Word("node" | "discrete") => self.node(),
            Token::Word("potential") => self.potential(),
            Token::Word(kind @ ("continuous" | "decision" | "utility" | "function")) => {
                self.other_node(kind)
            }
            // The end of a class, or a semicolon too many.
            Token::Mark(b'}') if self.n_classes > 0 => {
                self.n_classes -= 1;
                Ok(())
            }
            Token::Mark(b';') => Ok(()),
            token => Err(self.unexpected(&token, "`net`, `node` or `potential`")),
        })
    }

    /// `net { … }`
    fn net(&mut self) -> Result<(), Left> {
        self.mark(b'{')?;
        while let Some((name, _)) = self.field()? {
            match (name, self.lexer.peek()) {
                ("name", Token::Quoted(text)) => self.draft.name = text.into_owned(),
                ("name", Token::Word(text)) => text.clone_into(&mut self.draft.name),
                _ => {}
            }
            self.skip_field()?;
        }
        Ok(())
    }

    /// `class NAME { … }`, the blocks of which are read as those of the file.
    fn class(&mut self) -> Result<(), Left> {
        let (name, span) = self.name("the name of the class")?;
        self.mark(b'{')?;
        if self.n_classes > 0 {
            let fault = Fault::error(codes::UNSUPPORTED, span, "a class inside a class");
            self.draft.faults.push(fault.help("only one class is read"));
        }
        name.clone_into(&mut self.draft.name);
        self.n_classes += 1;
        // The fields of the class itself, which look like those of a net.
        while let (Token::Word(_), mut ahead) = (self.lexer.peek(), self.lexer.clone()) {
            ahead.next();
            if ahead.next() != Token::Mark(b'=') {
                break;
            }
            self.field()?;
            self.skip_field()?;
        }
        Ok(())
    }

    /// `node NAME { … }`, after `discrete` or not.
    fn node(&mut self) -> Result<(), Left> {
        let (mut name, mut span) = self.name("the name of the node")?;
        if name == "node" && matches!(self.lexer.peek(), Token::Word(_)) {
            (name, span) = self.name("the name of the node")?;
        }
        let mut named = NamedVariable::new(name, [""; 0]);
        let inside = self.node_body(&mut named);
        let sound = inside.is_ok();
        self.draft.add_declared(named, span, sound);
        inside
    }

    fn node_body(&mut self, named: &mut NamedVariable) -> Result<(), Left> {
        self.mark(b'{')?;
        while let Some((name, _)) = self.field()? {
            match (name, self.lexer.peek()) {
                ("states", _) => named.states = self.states()?,
                ("label", Token::Quoted(label)) if !label.is_empty() && *label != named.name => {
                    named.label = Some(label.into_owned());
                }
                ("position", Token::Mark(b'(')) => named.position = self.position(),
                _ => {}
            }
            self.skip_field()?;
        }
        Ok(())
    }

    /// `( "a" "b" … )`; states without a name are called by their number.
    fn states(&mut self) -> Result<Vec<String>, Left> {
        let mut states: Vec<String> = Vec::new();
        self.mark(b'(')?;
        loop {
            let state = match self.lexer.next() {
                Token::Mark(b')') => return Ok(states),
                Token::Mark(b',') => continue,
                Token::Word(state) => state.to_owned(),
                Token::Quoted(state) if state.is_empty() => format!("state{}", states.len()),
                Token::Quoted(state) => state.into_owned(),
                token => return Err(self.unexpected(&token, "a state or `)`")),
            };
            if !self.draft.may_have_states(1, &self.lexer.span()) {
                return Err(Left);
            }
            states.push(state);
        }
    }

    /// `( X Y )`; none when something else stands there.
    fn position(&mut self) -> Option<(f64, f64)> {
        let mut ahead = self.lexer.clone();
        ahead.next();
        let mut number = || match ahead.next() {
            Token::Word(word) => word.parse().ok().filter(|v: &f64| v.is_finite()),
            _ => None,
        };
        Some((number()?, number()?))
    }

    /// A node of a kind that is not read.
    fn other_node(&mut self, kind: &str) -> Result<(), Left> {
        let span = self.lexer.span();
        let mut named = NamedVariable::default();
        if let Token::Word("node") = self.lexer.peek() {
            self.lexer.next();
        }
        if let Token::Word(name) = self.lexer.peek() {
            name.clone_into(&mut named.name);
        }
        let message = format!("{} is a node of kind {kind}", quoted(&named.name));
        let fault = Fault::error(codes::UNSUPPORTED, span.clone(), message)
            .expected("a discrete chance node")
            .help("only variables with finitely many states are read");
        self.draft.faults.push(fault);
        self.draft.add_declared(named, span, false);
        Err(Left)
    }

    /// `potential ( CHILD | PARENTS ) { … }`
    fn potential(&mut self) -> Result<(), Left> {
        let mut potential = Potential {
            span: self.lexer.span(),
            children: Vec::new(),
            parents: Vec::new(),
            data: None,
            has_model: None,
        };
        self.mark(b'(')?;
        let mut past_bar = false;
        loop {
            match self.lexer.next() {
                Token::Mark(b')') => break,
                Token::Mark(b'|') if !past_bar => past_bar = true,
                Token::Word(name) if past_bar => {
                    potential.parents.push((name, self.lexer.span()));
                }
                Token::Word(name) => potential.children.push((name, self.lexer.span())),
                token => return Err(self.unexpected(&token, "a node, `|` or `)`")),
            }
        }
        self.mark(b'{')?;
        while let Some((name, span)) = self.field()? {
            if name == "data" {
                let start = self.lexer.at();
                match self.lexer.until_semicolon() {
                    Some(data) => potential.data = Some((start, data)),
                    None => {
                        let fault = Fault::error(codes::ENDS_EARLY, span, "this data has no end");
                        return Err(self.left(fault.help("end it with a semicolon")));
                    }
                }
            } else if name.starts_with("model") {
                potential.has_model = Some(span);
            } else {
                let what = format!("the field {}", quoted(name));
                self.draft.passed_over(&what, span);
            }
            self.skip_field()?;
        }
        self.potentials.push(potential);
        Ok(())
    }

    /// The table of a potential.
    fn define(&mut self, potential: Potential<'_>) {
        let draft = &mut self.draft;
        let span = potential.span.clone();
        let [(child, place)] = potential.children.as_slice() else {
            let fault = Fault::error(codes::UNSUPPORTED, span, "a potential of several nodes")
                .expected("one node before the bar")
                .help("give each node a potential of its own");
            return draft.faults.push(fault);
        };
        let mut parents = Vec::with_capacity(potential.parents.len());
        for (name, place) in &potential.parents {
            parents.extend(draft.find_or_tell(name, place.clone()));
        }
        let Some(child) = draft.find_or_tell(child, place.clone()) else {
            return;
        };
        let known = parents.len() == potential.parents.len();
        if !draft.open_table(child, &parents, place) || !known {
            return;
        }
        match (potential.data, potential.has_model) {
            (Some((start, data)), _) => {
                let numbers = Numbers::new(start, &data, b"()");
                draft.fill_table(child, &parents, place.clone(), numbers);
            }
            (None, Some(model)) => {
                let message = "a potential that is an expression";
                let fault = Fault::error(codes::UNSUPPORTED, model, message)
                    .expected("its table as `data`")
                    .help("let Hugin compute the table, and save again");
                draft.faults.push(fault);
            }
            (None, None) => draft.no_numbers(child, place.clone()),
        }
    }

    /// The name of the next field, up to its equals sign; none at the end of the block.
    fn field(&mut self) -> Result<Option<(&'a str, Span)>, Left> {
        loop {
            match self.lexer.next() {
                Token::Mark(b'}') => return Ok(None),
                Token::Mark(b';') => {}
                Token::Word(name) => {
                    let span = self.lexer.span();
                    self.mark(b'=')?;
                    return Ok(Some((name, span)));
                }
                token => return Err(self.unexpected(&token, "a field or `}`")),
            }
        }
    }

    /// Goes past the semicolon of a field.
    fn skip_field(&mut self) -> Result<(), Left> {
        loop {
            match self.lexer.next() {
                Token::Mark(b';') => return Ok(()),
                token @ (Token::Mark(b'{' | b'}') | Token::Unclosed | Token::End) => {
                    return Err(self.unexpected(&token, "`;` at the end of the field"));
                }
                _ => {}
            }
        }
    }

    fn name(&mut self, what: &str) -> Result<(&'a str, Span), Left> {
        match self.lexer.next() {
            Token::Word(name) => Ok((name, self.lexer.span())),
            token => Err(self.unexpected(&token, what)),
        }
    }

    fn mark(&mut self, mark: u8) -> Result<(), Left> {
        match self.lexer.next() {
            Token::Mark(found) if found == mark => Ok(()),
            token => Err(self.unexpected(&token, &format!("`{}`", char::from(mark)))),
        }
    }

    fn unexpected(&mut self, token: &Token<'_>, expected: &str) -> Left {
        let span = self.lexer.span();
        let (code, message, span) = match token {
            Token::End => (
                codes::ENDS_EARLY,
                "the file ends before its time".to_owned(),
                span,
            ),
            Token::Unclosed => {
                let message = "this quote is never closed".to_owned();
                (codes::ENDS_EARLY, message, span.start..span.start + 1)
            }
            _ => (
                codes::SYNTAX,
                format!("{} does not belong here", token.told()),
                span,
            ),
        };
        let fault = Fault::error(code, span, message);
        self.left(fault.expected(expected).found(token.told()))
    }

    fn left(&mut self, fault: Fault) -> Left {
        self.draft.faults.push(fault);
        Left
    }

    /// Goes on to where the next block seems to start: after a closing brace that a block's
    /// word or the end follows.
    fn skip_block(&mut self) {
        const BLOCKS: [&str; 8] = [
            "net",
            "class",
            "node",
            "discrete",
            "potential",
            "continuous",
            "decision",
            "utility",
        ];
        loop {
            match self.lexer.next() {
                Token::End => return,
                Token::Mark(b'}') => match self.lexer.peek() {
                    Token::End | Token::Mark(b'}') => return,
                    Token::Word(word) if BLOCKS.contains(&word) => return,
                    _ => {}
                },
                _ => {}
            }
        }
    }
}
