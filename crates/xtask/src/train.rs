//! `cargo xtask train …`: makes the models that are shipped.

mod names;

use std::path::{Path, PathBuf};

use abduce_english::train::syntax::{Options, train, treebank, wordnet::Dictionary};
use clap::Subcommand;

/// What to train.
#[derive(Subcommand)]
pub(crate) enum What {
    /// The tagger and the parser, on the genres of GUM that are CC-BY or public domain.
    Syntax {
        /// The folder with `gum_ccby_train.tsv`.
        #[arg(long, default_value = "../shared/data/reader/syntax")]
        data: PathBuf,
        /// The folder with WordNet 3.0's files (Debian's package wordnet-base).
        #[arg(long, default_value = "/usr/share/wordnet")]
        wordnet: PathBuf,
        /// Where the packed model goes.
        #[arg(long, default_value = "crates/english/model/syntax.bin")]
        out: PathBuf,
    },
    /// The finder of names, on the same genres of GUM.
    Names {
        /// The folder with `gold.jsonl`, `pos.tsv` and `texts`.
        #[arg(long, default_value = "../shared/data/reader/gum")]
        data: PathBuf,
        /// Where the packed model goes.
        #[arg(long, default_value = "crates/core/src/reader/names/names.bin")]
        out: PathBuf,
    },
    /// The models of causes, on CausalNewsCorpus and BECAUSE.
    Causes(crate::causes::Args),
}

/// Trains, and says what came out.
pub(crate) fn run(what: &What) -> Result<String, String> {
    match what {
        What::Syntax { data, wordnet, out } => syntax(data, wordnet, out),
        What::Names { data, out } => {
            let bytes = names::model(data)?;
            std::fs::write(out, &bytes).map_err(|e| format!("{}: {e}", out.display()))?;
            Ok(format!("{} bytes to {}", bytes.len(), out.display()))
        }
        What::Causes(args) => crate::causes::run(args),
    }
}

fn syntax(data: &Path, wordnet: &Path, out: &Path) -> Result<String, String> {
    let path = data.join("gum_ccby_train.tsv");
    let table = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let sentences = treebank::read(&table).map_err(|e| format!("{}: {e}", path.display()))?;
    let dictionary =
        Dictionary::read(wordnet).map_err(|e| format!("{}: {e}", wordnet.display()))?;
    let bytes = train(&sentences, &dictionary, &Options::default());
    std::fs::write(out, &bytes).map_err(|e| format!("{}: {e}", out.display()))?;
    let n = sentences.len();
    Ok(format!(
        "{n} sentences, {} bytes to {}",
        bytes.len(),
        out.display()
    ))
}
