//! A paper as PDF/UA-1: tagged, with title, language and a list of contents. What the standard can be checked for by a program is
//! checked while the file is made, and refused.

use std::num::NonZeroU16;

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};

use super::Paper;
use super::layout::{Faces, Kind, Laid, NOTE, Node, SHEET, lay};

const REGULAR: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/vendor/source-sans-ttf/SourceSans3-Regular.ttf"
));
const BOLD: &[u8] = include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../assets/vendor/source-sans-ttf/SourceSans3-Bold.ttf"
));

/// Where the line at the foot of a sheet stands.
const FOOT: f32 = SHEET.1 - 36.0;
const MARGIN: f32 = 51.0;

/// Why no file was made. Neither is anybody's fault but ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfError {
    /// A font that the program carries cannot be read.
    Font,
    /// The file would not be what it says it is; why.
    Standard(String),
}

impl std::fmt::Display for PdfError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Font => f.write_str("a font of the program cannot be read"),
            Self::Standard(why) => write!(f, "the document would not follow PDF/UA-1: {why}"),
        }
    }
}

impl std::error::Error for PdfError {}

/// Makes the file.
///
/// # Errors
/// [`PdfError`] when the standard is not followed.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::new(REGULAR, BOLD).ok_or(PdfError::Font)?;
    let laid = lay(paper, &faces);
    let font = |bytes: &'static [u8]| Font::new(bytes.to_vec().into(), 0).ok_or(PdfError::Font);
    let (regular, bold) = (font(REGULAR)?, font(BOLD)?);
    let standard = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let configuration = standard.finish().map_err(|error| PdfError::Standard(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut drawn: Vec<Option<Identifier>> = laid.lines.iter().map(|_| None).collect();
    for sheet in 0..laid.sheets {
        let size = PageSettings::from_wh(SHEET.0, SHEET.1).ok_or(PdfError::Font)?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        draw_rules(&mut surface, &laid, sheet);
        for (at, line) in laid.lines.iter().enumerate().filter(|(_, line)| line.sheet == sheet) {
            let font = if line.style.bold { &bold } else { &regular };
            let language = Some(paper.written_in.as_str()).filter(|_| line.style.said);
            let identifier = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_lang(language)));
            write(&mut surface, line.at, font, line.style.size, &line.text);
            surface.end_tagged();
            if let Some(place) = drawn.get_mut(at) {
                *place = Some(identifier);
            }
        }
        let foot = format!("{} {} ({})", paper.sheet, sheet + 1, laid.sheets);
        let _ = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        write(&mut surface, (MARGIN, FOOT), &regular, NOTE.size, &faces.written(&paper.foot));
        let right = SHEET.0 - MARGIN - faces.width(&foot, NOTE);
        write(&mut surface, (right, FOOT), &regular, NOTE.size, &foot);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    document.set_outline(contents(&laid));
    document.set_tag_tree(tree(&laid, &mut drawn, &paper.language));
    document.set_metadata(
        Metadata::new()
            .title(paper.title.clone())
            .language(paper.language.clone())
            .creator("Brygga".to_owned()),
    );
    document.finish().map_err(|error| PdfError::Standard(format!("{error:?}")))
}

fn write(surface: &mut Surface<'_>, (x, y): (f32, f32), font: &Font, size: f32, text: &str) {
    surface.set_stroke(None);
    surface.set_fill(Some(Fill::default()));
    surface.draw_text(Point::from_xy(x, y), font.clone(), size, text, false, TextDirection::Auto);
}

fn draw_rules(surface: &mut Surface<'_>, laid: &Laid, sheet: usize) {
    let _ = surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { width: 0.5, ..Stroke::default() }));
    for rule in laid.rules.iter().filter(|rule| rule.sheet == sheet) {
        let mut path = PathBuilder::new();
        path.move_to(rule.from.0, rule.from.1);
        path.line_to(rule.to.0, rule.to.1);
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
    surface.end_tagged();
}

/// The list of contents: the title, and under it every heading in its order.
fn contents(laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    for (_, text, sheet, y) in &laid.headings {
        let there = XyzDestination::new(*sheet, Point::from_xy(MARGIN, *y));
        outline.push_child(OutlineNode::new(text.clone(), there));
    }
    outline
}

fn tree(laid: &Laid, drawn: &mut [Option<Identifier>], language: &str) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for node in &laid.tree {
        if let Node::Group(kind, children) = node {
            tree.push(group(kind, children, drawn));
        }
    }
    tree
}

fn group(kind: &Kind, children: &[Node], drawn: &mut [Option<Identifier>]) -> TagGroup {
    let tag: TagKind = match kind {
        Kind::Heading(level, text) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into()
        }
        Kind::Paragraph => Tag::P.into(),
        Kind::Quote => Tag::BlockQuote.into(),
        Kind::List => Tag::L(ListNumbering::Disc).into(),
        Kind::Item => Tag::LI.into(),
        Kind::ItemBody => Tag::LBody.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::HeadCell { of_row: true } => Tag::TH(TableHeaderScope::Row).into(),
        Kind::HeadCell { of_row: false } => Tag::TH(TableHeaderScope::Column).into(),
        Kind::Cell => Tag::TD.into(),
    };
    let mut group = TagGroup::new(tag);
    for child in children {
        match child {
            Node::Group(kind, children) => group.push(self::group(kind, children, drawn)),
            Node::Line(at) => {
                if let Some(identifier) = drawn.get_mut(*at).and_then(Option::take) {
                    group.push(identifier);
                }
            }
        }
    }
    group
}
