//! Loops: propositions that depend on each other, sources heard through each other.

use super::codes;
use super::faults::Faults;
use super::fields::quoted;
use super::model::{Case, Given, Item, Proposition};
use crate::source::Span;

/// How many places of one loop are labelled; all of its members are named.
const MAX_LABELS: usize = 16;

/// An edge of a graph: where it leads, and where it is written.
#[derive(Clone, Copy, Debug)]
struct Edge {
    to: usize,
    span: Span,
}

/// Tells of every loop in `given` and `via`, each once.
pub(super) fn check(case: &Case, faults: &mut Faults) {
    let nodes = propositions(case);
    for found in loops(&nodes.edges) {
        let name = |i: usize| nodes.items[i].id.as_str();
        report(faults, codes::GIVEN_LOOP, &found, name, "depends on");
    }
    let via: Vec<Vec<Edge>> = case
        .sources
        .iter()
        .map(|source| {
            let via = source.via.iter();
            via.map(|via| Edge {
                to: via.value,
                span: via.span,
            })
            .collect()
        })
        .collect();
    for found in loops(&via) {
        let name = |i: usize| case.sources[i].item.id.as_str();
        report(faults, codes::VIA_LOOP, &found, name, "is heard through");
    }
}

fn report<'a>(
    faults: &mut Faults,
    code: crate::diagnostic::Code,
    found: &[(usize, Edge)],
    name: impl Fn(usize) -> &'a str,
    verb: &str,
) {
    let Some(&(first, edge)) = found.first() else {
        return;
    };
    let mut message = quoted(name(first));
    for (_, edge) in found {
        message.push_str(&format!(" {verb} {}", quoted(name(edge.to))));
    }
    let mut fault = faults.error(code, message, edge.span);
    for (i, (from, edge)) in found.iter().enumerate().take(MAX_LABELS) {
        let text = format!("{} {verb} {}", quoted(name(*from)), quoted(name(edge.to)));
        if i == 0 {
            fault.labels[0].text = text;
        } else {
            fault = fault.at(faults.file, edge.span, text);
        }
    }
    faults.push(
        fault
            .expected("no loop")
            .found(format!("a loop of {}", found.len()))
            .help("take out the weakest of these links"),
    );
}

struct Nodes<'a> {
    items: Vec<&'a Item>,
    edges: Vec<Vec<Edge>>,
}

/// All propositions that may depend on others, in one list.
fn propositions(case: &Case) -> Nodes<'_> {
    let mut rows: Vec<(&Item, &[Given])> = Vec::new();
    rows.extend(
        case.hypotheses
            .iter()
            .map(|x| (&x.item, &x.grounds.given[..])),
    );
    rows.extend(case.claims.iter().map(|x| (&x.item, &x.grounds.given[..])));
    rows.extend(
        case.evidence
            .iter()
            .map(|x| (&x.item, &x.grounds.given[..])),
    );
    rows.extend(
        case.forecasts
            .iter()
            .map(|x| (&x.item, &x.grounds.given[..])),
    );
    let claims = case.hypotheses.len();
    let evidence = claims + case.claims.len();
    let forecasts = evidence + case.evidence.len();
    let place = |proposition| match proposition {
        Proposition::Hypothesis(i) => Some(i),
        Proposition::Other => None,
        Proposition::Claim(i) => Some(claims + i),
        Proposition::Evidence(i) => Some(evidence + i),
        Proposition::Forecast(i) => Some(forecasts + i),
    };
    let edges = rows.iter().map(|(_, given)| {
        let edges = given.iter().filter_map(|given| {
            place(given.proposition).map(|to| Edge {
                to,
                span: given.id_span,
            })
        });
        edges.collect()
    });
    Nodes {
        edges: edges.collect(),
        items: rows.iter().map(|(item, _)| *item).collect(),
    }
}

/// One shortest loop of each strongly connected part, as (node, edge out of it) in order,
/// starting at its first node. Linear but for the parts that have loops.
fn loops(edges: &[Vec<Edge>]) -> Vec<Vec<(usize, Edge)>> {
    let part = parts(edges);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (node, &p) in part.iter().enumerate() {
        members[p].push(node);
    }
    let mut found: Vec<Vec<(usize, Edge)>> = members
        .iter()
        .filter_map(|nodes| {
            nodes
                .first()
                .and_then(|&start| loop_at(edges, &part, start))
        })
        .collect();
    found.sort_by_key(|edges| edges.first().map(|(node, _)| *node));
    found
}

/// The shortest loop through `start` within its part, breadth first.
fn loop_at(edges: &[Vec<Edge>], part: &[usize], start: usize) -> Option<Vec<(usize, Edge)>> {
    let mut came: std::collections::BTreeMap<usize, (usize, Edge)> = Default::default();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &edge in &edges[node] {
            if part[edge.to] != part[start] || came.contains_key(&edge.to) {
                continue;
            }
            came.insert(edge.to, (node, edge));
            if edge.to == start {
                return Some(unwind(&came, start));
            }
            queue.push_back(edge.to);
        }
    }
    None
}

fn unwind(
    came: &std::collections::BTreeMap<usize, (usize, Edge)>,
    start: usize,
) -> Vec<(usize, Edge)> {
    let mut path = Vec::new();
    let mut at = start;
    while let Some(&(from, edge)) = came.get(&at) {
        path.push((from, edge));
        at = from;
        if at == start {
            break;
        }
    }
    path.reverse();
    path
}

/// The strongly connected part of each node (Tarjan 1972, without recursion).
fn parts(edges: &[Vec<Edge>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let n = edges.len();
    let (mut order, mut low, mut part) = (vec![NEW; n], vec![NEW; n], vec![NEW; n]);
    let (mut stack, mut n_seen, mut n_parts) = (Vec::new(), 0, 0);
    for root in 0..n {
        if order[root] != NEW {
            continue;
        }
        let mut walk = vec![(root, 0)];
        while let Some((node, next)) = walk.pop() {
            if next == 0 {
                order[node] = n_seen;
                low[node] = n_seen;
                n_seen += 1;
                stack.push(node);
            }
            if let Some(edge) = edges[node].get(next) {
                walk.push((node, next + 1));
                if order[edge.to] == NEW {
                    walk.push((edge.to, 0));
                } else if part[edge.to] == NEW {
                    low[node] = low[node].min(order[edge.to]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    part[member] = n_parts;
                    if member == node {
                        break;
                    }
                }
                n_parts += 1;
            }
            if let Some(&(parent, _)) = walk.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    part
}
