//! Where in a JSON text something stands: turns the reader's line and column into a JSON pointer.

/// The JSON pointer (RFC 6901) of what stands at `line` and `column` (both from 1) of `text`; empty for the root.
#[must_use]
pub fn at(text: &[u8], line: usize, column: usize) -> String {
    let begins = (1..line).fold(0, |from, _| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter()
            .position(|b| *b == b'\n')
            .map_or(text.len(), |n| from + n + 1)
    });
    walk(
        text.get(..begins.saturating_add(column).min(text.len()))
            .unwrap_or_default(),
    )
}

enum Level {
    Object { key: Option<Vec<u8>>, wants_key: bool },
    Array(usize),
}

/// Reads a beginning of a JSON text and says which place it ends in; tolerates anything.
fn walk(text: &[u8]) -> String {
    let mut levels: Vec<Level> = Vec::new();
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'{' => levels.push(Level::Object {
                key: None,
                wants_key: true,
            }),
            b'[' => levels.push(Level::Array(0)),
            // What ends the text closed nothing: the error is about the closed thing itself.
            b'}' | b']' if !rest.is_empty() => drop(levels.pop()),
            b',' if !rest.is_empty() => step(&mut levels),
            b'"' => {
                let (string, after) = string(rest);
                rest = after;
                name(&mut levels, string);
            }
            _ => {}
        }
    }
    levels.iter().map(part).collect()
}

fn step(levels: &mut [Level]) {
    match levels.last_mut() {
        Some(Level::Array(n)) => *n += 1,
        Some(Level::Object { wants_key, .. }) => *wants_key = true,
        None => {}
    }
}

fn name(levels: &mut [Level], string: &[u8]) {
    if let Some(Level::Object { key, wants_key }) = levels.last_mut()
        && *wants_key
    {
        *key = Some(string.to_vec());
        *wants_key = false;
    }
}

fn string(text: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    for (n, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                return (
                    text.get(..n).unwrap_or_default(),
                    text.get(n + 1..).unwrap_or_default(),
                );
            }
            _ => {}
        }
    }
    (text, &[])
}

fn part(level: &Level) -> String {
    match level {
        Level::Array(n) => format!("/{n}"),
        Level::Object { key: None, .. } => String::new(),
        Level::Object { key: Some(key), .. } => {
            let key: String = String::from_utf8_lossy(key).chars().take(64).collect();
            format!("/{}", key.replace('~', "~0").replace('/', "~1"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only its shape is read")]
        struct Order {
            no: String,
            lines: Vec<Line>,
        }
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "only its shape is read")]
        struct Line {
            qty: i64,
        }
        let error = serde_json::from_str::<Order>(text).err().unwrap();
        at(text.as_bytes(), error.line(), error.column())
    }

    #[test]
    fn points_at_the_field() {
        assert_eq!(of(r#"{"no": 7, "lines": []}"#), "/no");
        assert_eq!(
            of("{\"no\": \"a\",\n \"lines\": [{\"qty\": 1}, {\"qty\": \"二\"}]}"),
            "/lines/1/qty"
        );
        assert_eq!(
            of(r#"{"no": "a", "lines": [{"qty": 1, "colour": 2}]}"#),
            "/lines/0/colour"
        );
        assert_eq!(
            of(r#"{"no": "with \" and , in it", "lines": [{"qty": true}]}"#),
            "/lines/0/qty"
        );
        assert_eq!(of(r#"{"lines":[{"qty":1,"tel":"x"}],"no":"a"}"#), "/lines/0/tel");
        assert_eq!(of(r#"[1]"#), "/0");
    }
}
