//! Takes the lines of a document apart into keys, values and comments, each with the path to it.

use super::part::{MARK, Part};
use super::section::{after, line_end};
use crate::syntax::node::Step;

/// Brackets within brackets deeper than this are passed over.
const MAX_DEPTH: usize = 64;

/// Something that is written.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) part: Part,
    /// The node that it writes; of a key, the map that it stands in.
    pub(super) node: usize,
    /// Bytes, without quotes.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quoted: bool,
}

/// A collection in which lines stand, by the column of its key or dash.
struct Frame {
    column: usize,
    is_item: bool,
    node: usize,
}

/// A document, taken apart.
pub(super) struct Scan<'t> {
    text: &'t str,
    pub(super) pieces: Vec<Piece>,
    /// Each node but the first, by the node around it and the step from there.
    nodes: Vec<(usize, Step)>,
    frames: Vec<Frame>,
    at: usize,
}

impl<'t> Scan<'t> {
    /// Takes a text apart.
    pub(super) fn of(text: &'t str) -> Self {
        let mut scan = Self {
            text,
            pieces: Vec::new(),
            nodes: vec![(0, Step::Index(0))],
            frames: Vec::new(),
            at: 0,
        };
        while scan.at < text.len() {
            scan.line();
        }
        scan
    }

    /// The path to a node.
    pub(super) fn path(&self, mut node: usize) -> Vec<Step> {
        let mut path = Vec::new();
        while node != 0 {
            let (around, step) = &self.nodes[node];
            path.push(step.clone());
            node = *around;
        }
        path.reverse();
        path
    }

    fn node(&mut self, around: usize, step: Step) -> usize {
        self.nodes.push((around, step));
        self.nodes.len() - 1
    }

