//! Every kind of fault of a network file, as data.

/// A kind of fault: `N0012`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// One kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its code.
    pub code: Code,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Why it matters, and what to do.
    pub why: &'static str,
}

/// The entry of `code` ("N0012", in any case), if there is one.
pub fn find(code: &str) -> Option<&'static Entry> {
    CODES
        .iter()
        .find(|entry| entry.code.0.eq_ignore_ascii_case(code))
}

macro_rules! codes {
    ($($name:ident = $code:literal, $title:literal, $why:literal;)*) => {
        $(#[doc = $title] pub const $name: Code = Code($code);)*

        /// All kinds, in the order of their codes. From N0051 on they are warnings.
        pub const CODES: &[Entry] = &[
            $(Entry { code: $name, title: $title, why: $why }),*
        ];
    };
}

codes! {
    NOT_TEXT = "N0001", "The file is not UTF-8 text",
        "In another charset letters would be guessed, and names would not be found again. \
         Convert the file to UTF-8.";
    TOO_LARGE = "N0002", "The file, or what it declares, is beyond the limits",
        "Sizes are checked before anything is made of them: a small file can declare a table that no \
         machine holds. The manual states the limits.";
    WRONG_FORMAT = "N0003", "The file is not in the format that it was taken for",
        "The format is told from the content, or else from the ending of the name. Say which it is with \
         --from.";
    SYNTAX = "N0004", "Something else was expected here",
        "What stands there is not of the format. Reading goes on with the next block, so that later \
         faults are told too.";
    ENDS_EARLY = "N0005", "The file ends before its time",
        "A block is not closed. The file was cut off, or a closing mark is missing.";
    REPEATED_VARIABLE = "N0006", "Two variables have one name",
        "Tables and findings go by name, so each name must mean one variable.";
    REPEATED_STATE = "N0007", "Two states of a variable have one name",
        "Rows and findings go by the names of states, so each must mean one state.";
    UNKNOWN_VARIABLE = "N0008", "There is no variable of this name",
        "A table names a variable that the file does not declare: a slip of the pen, or a missing block.";
    UNKNOWN_STATE = "N0009", "The variable has no state of this name",
        "A row names a state that the variable does not declare.";
    BAD_NUMBER = "N0010", "This is not a number that may stand here",
        "Probabilities are plain decimal numbers, finite and not below zero.";
    WRONG_COUNT = "N0011", "There are more or fewer of something than declared",
        "A row needs one number for each state of the child, a table one row for each combination of the \
         parents' states, a variable as many states as it declares.";
    MISSING_TABLE = "N0012", "A table, or a row of it, is missing",
        "Without it the file does not say how probable the variable's states are.";
    REPEATED_TABLE = "N0013", "A table, or a row of it, is there twice",
        "It would have to be guessed which of the two is meant.";
    ROW_SUM = "N0014", "A row does not sum to one",
        "Published tables are rounded: a row within 0.01 of one is divided by its sum. Beyond that \
         something other than rounding is wrong.";
    UNSURE_ORDER = "N0015", "The order of a table cannot be told",
        "Some programs write the numbers of a conditional `table` with the child's state changing slowest, \
         others with it changing fastest. The order is taken in which all rows sum to one; here that \
         holds for both orders, which differ, or for neither.";
    LOOP = "N0016", "Variables depend on one another in a ring",
        "In a Bayesian network no variable may come back to itself by way of its parents.";
    UNSUPPORTED = "N0017", "This part of the format is not supported",
        "Only variables with finitely many states and their probabilities are read: no continuous \
         variables, decisions, utilities, equations or time slices.";
    TOO_MANY = "N0018", "There are more faults than are shown",
        "One slip often brings many faults. Mend the first and read again.";
    REPEATED_PARENT = "N0019", "A table names a variable twice",
        "A table has one place for each of its variables.";
    EMPTY = "N0020", "There is no variable in the file",
        "An empty network has nothing to ask about.";
    ROUNDED = "N0051", "Rows were divided by their sum",
        "They are further from one than the rounding of six digits explains, but within 0.01. The numbers \
         in the file are taken as shares of their row.";
    PASSED_OVER = "N0052", "Something was passed over",
        "It does not bear on probabilities, and will be missing when the network is written again.";
    OTHER_ORDER = "N0053", "Tables were read in the order of the program that wrote them",
        "GeNIe lets the state of the last parent change before those of the others. pyAgrum (3.3) writes \
         XDSL with that of the first parent changing first, so its files are read that way. Written again \
         the network is in the order of GeNIe.";
}
