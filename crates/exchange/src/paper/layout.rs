//! Where everything in a paper stands: text broken to lines, lines to sheets, and beside it the tree that says what each line is,
//! for those who hear a document instead of seeing it.
//!
//! Not here: the file (`pdf`).

use ttf_parser::Face;

use super::{Block, Paper};

/// A4, in points.
pub(super) const SHEET: (f32, f32) = (595.28, 841.89);
/// 18 mm at the sides, 20 at top and foot.
const SIDE: f32 = 51.0;
const TOP: f32 = 56.7;
const BOTTOM: f32 = 62.0;
const WIDTH: f32 = SHEET.0 - 2.0 * SIDE;

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    leading: f32,
    before: f32,
    /// Whether somebody has written it, in their language.
    pub(super) said: bool,
}

const fn style(size: f32, bold: bool, leading: f32, before: f32) -> Style {
    Style { size, bold, leading, before, said: false }
}

const TITLE: Style = style(19.0, true, 24.0, 0.0);
const PART: Style = style(13.0, true, 18.0, 15.0);
const SUBPART: Style = style(11.0, true, 15.0, 10.0);
const TEXT: Style = style(10.5, false, 14.5, 6.0);
const SAID: Style = Style { said: true, ..TEXT };
const STRONG: Style = style(10.5, true, 14.5, 6.0);
pub(super) const NOTE: Style = style(9.0, false, 12.5, 4.0);
const CELL: Style = style(9.5, false, 13.0, 0.0);
const CELL_SAID: Style = Style { said: true, ..CELL };
const CELL_HEAD: Style = style(9.5, true, 13.0, 0.0);

/// What a part of the tree is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Heading(u16, String),
    Paragraph,
    Quote,
    List,
    Item,
    ItemBody,
    Table,
    Row,
    HeadCell { of_row: bool },
    Cell,
}

/// The tree: what belongs to what, down to the lines by their place.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Group(Kind, Vec<Node>),
    Line(usize),
}

/// A line of text where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) sheet: usize,
    pub(super) at: (f32, f32),
    pub(super) style: Style,
    pub(super) text: String,
}

/// A thin line that only looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) sheet: usize,
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
}

/// A whole paper, laid out.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) lines: Vec<Line>,
    pub(super) rules: Vec<Rule>,
    pub(super) tree: Vec<Node>,
    /// Headings with where they stand, for the list of contents.
    pub(super) headings: Vec<(u16, String, usize, f32)>,
    pub(super) sheets: usize,
}

/// The widths of letters in both weights.
pub(super) struct Faces<'a> {
    regular: Face<'a>,
    bold: Face<'a>,
}

impl<'a> Faces<'a> {
    pub(super) fn new(regular: &'a [u8], bold: &'a [u8]) -> Option<Self> {
        Some(Self { regular: Face::parse(regular, 0).ok()?, bold: Face::parse(bold, 0).ok()? })
    }

    pub(super) fn width(&self, text: &str, style: Style) -> f32 {
        let face = if style.bold { &self.bold } else { &self.regular };
        let advance = |letter| face.glyph_index(letter).and_then(|glyph| face.glyph_hor_advance(glyph));
        let units: f32 = text.chars().filter_map(advance).map(f32::from).sum();
        units * style.size / f32::from(face.units_per_em())
    }

    /// The text with letters that the font has: one that it lacks would be shown as nothing and read as nothing.
    pub(super) fn written(&self, text: &str) -> String {
        let known = |letter: char| match letter {
            '\n' => letter,
            _ if letter.is_whitespace() && letter != '\u{a0}' => ' ',
            _ if self.regular.glyph_index(letter).is_some() && self.bold.glyph_index(letter).is_some() => {
                letter
            }
            _ => '?',
        };
        text.chars().filter(|letter| *letter != '\r').map(known).collect()
    }

    /// Text as lines that are no wider than this. A word that is wider is broken where it must.
    fn broken(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in self.written(text).split('\n') {
            let mut line = String::new();
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(&longer, style) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                for letter in word.chars() {
                    line.push(letter);
                    if self.width(&line, style) > width && line.chars().count() > 1 {
                        line.pop();
                        lines.push(std::mem::replace(&mut line, letter.to_string()));
                    }
                }
            }
            if !line.is_empty() {
                lines.push(line);
            }
        }
        lines
    }
}

