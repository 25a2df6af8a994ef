//! Numbers that come out the same everywhere: an exponential function of plain
//! multiplications and additions, and a seeded shuffle.

/// e to the power of `x`, to about six digits; 0 far below zero.
pub(super) fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let whole = (x * std::f32::consts::LOG2_E).round();
    let rest = x - whole * std::f32::consts::LN_2;
    let series = [
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ];
    let near = series.iter().fold(0.0, |sum, term| sum * rest + term);
    near * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// Puts things in an order that only the seed decides (splitmix64, Fisher-Yates).
pub(super) fn shuffle<T>(things: &mut [T], seed: &mut u64) {
    for i in (1..things.len()).rev() {
        *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        things.swap(i, ((z ^ (z >> 31)) % (i as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::exp;

    #[test]
    #[expect(clippy::disallowed_methods, reason = "what is compared with")]
    fn as_the_platform_has_it() {
        for i in -300..300 {
            let x = i as f32 / 10.0;
            let true_one = f64::from(x).exp();
            assert!(
                (f64::from(exp(x)) - true_one).abs() <= true_one * 1e-5,
                "{x}"
            );
        }
    }
}
