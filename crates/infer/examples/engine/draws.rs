//! Tables drawn around given ones, from a seeded generator.

use abduce_infer::{Error, Network};

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Between 0 and 1, both left out.
    fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) * (1.0 / (1_u64 << 53) as f64)
    }

    /// Marsaglia's polar method.
    fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                return u * (-2.0 * libm::log(s) / s).sqrt();
            }
        }
    }

    /// Gamma of this shape and scale 1 (Marsaglia and Tsang 2000).
    fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let smaller = libm::exp(libm::log(self.uniform()) / shape);
            return self.gamma(shape + 1.0) * smaller;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x) * (1.0 + c * x) * (1.0 + c * x);
            if v > 0.0 && libm::log(self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v;
            }
        }
    }

    /// Each row drawn from the Dirichlet distribution whose mean is the row in `table`, of `ess`
    /// observations. What is 0 stays so.
    pub(crate) fn table(&mut self, table: &[f64], n_states: usize, ess: f64) -> Vec<f64> {
        let draw = |p: &f64| match *p {
            0.0 => 0.0,
            p => self.gamma(p * ess).max(1e-300),
        };
        let mut drawn: Vec<f64> = table.iter().map(draw).collect();
        for row in drawn.chunks_exact_mut(n_states) {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|value| *value /= sum);
        }
        drawn
    }

    /// All tables of a network, in the order of its factors.
    pub(crate) fn tables(&mut self, network: &Network, ess: f64) -> Result<Vec<Vec<f64>>, Error> {
        let draw = |factor| {
            let family = network.factor_variables(factor)?;
            let n_states = match family.last() {
                Some(child) => network.n_states(*child)?,
                None => 1,
            };
            Ok(self.table(network.factor_values(factor)?, n_states, ess))
        };
        network.factors().map(draw).collect()
    }
}
