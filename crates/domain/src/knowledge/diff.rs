//! What differs between two texts, line by line: what was taken away, what came, and what stands there still.
//!
//! The longest common subsequence of lines, as `diff` has it. Texts whose middles differ in very many lines are told as wholly
//! exchanged there, so that the work stays bounded.

/// Most pairs of lines that are compared.
const MOST: usize = 4_000_000;

/// A line and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// In both.
    Same(&'a str),
    /// In the earlier alone.
    Gone(&'a str),
    /// In the later alone.
    New(&'a str),
}

/// The lines of two texts, in the order in which they are read beside each other.
#[must_use]
pub fn lines<'a>(before: &'a str, after: &'a str) -> Vec<Line<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let first = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = old[first..].iter().rev().zip(new[first..].iter().rev());
    let last = rest.take_while(|(one, other)| one == other).count();
    let (old_middle, new_middle) = (&old[first..old.len() - last], &new[first..new.len() - last]);
    let mut out: Vec<Line> = old[..first].iter().map(|line| Line::Same(line)).collect();
    if old_middle.len().saturating_mul(new_middle.len()) > MOST {
        out.extend(old_middle.iter().map(|line| Line::Gone(line)));
        out.extend(new_middle.iter().map(|line| Line::New(line)));
    } else {
        middle(old_middle, new_middle, &mut out);
    }
    out.extend(old[old.len() - last..].iter().map(|line| Line::Same(line)));
    out
}

fn middle<'a>(old: &[&'a str], new: &[&'a str], out: &mut Vec<Line<'a>>) {
    let width = new.len() + 1;
    // The length of what is common from each pair on.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            common[row * width + column] = if old[row] == new[column] {
                common[(row + 1) * width + column + 1] + 1
            } else {
                common[(row + 1) * width + column].max(common[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < old.len() && column < new.len() {
        if old[row] == new[column] {
            out.push(Line::Same(old[row]));
            (row, column) = (row + 1, column + 1);
        } else if common[(row + 1) * width + column] >= common[row * width + column + 1] {
            out.push(Line::Gone(old[row]));
            row += 1;
        } else {
            out.push(Line::New(new[column]));
            column += 1;
        }
    }
    out.extend(old[row..].iter().map(|line| Line::Gone(line)));
    out.extend(new[column..].iter().map(|line| Line::New(line)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_goes_and_comes_is_told_in_reading_order() {
        use Line::{Gone, New, Same};
        assert_eq!(lines("a\nb\nc", "a\nx\nc\nd"), [Same("a"), Gone("b"), New("x"), Same("c"), New("d")]);
        assert_eq!(lines("", "a"), [New("a")]);
        assert_eq!(lines("a", ""), [Gone("a")]);
        assert_eq!(lines("a\na", "a"), [Same("a"), Gone("a")]);
    }

    #[test]
    fn each_side_can_be_read_out_of_the_difference_however_large() {
        let (before, after) = ("x\n".repeat(3_000), "y\n".repeat(3_000));
        let told = lines(&before, &after);
        assert_eq!(told.iter().filter(|line| matches!(line, Line::Gone("x"))).count(), 3_000);
        assert_eq!(told.iter().filter(|line| matches!(line, Line::New("y"))).count(), 3_000);
    }
}
