//! The messages of IPP: what is asked, and what is read in an answer.

use std::collections::BTreeMap;

use ipp::prelude::{DelimiterTag, IppAttribute, IppRequestResponse, IppValue, IppVersion, Operation};
use ipp::value::IppName;

use crate::refusal::Refusal;

/// As jobs are signed; no account of this machine is told to the printer.
const USER: &str = "sealship";

pub(super) fn request(kind: Operation, uri: Option<&str>) -> Result<IppRequestResponse, Refusal> {
    let uri = uri
        .map(str::parse)
        .transpose()
        .map_err(|_| Refusal::of("bad_printer"))?;
    let mut ask =
        IppRequestResponse::new(IppVersion::v1_1(), kind, uri).map_err(|_| Refusal::of("bad_printer"))?;
    operation(&mut ask, "requesting-user-name", name(USER)?)?;
    Ok(ask)
}

pub(super) fn operation(
    ask: &mut IppRequestResponse,
    attribute: &'static str,
    value: IppValue,
) -> Result<(), Refusal> {
    let attribute = IppAttribute::new(key(attribute)?, value);
    ask.attributes_mut()
        .add(DelimiterTag::OperationAttributes, attribute);
    Ok(())
}

pub(super) fn key(text: &str) -> Result<IppName, Refusal> {
    IppName::new(text).map_err(|_| Refusal::of("bad_printer"))
}

pub(super) fn name(text: &str) -> Result<IppValue, Refusal> {
    IppValue::new_name_without_language(text).map_err(|_| Refusal::of("bad_printer"))
}

pub(super) fn mime(text: &str) -> Result<IppValue, Refusal> {
    IppValue::new_mime_media_type(text).map_err(|_| Refusal::of("bad_printer"))
}

/// In hundredths of a millimetre.
pub(super) fn media((width, height): (u16, u16)) -> Result<IppValue, Refusal> {
    let side = |millimetres: u16| IppValue::Integer(i32::from(millimetres) * 100);
    let sides = BTreeMap::from([
        (key("x-dimension")?, side(width)),
        (key("y-dimension")?, side(height)),
    ]);
    let media = BTreeMap::from([(key("media-size")?, IppValue::Collection(sides))]);
    Ok(IppValue::Collection(media))
}

pub(super) fn get<'a>(attributes: &'a [IppAttribute], name: &str) -> Option<&'a IppValue> {
    attributes
        .iter()
        .find(|attribute| attribute.name().as_str() == name)
        .map(IppAttribute::value)
}

pub(super) fn number(attributes: &[IppAttribute], name: &str) -> Option<i32> {
    match get(attributes, name)? {
        IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
        _ => None,
    }
}

pub(super) fn text(attributes: &[IppAttribute], name: &str) -> Option<String> {
    get(attributes, name).map(ToString::to_string)
}

pub(super) fn texts(attributes: &[IppAttribute], name: &str) -> Vec<String> {
    match get(attributes, name) {
        Some(IppValue::Array(values)) => values.iter().map(ToString::to_string).collect(),
        Some(value) => vec![value.to_string()],
        None => Vec::new(),
    }
}
