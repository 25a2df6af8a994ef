//! Loops: propositions that depend on each other, sources heard through each other.

use super::codes;
use super::faults::Faults;
use super::fields::quoted;
use super::model::{Case, Item, Proposition};
use crate::source::Span;

/// How many places of one loop are labelled; all of its members are named.
const MAX_LABELS: usize = 16;

/// An edge of a graph: where it leads, and where it is written.
#[derive(Clone, Copy, Debug)]
struct Edge {
    to: usize,
    span: Span,
}

/// One entry of `given`: what depends on what, and where that is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: Proposition,
    pub(super) to: Proposition,
    pub(super) span: Span,
}

/// Tells of every loop in `given`, by its `links`, and in `via`, each once.
pub(super) fn check(case: &Case, links: &[Link], faults: &mut Faults) {
    let items = propositions(case);
    let mut edges: Vec<Vec<Edge>> = vec![Vec::new(); items.len()];
    for link in links {
        let (from, to) = (place(case, link.from), place(case, link.to));
        if let (Some(from), Some(to)) = (from, to) {
            let span = link.span;
            edges[from].push(Edge { to, span });
        }
    }
    for found in loops(&edges) {
        let name = |i: usize| items[i].id.as_str();
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

/// All propositions that may depend on others, in one list.
fn propositions(case: &Case) -> Vec<&Item> {
    let hypotheses = case.hypotheses.iter().map(|x| &x.item);
    let claims = case.claims.iter().map(|x| &x.item);
    let evidence = case.evidence.iter().map(|x| &x.item);
    let forecasts = case.forecasts.iter().map(|x| &x.item);
    hypotheses
        .chain(claims)
        .chain(evidence)
        .chain(forecasts)
        .collect()
}

/// The place of a proposition in that list; none for whatever is not listed.
fn place(case: &Case, proposition: Proposition) -> Option<usize> {
    let claims = case.hypotheses.len();
    let evidence = claims + case.claims.len();
    let forecasts = evidence + case.evidence.len();
    match proposition {
        Proposition::Hypothesis(i) => Some(i),
        Proposition::Other => None,
        Proposition::Claim(i) => Some(claims + i),
        Proposition::Evidence(i) => Some(evidence + i),
        Proposition::Forecast(i) => Some(forecasts + i),
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
