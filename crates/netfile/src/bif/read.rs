//! The blocks of a BIF file: the network, its variables, and where their tables are.

use super::lex::{Lexer, Token};
use crate::codes::{self, Code};
use crate::draft::Draft;
use crate::fault::{Fault, Span, quoted};
use crate::limits::Limits;
use crate::network::NamedVariable;
use crate::{Reading, text_of};

/// Reads a BIF file. Takes time linear in its size, but for the sorting of names.
pub fn read(bytes: &[u8], limits: &Limits) -> Reading {
    match text_of(bytes, limits) {
        Ok(text) => Reader::new(text, limits).read(),
        Err(fault) => fault.into(),
    }
}

/// That a block was left before its end; what was wrong has been told.
#[derive(Debug)]
pub(super) struct Left;

/// A file being read.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) lexer: Lexer<'a>,
    pub(super) draft: Draft,
    /// Where tables start that name variables not declared so far.
    later: Vec<usize>,
    /// Whether the file has been read to its end once, so that all variables are known.
    pub(super) all_known: bool,
}

/// The words that open a block.
const BLOCKS: [&str; 3] = ["network", "variable", "probability"];

impl<'a> Reader<'a> {
    fn new(text: &'a str, limits: &Limits) -> Reader<'a> {
        Reader {
            lexer: Lexer::new(text),
            draft: Draft::new(limits),
            later: Vec::new(),
            all_known: false,
        }
    }

    fn read(mut self) -> Reading {
        while let Some(block) = self.block() {
            if block.is_err() {
                self.skip_block();
            }
        }
        self.all_known = true;
        for start in std::mem::take(&mut self.later) {
            self.lexer = Lexer::from(self.lexer.text, start);
            // What is wrong in it is told; there is nothing to skip.
            let _ = self.probability(start);
        }
        self.draft.finish()
    }

    /// The next block; none at the end of the file.
    fn block(&mut self) -> Option<Result<(), Left>> {
        let token = self.lexer.next();
        Some(match token {
            Token::End => return None,
            Token::Word("network") => self.network(),
            Token::Word("variable") => self.variable(),
            Token::Word("probability") => self.probability(self.lexer.span().end),
            // A semicolon too many does no harm.
            Token::Mark(b';') => Ok(()),
            _ => Err(self.unexpected(token, "`network`, `variable` or `probability`")),
        })
    }

    /// `network NAME { property …; }`
    fn network(&mut self) -> Result<(), Left> {
        self.draft.name = match self.lexer.peek() {
            Token::Mark(b'{') => String::new(),
            _ => self.name("the network's name")?.0.to_owned(),
        };
        self.mark(b'{')?;
        loop {
            match self.lexer.next() {
                Token::Mark(b'}') => return Ok(()),
                Token::Word("property") => {
                    let property = self.property()?;
                    self.draft.properties.push(property);
                }
                token => return Err(self.unexpected(token, "`property` or `}`")),
            }
        }
    }

    /// `variable NAME { type discrete [ N ] { STATES }; property …; }`
    fn variable(&mut self) -> Result<(), Left> {
        let (name, span) = self.name("the variable's name")?;
        let mut named = NamedVariable::new(name, [""; 0]);
        let inside = self.variable_body(&mut named, &span);
        let sound = inside.is_ok() && !named.states.is_empty();
        if inside.is_ok() && !sound {
            let message = format!("{} has no states", quoted(name));
            let fault = Fault::error(codes::WRONG_COUNT, span.clone(), message);
            let help = "declare them: type discrete [ 2 ] { yes, no };";
            self.draft.faults.push(fault.help(help));
        }
        self.draft.add_variable(named, span, sound);
        inside
    }

    fn variable_body(&mut self, named: &mut NamedVariable, span: &Span) -> Result<(), Left> {
        self.mark(b'{')?;
        loop {
            match self.lexer.next() {
                Token::Mark(b'}') => return Ok(()),
                Token::Word("type") => {
                    let again = !named.states.is_empty();
                    if again {
                        let place = self.lexer.span();
                        let message = format!("a second type for {}", quoted(&named.name));
                        let fault = Fault::error(codes::SYNTAX, place, message);
                        self.draft.faults.push(fault.help("remove one of the two"));
                    }
                    named.states = self.states(&named.name, span)?;
                }
                Token::Word("property") => {
                    let property = self.property()?;
                    match position_of(&property) {
                        Some(position) => named.position = Some(position),
                        None => named.properties.push(property),
                    }
                }
                token => return Err(self.unexpected(token, "`type`, `property` or `}`")),
            }
        }
    }

    /// `discrete [ N ] { STATES };`
    fn states(&mut self, variable: &str, span: &Span) -> Result<Vec<String>, Left> {
        match self.lexer.next() {
            Token::Word("discrete") => {}
            Token::Word(kind) => {
                let message = format!("{} is {kind}, not discrete", quoted(variable));
                let fault = Fault::error(codes::UNSUPPORTED, self.lexer.span(), message);
                let help = "only variables with finitely many states are read";
                return Err(self.left(fault.help(help)));
            }
            token => return Err(self.unexpected(token, "`discrete`")),
        }
        self.mark(b'[')?;
        let declared = self.count()?;
        self.mark(b']')?;
        self.mark(b'{')?;
        let mut states: Vec<String> = Vec::new();
        loop {
            match self.lexer.next() {
                Token::Mark(b'}') => break,
                Token::Mark(b',') => {}
                Token::Word(state) | Token::Quoted(state) => {
                    if !self.draft.may_have_states(1, &self.lexer.span()) {
                        return Err(Left);
                    }
                    states.push(state.to_owned());
                }
                token => return Err(self.unexpected(token, "a state or `}`")),
            }
        }
        self.end_of_statement()?;
        self.check_count(variable, span, declared, states.len());
        Ok(states)
    }

    fn check_count(&mut self, variable: &str, span: &Span, declared: u64, found: usize) {
        if declared != found as u64 && found > 0 {
            let message = format!("{} declares {declared} states", quoted(variable));
            self.draft.faults.push(
                Fault::error(codes::WRONG_COUNT, span.clone(), message)
                    .expected(format!("{declared} names of states"))
                    .found(format!("{found} names"))
                    .help("mend the number, or the list; a state with a blank in it needs quotes"),
            );
        }
    }

    /// A whole number in square brackets.
    fn count(&mut self) -> Result<u64, Left> {
        match self.lexer.next() {
            Token::Word(word) if word.parse::<u64>().is_ok() => Ok(word.parse().unwrap_or(0)),
            token => Err(self.unexpected(token, "the number of states")),
        }
    }

    /// The text of a property, up to its semicolon, without the quotes around it.
    pub(super) fn property(&mut self) -> Result<String, Left> {
        let mut first = None;
        let mut end = self.lexer.span().end;
        let mut n_tokens = 0;
        let mut alone = "";
        loop {
            match self.lexer.next() {
                Token::Mark(b';') => break,
                token @ (Token::Mark(b'}') | Token::Unclosed(_) | Token::End) => {
                    return Err(self.unexpected(token, "`;` at the end of the property"));
                }
                token => {
                    first.get_or_insert(self.lexer.span().start);
                    end = self.lexer.span().end;
                    n_tokens += 1;
                    if let Token::Quoted(text) = token {
                        alone = text;
                    }
                }
            }
        }
        let text = &self.lexer.text[first.unwrap_or(end)..end];
        let is_quoted = n_tokens == 1 && text.starts_with('"');
        Ok(if is_quoted { alone } else { text }.to_owned())
    }

    /// A word or a quoted text.
    pub(super) fn name(&mut self, what: &str) -> Result<(&'a str, Span), Left> {
        match self.lexer.next() {
            Token::Word(name) | Token::Quoted(name) => Ok((name, self.lexer.span())),
            token => Err(self.unexpected(token, what)),
        }
    }

    pub(super) fn mark(&mut self, mark: u8) -> Result<(), Left> {
        match self.lexer.next() {
            Token::Mark(found) if found == mark => Ok(()),
            token => Err(self.unexpected(token, &format!("`{}`", char::from(mark)))),
        }
    }

    /// A semicolon, which may be missing before a closing brace.
    pub(super) fn end_of_statement(&mut self) -> Result<(), Left> {
        match self.lexer.peek() {
            Token::Mark(b'}') => Ok(()),
            _ => self.mark(b';'),
        }
    }

    /// That something else was expected where the token read last stands.
    pub(super) fn unexpected(&mut self, token: Token<'_>, expected: &str) -> Left {
        let (code, message): (Code, String) = match token {
            Token::End => (
                codes::ENDS_EARLY,
                "the file ends before its time".to_owned(),
            ),
            Token::Unclosed(what) => (codes::ENDS_EARLY, format!("this {what} is never closed")),
            _ => (
                codes::SYNTAX,
                format!("{} does not belong here", token.told()),
            ),
        };
        let span = self.lexer.span();
        let span = match token {
            Token::Unclosed(_) => span.start..span.start + 1,
            _ => span,
        };
        let fault = Fault::error(code, span, message)
            .expected(expected)
            .found(token.told());
        self.left(fault)
    }

    pub(super) fn left(&mut self, fault: Fault) -> Left {
        self.draft.faults.push(fault);
        Left
    }

    /// Leaves a table for when all variables are known.
    pub(super) fn read_later(&mut self, start: usize) {
        self.later.push(start);
        self.skip_block();
    }

    /// Goes on to where the next block seems to start: after a closing brace that a block's
    /// word or the end follows, or before such a word that opens its line.
    pub(super) fn skip_block(&mut self) {
        loop {
            let before = self.lexer.clone();
            match self.lexer.next() {
                Token::End => return,
                Token::Mark(b'}') => match self.lexer.peek() {
                    Token::End => return,
                    Token::Word(word) if BLOCKS.contains(&word) => return,
                    _ => {}
                },
                Token::Word(word) if BLOCKS.contains(&word) && self.opens_line() => {
                    self.lexer = before;
                    return;
                }
                _ => {}
            }
        }
    }

    /// Whether the token read last is the first of its line.
    fn opens_line(&self) -> bool {
        let start = self.lexer.span().start;
        start == 0 || self.lexer.text.as_bytes()[start - 1] == b'\n'
    }
}

/// The place that a property such as `position = (10, 20)` gives.
pub(crate) fn position_of(property: &str) -> Option<(f64, f64)> {
    let rest = property.trim().strip_prefix("position")?.trim_start();
    let rest = rest.strip_prefix('=')?.trim();
    let inside = rest.strip_prefix('(')?.strip_suffix(')')?;
    let (x, y) = inside.split_once(',')?;
    let number = |text: &str| text.trim().parse().ok().filter(|v: &f64| v.is_finite());
    Some((number(x)?, number(y)?))
}
