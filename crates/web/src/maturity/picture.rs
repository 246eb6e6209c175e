//! Pictures of results, as SVG: for each dimension where the answers lie, and one dimension over time.
//!
//! Whoever does not see them reads the table that stands on the same page and says the same.

use domain::maturity::{LEVELS, Spread};

use super::{median, spread_of};
use crate::frame::Frame;

/// How wide a step between two levels is, and what is left of the first.
const STEP: usize = 64;
const LEFT: usize = 24;
/// How high a dimension is: its name, and its line below.
const ROW: usize = 62;
/// How wide a round is over time, and how high a level.
const ROUND: usize = 120;
const LEVEL: usize = 34;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn framed(frame: &Frame, (named, label): (&str, &str), (wide, high): (usize, usize), inside: &str) -> String {
    format!(
        "<div class=\"drawing\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><svg class=\"chart\" viewBox=\"0 0 {wide} {high}\" \
         width=\"{wide}\" height=\"{high}\" role=\"img\" aria-label=\"{}\">{inside}</svg></div>",
        escaped(&format!("{}: {named}", frame.t("maturity-picture"))),
        escaped(label)
    )
}

/// A row for each: a line from the lowest to the highest answer, a field at the median, and at each level how many answered it.
pub(super) fn spreads(frame: &Frame, named: &str, rows: &[(String, Spread)]) -> String {
    let wide = LEFT * 2 + STEP * (LEVELS - 1);
    let high = rows.len() * ROW + 24;
    let x = |halves: usize| LEFT + halves * STEP / 2;
    let (mut svg, mut told) = (String::new(), Vec::new());
    for level in 0..LEVELS {
        let at = x(level * 2);
        svg.push_str(&format!(
            "<line class=\"grid\" x1=\"{at}\" y1=\"0\" x2=\"{at}\" y2=\"{}\"></line>",
            high - 20
        ));
        svg.push_str(&format!("<text class=\"year\" x=\"{at}\" y=\"{}\">{level}</text>", high - 4));
    }
    for (row, (name, spread)) in rows.iter().enumerate() {
        let (top, middle) = (row * ROW + 16, row * ROW + 40);
        svg.push_str(&format!("<text x=\"4\" y=\"{top}\">{}</text>", escaped(name)));
        if let Some((low, high)) = spread.ends() {
            let (from, to) = (x(usize::from(low) * 2), x(usize::from(high) * 2));
            svg.push_str(&format!(
                "<line class=\"axis\" x1=\"{from}\" y1=\"{middle}\" x2=\"{to}\" y2=\"{middle}\"></line>"
            ));
        }
        if let Some(halves) = spread.median_halves() {
            let at = x(usize::from(halves)) - 17;
            svg.push_str(&format!(
                "<rect class=\"is\" x=\"{at}\" y=\"{}\" width=\"34\" height=\"32\" rx=\"4\"></rect>",
                middle - 16
            ));
        }
        for (level, answers) in spread.levels.iter().enumerate().filter(|(_, answers)| **answers > 0) {
            let at = x(level * 2);
            svg.push_str(&format!("<circle class=\"was\" cx=\"{at}\" cy=\"{middle}\" r=\"12\"></circle>"));
            svg.push_str(&format!("<text class=\"mid\" x=\"{at}\" y=\"{}\">{answers}</text>", middle + 5));
        }
        told.push(format!("{name}: {} ({})", median(frame, spread), spread_of(frame, spread)));
    }
    framed(frame, (named, &told.join(". ")), (wide, high), &svg)
}

/// A column for each round: a line from the lowest to the highest answer and a dot at the median, tied to the one before.
pub(super) fn over_time(frame: &Frame, rounds: &[(String, Spread)]) -> String {
    let (wide, bottom) = (LEFT * 2 + ROUND * rounds.len(), LEVEL * (LEVELS - 1) + 14);
    let y = |halves: u8| bottom - usize::from(halves) * LEVEL / 2;
    let (mut svg, mut told, mut before) = (String::new(), Vec::new(), None);
    for level in (0_u8..).take(LEVELS) {
        let at = y(level * 2);
        svg.push_str(&format!(
            "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{at}\" x2=\"{}\" y2=\"{at}\"></line>",
            wide - LEFT
        ));
        svg.push_str(&format!("<text class=\"year\" x=\"10\" y=\"{}\">{level}</text>", at + 5));
    }
    for (place, (title, spread)) in rounds.iter().enumerate() {
        let x = LEFT + ROUND / 2 + place * ROUND;
        let (Some(halves), Some((low, high))) = (spread.median_halves(), spread.ends()) else { continue };
        let (from, to, at) = (y(low * 2), y(high * 2), y(halves));
        svg.push_str(&format!(
            "<line class=\"axis\" x1=\"{x}\" y1=\"{from}\" x2=\"{x}\" y2=\"{to}\"></line>"
        ));
        if let Some((other_x, other_y)) = before {
            svg.push_str(&format!("<path class=\"leads\" d=\"M{other_x} {other_y} L{x} {at}\"></path>"));
        }
        svg.push_str(&format!("<circle class=\"end-dot\" cx=\"{x}\" cy=\"{at}\" r=\"7\"></circle>"));
        let short: String = title.chars().take(14).collect();
        svg.push_str(&format!(
            "<text class=\"year\" x=\"{x}\" y=\"{}\">{}</text>",
            bottom + 24,
            escaped(&short)
        ));
        told.push(format!("{title}: {} ({})", median(frame, spread), spread_of(frame, spread)));
        before = Some((x, at));
    }
    framed(frame, (&frame.t("maturity-over-time"), &told.join(". ")), (wide, bottom + 32), &svg)
}