fn of_pairs(pairs: &[(String, String)]) -> Vec<Vec<String>> {
    pairs.iter().map(|(name, value)| vec![name.clone(), value.clone()]).collect()
}

struct Setter<'a> {
    faces: &'a Faces<'a>,
    laid: Laid,
    y: f32,
}

/// Lays out a paper.
pub(super) fn lay(paper: &Paper, faces: &Faces<'_>) -> Laid {
    let mut setter = Setter { faces, laid: Laid::default(), y: TOP };
    setter.heading(1, &paper.title);
    for line in &paper.about {
        setter.paragraph(line, NOTE, Kind::Paragraph, 0.0);
    }
    for block in &paper.blocks {
        setter.block(block);
    }
    setter.laid.sheets += 1;
    setter.laid
}

impl Setter<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Text(text) => self.paragraph(text, TEXT, Kind::Paragraph, 0.0),
            Block::Said(text) => self.paragraph(text, SAID, Kind::Paragraph, 0.0),
            Block::Strong(text) => self.paragraph(text, STRONG, Kind::Paragraph, 0.0),
            Block::Note(text) => self.paragraph(text, NOTE, Kind::Paragraph, 0.0),
            Block::Quote(who, text) => {
                self.paragraph(who, STRONG, Kind::Paragraph, 0.0);
                let (sheet, above) = (self.laid.sheets, self.y);
                self.paragraph(text, SAID, Kind::Quote, 12.0);
                // Beside a quote that goes on over the sheet the rule stands on its first sheet.
                let below = if self.laid.sheets == sheet { self.y } else { SHEET.1 - BOTTOM };
                self.rule(sheet, (SIDE + 3.0, above + 6.0), (SIDE + 3.0, below));
            }
            Block::List(items) => self.list(items),
            Block::Facts(facts) => self.table(&[], &of_pairs(facts), CELL),
            Block::Answers(answers) => self.table(&[], &of_pairs(answers), CELL_SAID),
            Block::Table(head, rows) => self.table(head, rows, CELL),
            Block::NewSheet => self.turn(),
        }
    }

    fn turn(&mut self) {
        self.laid.sheets += 1;
        self.y = TOP;
    }

    fn rule(&mut self, sheet: usize, from: (f32, f32), to: (f32, f32)) {
        self.laid.rules.push(Rule { sheet, from, to });
    }

    /// Makes room for something that must not be parted.
    fn room(&mut self, height: f32) {
        if self.y + height > SHEET.1 - BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    fn line(&mut self, x: f32, style: Style, text: String) -> Node {
        let at = (x, self.y + style.leading * 0.8);
        self.laid.lines.push(Line { sheet: self.laid.sheets, at, style, text });
        Node::Line(self.laid.lines.len() - 1)
    }

    fn heading(&mut self, level: u16, text: &str) {
        let style = match level {
            1 => TITLE,
            2 => PART,
            _ => SUBPART,
        };
        let lines = self.faces.broken(text, style, WIDTH);
        if lines.is_empty() {
            return;
        }
        // A heading never stands alone at the foot of a sheet.
        let height = f32::from(u16::try_from(lines.len()).unwrap_or(1)) * style.leading;
        self.room(style.before + height + 3.0 * TEXT.leading);
        if self.y > TOP {
            self.y += style.before;
        }
        self.laid.headings.push((level, lines.join(" "), self.laid.sheets, self.y));
        let kind = Kind::Heading(level, lines.join(" "));
        let mut children = Vec::new();
        for line in lines {
            children.push(self.line(SIDE, style, line));
            self.y += style.leading;
        }
        self.laid.tree.push(Node::Group(kind, children));
    }

    fn paragraph(&mut self, text: &str, style: Style, kind: Kind, indent: f32) {
        let children = self.running(text, style, indent);
        if !children.is_empty() {
            self.laid.tree.push(Node::Group(kind, children));
        }
    }

    fn running(&mut self, text: &str, style: Style, indent: f32) -> Vec<Node> {
        let lines = self.faces.broken(text, style, WIDTH - indent);
        self.y += style.before;
        let mut children = Vec::new();
        for line in lines {
            self.room(style.leading);
            children.push(self.line(SIDE + indent, style, line));
            self.y += style.leading;
        }
        children
    }

    fn list(&mut self, items: &[String]) {
        let mut of_list = Vec::new();
        for item in items {
            let (sheet, above) = (self.laid.sheets, self.y);
            let children = self.running(item, style(TEXT.size, false, TEXT.leading, 3.0), 12.0);
            if children.is_empty() {
                continue;
            }
            // The dash only looks; that it is a list the tree says.
            let y = above + 3.0 + TEXT.leading * 0.55;
            self.rule(sheet, (SIDE + 1.0, y), (SIDE + 6.0, y));
            of_list.push(Node::Group(Kind::Item, vec![Node::Group(Kind::ItemBody, children)]));
        }
        if !of_list.is_empty() {
            self.laid.tree.push(Node::Group(Kind::List, of_list));
        }
    }

    /// How wide each column is: what its longest line asks for, or its part of what there is by what all ask for.
    fn columns(&self, head: &[String], rows: &[Vec<String>]) -> Vec<f32> {
        let count = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
        let mut asked = vec![24.0_f32; count];
        for (row, style) in rows.iter().map(|row| (row.as_slice(), CELL)).chain([(head, CELL_HEAD)]) {
            for (at, (wish, cell)) in asked.iter_mut().zip(row).enumerate() {
                let style = if at == 0 && head.is_empty() { CELL_HEAD } else { style };
                let widest = cell.split('\n').map(|line| self.faces.width(line, style) + 12.0);
                *wish = widest.fold(*wish, f32::max);
            }
        }
        let all: f32 = asked.iter().sum();
        if all <= WIDTH {
            // The last column takes what is left.
            if let Some(last) = asked.last_mut() {
                *last += WIDTH - all;
            }
            return asked;
        }
        // Narrow columns get what they ask for, as far as that is a fair part; wide ones share the rest.
        let fair = WIDTH / f32::from(u16::try_from(count).unwrap_or(1));
        let kept: f32 = asked.iter().filter(|wish| **wish <= fair).sum();
        let wide: f32 = asked.iter().filter(|wish| **wish > fair).sum();
        asked.iter().map(|wish| if *wish <= fair { *wish } else { wish * (WIDTH - kept) / wide }).collect()
    }

    fn table(&mut self, head: &[String], rows: &[Vec<String>], value: Style) {
        let widths = self.columns(head, rows);
        self.y += 6.0;
        let mut of_table = Vec::new();
        if !head.is_empty() {
            // The head is never alone at the foot of a sheet.
            self.room(4.0 * CELL.leading);
            of_table.push(self.row(head, &widths, |_| Kind::HeadCell { of_row: false }, |_| CELL_HEAD));
        }
        for row in rows {
            let kind = |at| if at == 0 { Kind::HeadCell { of_row: true } } else { Kind::Cell };
            let style = |at| match (at, head.is_empty()) {
                (0, true) => CELL_HEAD,
                (0, false) => CELL,
                (_, _) => value,
            };
            of_table.push(self.row(row, &widths, kind, style));
        }
        if !of_table.is_empty() {
            self.laid.tree.push(Node::Group(Kind::Table, of_table));
        }
    }

    fn row(
        &mut self,
        cells: &[String],
        widths: &[f32],
        kind: impl Fn(usize) -> Kind,
        style: impl Fn(usize) -> Style,
    ) -> Node {
        let broken: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .enumerate()
            .map(|(at, (cell, width))| self.faces.broken(cell, style(at), width - 10.0))
            .collect();
        let height = broken.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let most = f32::from(u16::try_from(height.min(12)).unwrap_or(1)) * CELL.leading;
        self.room(most + 4.0);
        let mut children: Vec<Vec<Node>> = vec![Vec::new(); cells.len()];
        for index in 0..height {
            self.room(CELL.leading);
            let mut x = SIDE;
            for (at, (lines, width)) in broken.iter().zip(widths).enumerate() {
                if let (Some(line), Some(own)) = (lines.get(index), children.get_mut(at)) {
                    own.push(self.line(x, style(at), line.clone()));
                }
                x += width;
            }
            self.y += CELL.leading;
        }
        self.y += 2.0;
        self.rule(self.laid.sheets, (SIDE, self.y), (SIDE + WIDTH, self.y));
        self.y += 2.0;
        let cells = children.into_iter().enumerate().map(|(at, own)| Node::Group(kind(at), own));
        Node::Group(Kind::Row, cells.collect())
    }
}
