//! Workbooks made by hand from their parts, for what no library writes: odd ones, broken ones, hostile ones.

use std::io::{Cursor, Write};

use flate2::{Compression, Crc};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of sheets, which may also have shared texts, styles and a setting.
#[derive(Default)]
pub struct Book {
    sheets: Vec<(String, String, String)>,
    pub strings: Option<String>,
    pub styles: Option<String>,
    pub settings: String,
}

impl Book {
    /// Adds a sheet: its rows, and what stands after them.
    pub fn with(self, name: &str, rows: &str, after: &str) -> Self {
        self.with_sheet(name, "", &worksheet(rows, after))
    }

    /// Adds a sheet: attributes of its listing, and the whole part.
    pub fn with_sheet(mut self, name: &str, attributes: &str, part: &str) -> Self {
        self.sheets.push((name.to_owned(), attributes.to_owned(), part.to_owned()));
        self
    }

    pub fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let (mut listed, mut relations) = (String::new(), String::new());
        let mut parts = Vec::new();
        for (number, (name, attributes, part)) in (1..).zip(&self.sheets) {
            listed +=
                &format!("<sheet name=\"{name}\" sheetId=\"{number}\" {attributes} r:id=\"rId{number}\"/>");
            relations += &format!(
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            );
            parts.push((format!("xl/worksheets/sheet{number}.xml"), part.clone().into_bytes()));
        }
        for (kind, part) in [("sharedStrings", &self.strings), ("styles", &self.styles)] {
            if let Some(part) = part {
                relations += &format!(
                    "<Relationship Id=\"{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"/xl/{kind}.xml\"/>"
                );
                parts.push((format!("xl/{kind}.xml"), part.clone().into_bytes()));
            }
        }
        let settings = &self.settings;
        let workbook = format!(
            "<?xml version=\"1.0\"?><workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\">{settings}<sheets>{listed}</sheets></workbook>"
        );
        let relations = format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
        );
        parts.push(("xl/workbook.xml".to_owned(), workbook.into_bytes()));
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations.into_bytes()));
        parts.push(("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()));
        parts
    }

    pub fn bytes(&self) -> Vec<u8> {
        zipped(&self.parts())
    }
}

/// A sheet with one table of texts.
pub fn plain(rows: &[&[&str]]) -> Book {
    Book::default().with("Blad1", &texts(1, rows), "")
}

pub fn worksheet(rows: &str, after: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{after}</worksheet>")
}

/// Rows of texts from a row on.
pub fn texts(first: usize, rows: &[&[&str]]) -> String {
    let row = |(number, cells): (usize, &&[&str])| {
        let cell = |text: &&str| match *text {
            "" => "<c/>".to_owned(),
            text => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        };
        format!("<row r=\"{number}\">{}</row>", cells.iter().map(cell).collect::<String>())
    };
    (first..).zip(rows).map(row).collect()
}

/// Styles whose cell formats have these codes, from style 1 on.
pub fn styles(codes: &[&str]) -> String {
    let formats: String = (164..)
        .zip(codes)
        .map(|(id, code)| {
            format!("<numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", code.replace('"', "&quot;"))
        })
        .collect();
    let cells: String = (164..).zip(codes).map(|(id, _)| format!("<xf numFmtId=\"{id}\"/>")).collect();
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
         <cellXfs><xf numFmtId=\"0\"/>{cells}</cellXfs></styleSheet>"
    )
}

pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A part as it stands in a ZIP that is put together byte by byte.
#[derive(Clone, Default)]
pub struct Raw {
    pub name: String,
    pub body: Vec<u8>,
    /// Another name in the header before the bytes.
    pub local_name: Option<String>,
    /// The part whose bytes it points at, instead of its own.
    pub at: Option<usize>,
    pub flags: u16,
    /// How often the body is repeated, packed.
    pub times: usize,
}

impl Raw {
    pub fn of(parts: &[(String, Vec<u8>)]) -> Vec<Self> {
        let part = |(name, body): &(String, Vec<u8>)| Self {
            name: name.clone(),
            body: body.clone(),
            ..Self::default()
        };
        parts.iter().map(part).collect()
    }
}

pub fn raw_zip(parts: &[Raw]) -> Vec<u8> {
    let (mut out, mut directory, mut offsets) = (Vec::new(), Vec::new(), Vec::new());
    for part in parts {
        let times = part.times.max(1);
        let mut sum = Crc::new();
        let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), Compression::best());
        for _ in 0..times {
            sum.update(&part.body);
            packed.write_all(&part.body).unwrap();
        }
        let packed = packed.finish().unwrap();
        let sizes = [sum.sum(), packed.len() as u32, (part.body.len() * times) as u32];
        let offset = part.at.map_or(out.len(), |at| offsets[at]);
        offsets.push(out.len());
        let head = |name: &str| {
            let mut head = Vec::new();
            head.extend([20, part.flags, 8, 0, 0x21].into_iter().flat_map(u16::to_le_bytes));
            head.extend(sizes.into_iter().flat_map(u32::to_le_bytes));
            head.extend([name.len() as u16, 0].into_iter().flat_map(u16::to_le_bytes));
            head
        };
        if part.at.is_none() {
            let name = part.local_name.as_ref().unwrap_or(&part.name);
            out.extend([b"PK\x03\x04".as_slice(), &head(name), name.as_bytes(), &packed].concat());
        }
        directory.extend([b"PK\x01\x02\x14\0".as_slice(), &head(&part.name), &[0; 10]].concat());
        directory.extend((offset as u32).to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let (start, count) = (out.len() as u32, parts.len() as u16);
    let length = directory.len() as u32;
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].into_iter().flat_map(u16::to_le_bytes));
    out.extend([length, start].into_iter().flat_map(u32::to_le_bytes));
    out.extend([0, 0]);
    out
}
