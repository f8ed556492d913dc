//! The fields a text of a design may name, and how they are filled in.

use crate::design::{Data, Item};

/// A field: its name in braces, what it stands for in words, and where it comes from.
struct Field {
    name: &'static str,
    read: fn(&Data) -> String,
}

/// Characters of a field at most; whoever sets the text bounds it lower, with a mark.
const MOST_VALUE: usize = 1_000;
/// Longer than any field's name, in bytes.
const MOST_NAME: usize = 40;

const FIELDS: [Field; 12] = [
    Field {
        name: "shop",
        read: |data| data.shop.clone(),
    },
    Field {
        name: "alias",
        read: |data| data.alias.clone(),
    },
    Field {
        name: "remark",
        read: |data| data.remark.clone(),
    },
    Field {
        name: "goods",
        read: |data| told(&data.goods),
    },
    Field {
        name: "pieces",
        read: |data| pieces(&data.goods).to_string(),
    },
    Field {
        name: "kinds",
        read: |data| data.goods.len().to_string(),
    },
    Field {
        name: "index",
        read: |data| counted(data.index),
    },
    Field {
        name: "total",
        read: |data| counted(data.total),
    },
    Field {
        name: "number",
        read: |data| data.number.clone(),
    },
    Field {
        name: "carrier",
        read: |data| data.carrier.clone(),
    },
    Field {
        name: "product",
        read: |data| data.product.clone(),
    },
    Field {
        name: "made_at",
        read: |data| data.made_at.clone(),
    },
];

/// The names of all fields.
pub fn names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|field| field.name)
}

/// Goods in a row, no more of them than any text can show.
fn told(goods: &[Item]) -> String {
    let mut all = String::new();
    for item in goods {
        if all.len() > 4 * MOST_VALUE {
            break;
        }
        if !all.is_empty() {
            all.push('；');
        }
        all.push_str(&one(item));
    }
    all
}

fn one(item: &Item) -> String {
    let spec = if item.spec.is_empty() {
        String::new()
    } else {
        format!(" {}", item.spec)
    };
    format!("{}{spec} ×{}", item.name, item.quantity)
}

fn pieces(goods: &[Item]) -> u64 {
    goods.iter().map(|item| u64::from(item.quantity)).sum()
}

/// A count that is not known is empty.
fn counted(n: u32) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

/// A part of a text.
pub(crate) enum Part {
    /// As it stands.
    Words(String),
    /// To be filled in.
    Named(usize),
}

/// Takes a text apart. `{{` and `}}` are braces.
///
/// # Errors
/// A field nobody knows, or a brace without its other half, in words.
pub(crate) fn parse(text: &str) -> Result<Vec<Part>, String> {
    let (mut parts, mut words) = (Vec::new(), String::new());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '{' | '}' if rest.peek() == Some(&c) => {
                rest.next();
                words.push(c);
            }
            '}' => return Err("a } without its {; write }} for a brace".into()),
            '{' => {
                parts.push(Part::Words(std::mem::take(&mut words)));
                parts.push(Part::Named(known(&name(&mut rest)?)?));
            }
            c => words.push(c),
        }
    }
    parts.push(Part::Words(words));
    Ok(parts)
}

/// What stands between the braces.
fn name(rest: &mut impl Iterator<Item = char>) -> Result<String, String> {
    let mut name = String::new();
    for c in rest {
        match c {
            '}' => return Ok(name),
            c if name.len() < MOST_NAME => name.push(c),
            _ => break,
        }
    }
    Err("a { without its }; write {{ for a brace".into())
}

fn known(name: &str) -> Result<usize, String> {
    FIELDS.iter().position(|field| field.name == name).ok_or_else(|| {
        let all: Vec<&str> = names().collect();
        format!("there is no field {{{name}}}; there are {}", all.join(", "))
    })
}

/// A text with its fields filled in; `None` when it names fields and all of them are empty, or is no such text.
pub fn fill(text: &str, data: &Data) -> Option<String> {
    let parts = parse(text).ok()?;
    let values: Vec<(bool, String)> = parts
        .into_iter()
        .map(|part| match part {
            Part::Words(words) => (false, words),
            Part::Named(place) => (
                true,
                FIELDS
                    .get(place)
                    .map(|field| (field.read)(data).chars().take(MOST_VALUE).collect())
                    .unwrap_or_default(),
            ),
        })
        .collect();
    let mut named = values.iter().filter(|(named, _)| *named).peekable();
    let nothing = named.peek().is_some() && named.all(|(_, value)| value.trim().is_empty());
    (!nothing).then(|| values.into_iter().map(|(_, value)| value).collect())
}
