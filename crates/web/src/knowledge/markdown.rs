//! Markdown as people write it, as HTML that can do nothing but be read.
//!
//! Every element is written here from a short list; HTML in the text is shown as the text it is. Links go to the web, to an address of
//! mail or to a place here, and to nothing else. Pictures are told as links: a page fetches nothing from elsewhere. However deep a text is nested,
//! only so many elements are. Not here: headings of the page itself, which are above those of a text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// So many elements inside each other; what is deeper is text.
const DEEPEST: usize = 24;
/// A table or a list needs so many for what stands in its cells.
const ROOM: usize = 5;

/// The text as HTML. Its tables are called `table`.
pub(super) fn html(text: &str, table: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut writer =
        Writer { out: String::with_capacity(text.len() * 2), table: escaped(table), ..Writer::default() };
    for event in Parser::new_ext(text, options) {
        writer.take(event);
    }
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    table: String,
    /// What ends each element that is open; empty for one that was not written.
    open: Vec<&'static str>,
    /// From which depth on nothing is written but text.
    drowned: Option<usize>,
    /// Where the link that is open begins, and where it leads.
    link: Option<(usize, usize, String)>,
    is_head: bool,
}

impl Writer {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                self.out.push_str("<code>");
                self.text(&code);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>"),
            Event::Rule if self.drowned.is_none() => self.out.push_str("<hr>"),
            Event::Rule => self.out.push(' '),
            Event::TaskListMarker(is_done) => self.out.push_str(if is_done { "☑ " } else { "☐ " }),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::FootnoteReference(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(&escaped(text));
    }

    fn start(&mut self, tag: &Tag) {
        let room = match tag {
            Tag::Table(_) | Tag::List(_) => ROOM,
            _ => 0,
        };
        if self.drowned.is_none() && self.open.len() + room >= DEEPEST {
            self.drowned = Some(self.open.len());
        }
        if self.drowned.is_some() {
            self.out.push(' ');
            self.open.push("");
            return;
        }
        let end = match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.element("<p>", "</p>\n"),
            // The page has the first, its sections the second.
            Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. } => {
                self.element("<h3>", "</h3>\n")
            }
            Tag::Heading { level: HeadingLevel::H3, .. } => self.element("<h4>", "</h4>\n"),
            Tag::Heading { .. } => self.element("<h5>", "</h5>\n"),
            Tag::BlockQuote(_) => self.element("<blockquote>", "</blockquote>\n"),
            Tag::CodeBlock(_) => self.element("<pre><code>", "</code></pre>\n"),
            Tag::List(None) => self.element("<ul>", "</ul>\n"),
            Tag::List(Some(first)) => {
                self.out.push_str(&format!("<ol start=\"{first}\">"));
                "</ol>\n"
            }
            Tag::Item => self.element("<li>", "</li>\n"),
            Tag::Table(_) => {
                let label = std::mem::take(&mut self.table);
                self.out.push_str(&format!(
                    "<div class=\"table-region\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table class=\"table\">"
                ));
                self.table = label;
                "</tbody></table></div>\n"
            }
            Tag::TableHead => {
                self.is_head = true;
                self.element("<thead><tr>", "</tr></thead><tbody>")
            }
            Tag::TableRow => self.element("<tr>", "</tr>"),
            Tag::TableCell if self.is_head => self.element("<th scope=\"col\">", "</th>"),
            Tag::TableCell => self.element("<td>", "</td>"),
            Tag::Emphasis => self.element("<em>", "</em>"),
            Tag::Strong => self.element("<strong>", "</strong>"),
            Tag::Strikethrough => self.element("<del>", "</del>"),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.begin_link(dest_url),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => "",
        };
        self.open.push(end);
    }

    fn element(&mut self, begin: &str, end: &'static str) -> &'static str {
        self.out.push_str(begin);
        end
    }

    fn begin_link(&mut self, to: &str) -> &'static str {
        let (Some(to), None) = (safe(to), &self.link) else { return "" };
        let to = escaped(&to);
        self.out.push_str(&format!("<a href=\"{to}\" rel=\"nofollow noreferrer\">"));
        self.link = Some((self.open.len(), self.out.len(), to));
        "</a>"
    }

    fn end(&mut self, tag: TagEnd) {
        let end = self.open.pop().unwrap_or_default();
        if self.drowned == Some(self.open.len()) {
            self.drowned = None;
        }
        if tag == TagEnd::TableHead {
            self.is_head = false;
        }
        if let Some((_, from, to)) = self.link.take_if(|(depth, ..)| *depth == self.open.len()) {
            // A link without words is read aloud as nothing.
            if self.out[from..].trim().is_empty() {
                self.out.push_str(&to);
            }
        }
        self.out.push_str(end);
    }
}

/// Where a link may lead; nothing for scripts, data and everything else.
fn safe(to: &str) -> Option<String> {
    let to = to.trim();
    if to.is_empty() || to.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
        return None;
    }
    let lower = to.to_ascii_lowercase();
    let is_web = ["https://", "http://", "mailto:"].iter().any(|start| lower.starts_with(start));
    (is_web || (to.starts_with('/') && !to.starts_with("//"))).then(|| to.to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
