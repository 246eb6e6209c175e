//! Points out personal data in texts on standard input, one text a line, and counts what was found.
//!
//!     cargo run -p brygga-domain --example personal 2026-11-26 < texts.txt

#![allow(clippy::print_stdout, reason = "standard output is where the result goes")]

use std::collections::BTreeMap;
use std::error::Error;

use domain::personal;
use jiff::civil::Date;

fn main() -> Result<(), Box<dyn Error>> {
    let today: Date = std::env::args().nth(1).ok_or("which day is it?")?.parse()?;
    let mut counts = BTreeMap::new();
    let mut texts = 0;
    for line in std::io::stdin().lines() {
        let line = line?;
        texts += 1;
        for found in personal::find(&line, today) {
            *counts.entry(found.kind.code()).or_insert(0) += 1;
            println!("{}: {:?} in {line:?}", found.kind, line.get(found.range.clone()).unwrap_or_default());
        }
    }
    println!("{texts} texts: {counts:?}");
    Ok(())
}
