//! Cases: questions about an event with their hypotheses, evidence, sources and
//! forecasts; read from articles, checked, weighed and reported.
//!
//! Data flows one way, and each module uses only those before it:
//! [`source`] (texts, spans, quotes), [`diagnostic`] (messages about texts),
//! [`credence`] (how sure), [`case`] (the file that people own), [`reader`]
//! (articles to draft cases), [`network`] (a case as a Bayesian network),
//! [`weigh`] (posteriors and weights of evidence), [`ledger`] (forecasts and how they
//! were scored), [`report`] (what a person is told).
//!
//! Nothing here does input or output, reads a clock or the environment, or draws
//! unseeded randomness: files and the date come through [`source::World`].

pub mod case;
pub mod credence;
pub mod diagnostic;
pub mod ledger;
pub mod network;
pub mod plot;
pub mod reader;
pub mod report;
pub mod source;
pub mod weigh;
