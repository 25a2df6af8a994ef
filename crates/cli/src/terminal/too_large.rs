//! Why a case cannot be weighed, in words.

use abduce_core::case::model::Case;
use abduce_core::network::NetworkError;
use abduce_core::weigh::WeighError;

/// How many propositions are named before the rest are only counted.
const NAMED: usize = 12;

/// What makes the case too large, and what to do.
pub(crate) fn explain(error: &WeighError, case: &Case) -> String {
    match error {
        WeighError::TooLarge {
            needed_bytes,
            limit_bytes,
            propositions,
        } => {
            let names: Vec<&str> = propositions.iter().map(|&p| case.id(p)).collect();
            let rest = names.len().saturating_sub(NAMED);
            let more = if rest > 0 {
                format!(" and {rest} more")
            } else {
                String::new()
            };
            let shown = names[..names.len() - rest].join(", ");
            format!(
                "weighing this case exactly would take {} of memory, more than the limit of {}\n\
                 these hang together too closely: {shown}{more}\n\
                 let fewer of them depend on the others in `given`, or allow more with --memory-limit",
                size(*needed_bytes),
                size(*limit_bytes),
            )
        }
        WeighError::Network(NetworkError::TooManyGrounds {
            proposition,
            n_grounds,
            n_sums,
            limit,
        }) => {
            let sums = match n_sums {
                &u64::MAX => "more different sums than can be counted".to_owned(),
                n => format!("{n} different sums"),
            };
            format!(
                "{} depends on {n_grounds} others at once, whose effects have {sums}: \
                 its tables would hold more than {limit} numbers\n\
                 put claims between, each standing for some of them, or say how probable with fewer \
                 different words",
                case.id(*proposition),
            )
        }
        error => error.to_string(),
    }
}

/// An amount of memory as people read it.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        u64::MAX => "more than can be counted".to_owned(),
        b if b < 1 << 20 => format!("{} KiB", b.div_ceil(1 << 10)),
        b if b < 10 << 30 => format!("{} MiB", b.div_ceil(1 << 20)),
        b => format!("{} GiB", b.div_ceil(1 << 30)),
    }
}
