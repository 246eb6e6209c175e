//! Reads and maps a table and prints how long it took: `cargo run --release -p brygga-exchange --example
//! throughput FILE`.

use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::time::Instant;

use exchange::{Key, Mapping, ReadOptions, RowFault, Source, Superseded};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let started = Instant::now();
    let mut source = Source::open(File::open(&path)?, &path, ReadOptions::default())?;
    let sample = source.sample(200)?;
    let mapping = Mapping::guess(&source, &sample)?;
    let opened = started.elapsed();
    let (mut made, mut refused, mut seen) = (0_u64, 0_u64, Superseded::default());
    for row in source.rows()? {
        let record = match row {
            Ok(row) => mapping.record(&row).ok(),
            Err(RowFault::Refused(_)) => None,
            Err(RowFault::Broken(error)) => return Err(error.into()),
        };
        match record {
            Some(one) => {
                made += 1;
                seen.note(&Key::of(&one.record), one.record.row);
            }
            None => refused += 1,
        }
    }
    let mut out = std::io::stdout();
    writeln!(out, "{:?}", source.format())?;
    writeln!(out, "{made} records, {refused} refused, {} keys", seen.keys())?;
    writeln!(out, "opened in {opened:.2?}, all in {:.2?}, {} bytes", started.elapsed(), source.size())?;
    Ok(())
}
