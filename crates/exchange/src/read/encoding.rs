//! Which encoding a text has: byte order mark first, then what the bytes of the whole file allow.

use std::io::Read;

use encoding_rs_io::DecodeReaderBytesBuilder;

use super::bytes::Survey;

/// Encodings that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 with a byte order mark, as spreadsheets write it.
    Utf8Bom,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// Windows-1252, which holds Latin-1.
    Windows1252,
}

impl Encoding {
    /// The name of the encoding, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 (BOM)",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
        }
    }

    const fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 | Self::Utf8Bom => encoding_rs::UTF_8,
            Self::Utf16Le => encoding_rs::UTF_16LE,
            Self::Utf16Be => encoding_rs::UTF_16BE,
            Self::Windows1252 => encoding_rs::WINDOWS_1252,
        }
    }

    /// The text of some bytes, without byte order mark; what is not text becomes U+FFFD.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        self.decoder().decode_with_bom_removal(bytes).0.into_owned()
    }

    /// Reads `bytes` as UTF-8 whatever they are, without byte order mark.
    pub(super) fn reader<'a>(self, bytes: impl Read + 'a) -> Box<dyn Read + 'a> {
        Box::new(
            DecodeReaderBytesBuilder::new()
                .encoding(Some(self.decoder()))
                .bom_override(false)
                .strip_bom(true)
                .build(bytes),
        )
    }
}

/// The most likely encoding of a file.
pub(super) fn detect(survey: &Survey) -> Encoding {
    let sample = survey.sample.as_slice();
    if sample.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return Encoding::Utf8Bom;
    }
    if sample.starts_with(&[0xFF, 0xFE]) {
        return Encoding::Utf16Le;
    }
    if sample.starts_with(&[0xFE, 0xFF]) {
        return Encoding::Utf16Be;
    }
    if let Some(encoding) = utf16_without_mark(sample) {
        return encoding;
    }
    // Windows-1252 text is practically never sound UTF-8 beyond ASCII. A UTF-8 file with a few broken
    // places stays UTF-8: reading it otherwise would spoil every å in it.
    if survey.malformed > survey.multibyte { Encoding::Windows1252 } else { Encoding::Utf8 }
}

/// In UTF-16 nearly every other byte of a European text is zero.
pub(super) fn utf16_without_mark(sample: &[u8]) -> Option<Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 6 && even * 10 < pairs {
        Some(Encoding::Utf16Le)
    } else if even * 10 > pairs * 6 && odd * 10 < pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}