    fn piece(&mut self, part: Part, node: usize, start: usize, end: usize) {
        self.pieces.push(Piece {
            part,
            node,
            start,
            end,
            quoted: false,
        });
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn is_blank(&self, at: usize) -> bool {
        matches!(self.byte(at), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    /// The node that the innermost frame stands for.
    fn top(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.node)
    }

    /// Reads the line that begins here, and what goes on in lines below.
    fn line(&mut self) {
        let start = self.at;
        let end = line_end(self.text, start);
        self.at = after(self.text, end);
        let mut at = self.skip_blanks(start);
        if at >= end {
            return;
        }
        if self.byte(at) == Some(b'#') {
            return self.piece(Part::Comment, 0, at, end);
        }
        while self.byte(at) == Some(b'-') && self.is_blank(at + 1) {
            self.dash(at - start);
            at = self.skip_blanks(at + 1);
            if at >= end {
                return;
            }
            if self.byte(at) == Some(b'#') {
                return self.piece(Part::Comment, self.top(), at, end);
            }
        }
        self.content(start, at, end);
    }

    /// An item of a list whose dash stands in this column.
    fn dash(&mut self, column: usize) {
        while self
            .frames
            .last()
            .is_some_and(|frame| frame.column > column)
        {
            self.frames.pop();
        }
        let before = match self.frames.last() {
            Some(frame) if frame.is_item && frame.column == column => {
                let (around, step) = self.nodes[frame.node].clone();
                self.frames.pop();
                match step {
                    Step::Index(index) => Some((around, index + 1)),
                    Step::Key(_) => None,
                }
            }
            _ => None,
        };
        let (around, index) = before.unwrap_or((self.top(), 0));
        let node = self.node(around, Step::Index(index));
        self.frames.push(Frame {
            column,
            is_item: true,
            node,
        });
    }

    /// A key with its value, or a value alone.
    fn content(&mut self, line: usize, at: usize, end: usize) {
        let column = at - line;
        while self
            .frames
            .last()
            .is_some_and(|frame| frame.column >= column)
        {
            self.frames.pop();
        }
        let around = self.top();
        let outer = self.frames.last().map(|frame| frame.column);
        let Some((name, behind)) = self.key(at, end) else {
            // Below a key that has a value already, a line goes on with it.
            let goes_on = self.pieces.last().is_some_and(|last| {
                matches!(last.part, Part::Value | Part::Text) && last.node == around && around != 0
            });
            let part = if goes_on { Part::Text } else { Part::Start };
            return self.value(part, around, outer, at, end);
        };
        self.key_piece(around, &name);
        let key = self.text[name.0..name.1].replace(MARK, "");
        let node = self.node(around, Step::Key(key));
        self.frames.push(Frame {
            column,
            is_item: false,
            node,
        });
        let at = self.skip_blanks(behind);
        if at < end {
            self.value(Part::Value, node, Some(column), at, end);
        }
    }

    fn key_piece(&mut self, around: usize, name: &(usize, usize, bool)) {
        self.piece(Part::Key, around, name.0, name.1);
        if let Some(last) = self.pieces.last_mut() {
            last.quoted = name.2;
        }
    }

    /// A key that begins here: its bytes, whether it is quoted, and the offset behind its colon.
    fn key(&self, at: usize, end: usize) -> Option<((usize, usize, bool), usize)> {
        let first = self.byte(at)?;
        if matches!(first, b'"' | b'\'') {
            let close = self.closing(at, end)?;
            let colon = self.skip_blanks(close + 1);
            let is_key = self.byte(colon) == Some(b':');
            return is_key.then_some(((at + 1, close, true), colon + 1));
        }
        if matches!(first, b'[' | b'{' | b'|' | b'>') {
            return None;
        }
        let colon = (at..end).find(|&at| self.is_colon(at))?;
        let name = self.text[at..colon].trim_end();
        // What stands behind a `#` is no key.
        (!name.contains(" #")).then_some(((at, at + name.len(), false), colon + 1))
    }

    /// Whether a colon here ends a key.
    fn is_colon(&self, at: usize) -> bool {
        let behind = self.byte(at + 1);
        self.byte(at) == Some(b':') && (self.is_blank(at + 1) || behind == Some(MARK as u8))
    }

    /// The quote that closes the one at an offset, before `end`.
    fn closing(&self, open: usize, end: usize) -> Option<usize> {
        let quote = self.byte(open)?;
        let mut at = open + 1;
        while at < end {
            let byte = self.byte(at)?;
            if byte == b'\\' && quote == b'"' {
                at += 1;
            } else if byte == quote {
                let doubled = quote == b'\'' && self.byte(at + 1) == Some(quote);
                if !doubled {
                    return Some(at);
                }
                at += 1;
            }
            at += 1;
        }
        None
    }

    /// A value of a block, whose key or dash stands in the column `outer`.
    fn value(&mut self, part: Part, node: usize, outer: Option<usize>, at: usize, end: usize) {
        match self.byte(at) {
            Some(b'#') => self.piece(Part::Comment, node, at, end),
            Some(b'|' | b'>') => self.text_block(node, outer, end),
            Some(b'[' | b'{') => self.brackets(node, outer, at),
            Some(b'"' | b'\'') => self.quoted(part, node, outer, at, end),
            _ => {
                let stop = self.plain_end(at, end, &[]);
                self.piece(part, node, at, stop);
                self.comment_behind(node, stop, end);
            }
        }
    }

    /// Where a plain value ends: at a comment, the end of its line, or one of these bytes.
    fn plain_end(&self, from: usize, end: usize, stops: &[u8]) -> usize {
        let stops_at = |at: &usize| {
            let comment = self.byte(*at) == Some(b'#') && *at > from && self.is_blank(*at - 1);
            comment || self.byte(*at).is_some_and(|byte| stops.contains(&byte))
        };
        let stop = (from..end).find(stops_at).unwrap_or(end);
        from + self.text[from..stop].trim_end().len()
    }

    fn comment_behind(&mut self, node: usize, from: usize, end: usize) {
        let at = self.skip_blanks(from);
        if self.byte(at) == Some(b'#') && at < end {
            self.piece(Part::Comment, node, at, end);
        }
    }

    /// A quoted value; one that nothing closes ends with its line.
    fn quoted(&mut self, part: Part, node: usize, outer: Option<usize>, at: usize, end: usize) {
        let (stop, closed) = match self.closing(at, self.block_end(outer)) {
            Some(close) => (close, true),
            None => (end, false),
        };
        self.piece(part, node, at + 1, stop);
        if let Some(last) = self.pieces.last_mut() {
            last.quoted = true;
        }
        let line = line_end(self.text, stop);
        self.at = after(self.text, line);
        if closed {
            self.comment_behind(node, stop + 1, line);
        }
    }

    /// Where the lines end that are indented more than a column.
    fn block_end(&self, outer: Option<usize>) -> usize {
        let mut end = self.at;
        while end < self.text.len() {
            let line = line_end(self.text, end);
            let first = self.skip_blanks(end);
            if first < line && outer.is_some_and(|outer| first - end <= outer) {
                break;
            }
            end = after(self.text, line);
        }
        end
    }

    /// A text of several lines below its `|` or `>`.
    fn text_block(&mut self, node: usize, outer: Option<usize>, end: usize) {
        let begin = after(self.text, end);
        let stop = self.block_end(outer);
        let first = self.skip_blanks(begin).min(stop);
        let length = self.text[first..stop]
            .trim_end_matches([' ', '\n', '\r'])
            .len();
        self.piece(Part::Text, node, first, first + length);
        self.at = stop.max(self.at);
    }

    /// What stands in brackets, over as many lines as it takes; where they do not close they end before
    /// the next line that is not indented more than their key.
    fn brackets(&mut self, node: usize, outer: Option<usize>, at: usize) {
        let mut flow = Flow {
            outer,
            at,
            end: self.text.len(),
        };
        self.collection(&mut flow, node, 0);
        let line = line_end(self.text, flow.at.min(self.text.len()));
        if flow.at < flow.end {
            self.comment_behind(node, flow.at, line);
            self.at = after(self.text, line);
        } else {
            self.at = flow.end;
        }
    }

    /// The next byte in brackets that is neither blank nor part of a comment; nothing where they end.
    fn next(&mut self, flow: &mut Flow, node: usize) -> Option<u8> {
        loop {
            flow.at = self.skip_blanks(flow.at);
            if flow.at >= flow.end {
                return None;
            }
            match self.byte(flow.at)? {
                b'\n' | b'\r' => {
                    let line = after(self.text, flow.at);
                    let first = self.skip_blanks(line);
                    let blank = first >= line_end(self.text, line);
                    let closes = matches!(self.byte(first), Some(b']' | b'}'));
                    let inside = flow.outer.is_none_or(|outer| first - line > outer);
                    if !(blank || closes || inside) || line >= self.text.len() {
                        flow.end = line;
                        flow.at = line;
                        return None;
                    }
                    flow.at = line;
                }
                b'#' => {
                    let end = line_end(self.text, flow.at);
                    self.piece(Part::Comment, node, flow.at, end);
                    flow.at = end;
                }
                byte => return Some(byte),
            }
        }
    }

    fn collection(&mut self, flow: &mut Flow, node: usize, depth: usize) {
        let is_map = self.byte(flow.at) == Some(b'{');
        flow.at += 1;
        let mut index = 0;
        while let Some(byte) = self.next(flow, node) {
            match byte {
                b']' | b'}' => {
                    flow.at += 1;
                    return;
                }
                b',' => {
                    flow.at += 1;
                    index += 1;
                }
                _ if depth > MAX_DEPTH => flow.at = flow.end,
                _ if is_map => self.field(flow, node, depth),
                _ => {
                    let item = self.node(node, Step::Index(index));
                    self.item(flow, Part::Value, item, depth);
                }
            }
        }
    }

    /// A key within braces, with its value if a colon follows.
    fn field(&mut self, flow: &mut Flow, map: usize, depth: usize) {
        let name = self.word(flow, true);
        self.key_piece(map, &name);
        flow.at = self.skip_blanks(flow.at);
        if self.byte(flow.at) != Some(b':') {
            return;
        }
        flow.at += 1;
        let key = self.text[name.0..name.1].replace(MARK, "");
        let node = self.node(map, Step::Key(key));
        let next = self.next(flow, node);
        if next.is_some_and(|byte| !matches!(byte, b',' | b'}' | b']')) {
            self.item(flow, Part::Value, node, depth);
        }
    }

    fn item(&mut self, flow: &mut Flow, part: Part, node: usize, depth: usize) {
        if matches!(self.byte(flow.at), Some(b'[' | b'{')) {
            return self.collection(flow, node, depth + 1);
        }
        let (start, end, quoted) = self.word(flow, false);
        self.piece(part, node, start, end);
        if let Some(last) = self.pieces.last_mut() {
            last.quoted = quoted;
        }
    }

    /// A word within brackets; it is passed, if only by one character.
    fn word(&mut self, flow: &mut Flow, is_key: bool) -> (usize, usize, bool) {
        let at = flow.at;
        let line = line_end(self.text, at).min(flow.end);
        if matches!(self.byte(at), Some(b'"' | b'\'')) {
            let close = self.closing(at, line);
            let end = close.unwrap_or(line);
            flow.at = close.map_or(line, |close| close + 1);
            return (at + 1, end.max(at + 1), true);
        }
        let mut end = self.plain_end(at, line, b",[]{}");
        if is_key {
            let colon = (at..end).find(|&at| self.is_colon(at));
            end = colon.map_or(end, |colon| at + self.text[at..colon].trim_end().len());
        }
        let first = || self.text[at..].chars().next().map_or(1, char::len_utf8);
        flow.at = match end == at && self.byte(at) != Some(b':') {
            true => at + first(),
            false => end,
        };
        (at, end, false)
    }
}

/// How far brackets were read, and how far they may go.
struct Flow {
    outer: Option<usize>,
    at: usize,
    end: usize,
}
