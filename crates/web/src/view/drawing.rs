//! Boxes with lines between them, drawn as SVG. Whoever does not see them reads the table that stands beside.
//!
//! Not here: what the boxes are.

/// Characters of a line, and how high it is.
const LINE: usize = 28;
pub(crate) const LINE_HEIGHT: usize = 18;
/// Around the text of a box.
pub(crate) const PADDING: usize = 12;
/// How wide a box of two columns is, and how far apart they stand.
const WIDTH: usize = 300;
const GAP: usize = 140;
/// Where the first box begins, below the column's name.
const TOP: usize = 30;
/// Characters of a line in such a box.
const WIDE_LINE: usize = 38;
/// How high the name of a group is, with the room above it.
const GROUP: usize = 34;

/// A text in lines of at most 28 characters; a longer word is cut.
pub(crate) fn wrapped(text: &str) -> Vec<String> {
    wrapped_at(text, LINE)
}

fn wrapped_at(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut left: Vec<char> = word.chars().collect();
        while !left.is_empty() {
            let part: String = left.drain(..left.len().min(width)).collect();
            match lines.last_mut() {
                Some(last) if last.chars().count() + 1 + part.chars().count() <= width => {
                    last.push(' ');
                    last.push_str(&part);
                }
                _ => lines.push(part),
            }
        }
    }
    lines
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A box in one of two columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Boxed {
    /// What stands above it, where it begins a group.
    pub(crate) group: String,
    pub(crate) text: String,
    /// What stands below the text: our own words.
    pub(crate) note: String,
    /// Whether nothing leads to it or from it.
    pub(crate) is_alone: bool,
}

/// Two columns of boxes with lines from the left to the right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// What the region is called.
    pub(crate) label: String,
    /// What the picture is, in a few words, and what it shows, in a sentence or two.
    pub(crate) title: String,
    pub(crate) description: String,
    /// What the columns are.
    pub(crate) names: [String; 2],
    pub(crate) left: Vec<Boxed>,
    pub(crate) right: Vec<Boxed>,
    /// From the left to the right, by their places.
    pub(crate) ties: Vec<(usize, usize)>,
}

/// Where a box stands: from the top, and how high.
type Placed = (usize, usize, Vec<String>);

fn placed(boxes: &[Boxed]) -> (Vec<Placed>, usize) {
    let mut from = TOP;
    let mut places = Vec::with_capacity(boxes.len());
    for one in boxes {
        if !one.group.is_empty() {
            from += GROUP;
        }
        let mut lines = wrapped_at(&one.text, WIDE_LINE);
        if !one.note.is_empty() {
            lines.push(one.note.clone());
        }
        let height = lines.len() * LINE_HEIGHT + 2 * PADDING;
        places.push((from, height, lines));
        from += height + PADDING;
    }
    (places, from)
}

impl Columns {
    /// The picture as SVG, with its own title and description.
    pub(crate) fn drawn(&self) -> String {
        let ((left, left_end), (right, right_end)) = (placed(&self.left), placed(&self.right));
        let (wide, whole) = (2 * WIDTH + GAP, left_end.max(right_end) + 2);
        let mut svg = format!(
            "<div class=\"drawing\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><svg class=\"chart\" viewBox=\"0 0 {wide} {whole}\" \
             width=\"{wide}\" height=\"{whole}\" role=\"img\" aria-labelledby=\"bild_namn bild_text\"><title id=\"bild_namn\">{}</title>\
             <desc id=\"bild_text\">{}</desc>",
            escaped(&self.label),
            escaped(&self.title),
            escaped(&self.description)
        );
        for (from, to) in &self.ties {
            let (Some(from), Some(to)) = (left.get(*from), right.get(*to)) else { continue };
            let (start, end) = (from.0 + from.1 / 2, to.0 + to.1 / 2);
            let (x, middle, tip) = (WIDTH, WIDTH + GAP / 2, WIDTH + GAP);
            svg.push_str(&format!(
                "<path class=\"leads\" d=\"M{x} {start} C{middle} {start} {middle} {end} {} {end}\"></path>\
                 <polygon class=\"tip\" points=\"{},{} {},{} {tip},{end}\"></polygon>",
                tip - 6,
                tip - 7,
                end - 4,
                tip - 7,
                end + 4
            ));
        }
        for (x, name, boxes, places) in
            [(0, &self.names[0], &self.left, &left), (WIDTH + GAP, &self.names[1], &self.right, &right)]
        {
            svg.push_str(&format!("<text class=\"name\" x=\"{x}\" y=\"16\">{}</text>", escaped(name)));
            for (one, (y, height, lines)) in boxes.iter().zip(places) {
                if !one.group.is_empty() {
                    let (group, y) = (escaped(&one.group), y - PADDING);
                    svg.push_str(&format!("<text class=\"name\" x=\"{x}\" y=\"{y}\">{group}</text>"));
                }
                let class = if one.is_alone { "link goal" } else { "link" };
                svg.push_str(&format!(
                    "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\" rx=\"4\"></rect>"
                ));
                for (row, line) in lines.iter().enumerate() {
                    let (x, y) = (x + PADDING, y + PADDING + 13 + row * LINE_HEIGHT);
                    svg.push_str(&format!("<text x=\"{x}\" y=\"{y}\">{}</text>", escaped(line)));
                }
            }
        }
        svg.push_str("</svg></div>");
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_wrapped_between_words_and_long_words_cut() {
        assert_eq!(
            wrapped("Lås som öppnas med telefonen i stället för nyckel"),
            ["Lås som öppnas med telefonen", "i stället för nyckel"]
        );
        let long = "a".repeat(60);
        assert_eq!(wrapped(&long).iter().map(String::len).collect::<Vec<_>>(), [28, 28, 4]);
    }

    #[test]
    fn what_people_wrote_is_text_in_the_picture_and_ties_to_nothing_are_left_out() {
        let one = |text: &str| Boxed { text: text.to_owned(), ..Boxed::default() };
        let columns = Columns {
            title: "<Mål>".to_owned(),
            left: vec![one("<script>")],
            right: vec![one("Mål")],
            ties: vec![(0, 0), (0, 7)],
            ..Columns::default()
        };
        let drawn = columns.drawn();
        assert!(drawn.contains("<title id=\"bild_namn\">&lt;Mål&gt;</title>"));
        assert!(!drawn.contains("<script>"));
        assert_eq!(drawn.matches("class=\"leads\"").count(), 1);
    }
}
